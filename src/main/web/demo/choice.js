/** What the visitor chose, kept in the page's address so that it survives a reload and can be sent to others. */

/** What can be chosen, the page's own choice first. */
const VALUES = {
  echo: ['2', '1'],
  client: ['4', '2'],
  transport: ['auto', 'websocket', 'polling'],
};

/**
 * @typedef {{echo: string, client: string, transport: string}} Choice
 * @param {string} query such as ?echo=1&client=2&transport=polling
 * @returns {Choice} with the first of each list where the query says nothing that is known
 */
export function choiceIn(query) {
  const given = new URLSearchParams(query);
  return choiceFrom((name, values) => known(values, given.get(name)));
}

/**
 * @param {{[name: string]: {value: string}}} fields
 * @returns {Choice}
 */
export function choiceOf(fields) {
  return choiceFrom((name) => fields[name].value);
}

/** @param {Choice} choice */
export function queryOf(choice) {
  return `?${new URLSearchParams(choice)}`;
}

function choiceFrom(valueOf) {
  return Object.fromEntries(Object.entries(VALUES).map(([name, values]) => [name, valueOf(name, values)]));
}

function known(values, value) {
  return values.includes(value) ? value : values[0];
}
