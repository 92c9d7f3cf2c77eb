/** What the visitor chose, kept in the page's address so that it survives a reload and can be sent to others. */

const CLIENTS = ['4', '2'];
const TRANSPORTS = ['auto', 'websocket', 'polling'];

/**
 * @typedef {{client: string, transport: string}} Choice
 * @param {string} query such as ?client=2&transport=polling
 * @returns {Choice} with the first of each list where the query says nothing that is known
 */
export function choiceIn(query) {
  const given = new URLSearchParams(query);
  return {
    client: known(CLIENTS, given.get('client')),
    transport: known(TRANSPORTS, given.get('transport')),
  };
}

/** @param {Choice} choice */
export function queryOf({ client, transport }) {
  return `?client=${client}&transport=${transport}`;
}

function known(values, value) {
  return values.includes(value) ? value : values[0];
}
