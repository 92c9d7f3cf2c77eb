/** What the visitor chose, kept in the page's address so that it survives a reload and can be sent to others. */

/** What can be chosen, the page's own choice first. */
const VALUES = {
  echo: ['2', '1'],
  client: ['4', '2', 'pusher', 'reverb'],
  bob: ['reverb', 'pusher', '4', '2'],
  transport: ['auto', 'websocket', 'polling'],
};

/** What a client is called, by what is chosen: a version of socket.io-client, or how Echo uses pusher-js. */
const NAMES = {
  2: 'socket.io-client 2',
  4: 'socket.io-client 4',
  pusher: 'pusher-js',
  reverb: 'pusher-js',
};

/**
 * @typedef {{echo: string, client: string, bob: string, transport: string}} Choice client is that of everybody but Bob
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

/**
 * What the visitor chose for one of the two people. By itself pusher-js may stay with HTTP after an outage, which keeps
 * a request open, and browsers allow six to one server: only the visitor's own connection may do so.
 *
 * @param {Choice} choice
 * @param {string} person lower-case name
 */
export function choiceOfPerson(choice, person) {
  const own = person === 'bob' ? { ...choice, client: choice.bob } : choice;
  return isPusher(own) && own.transport === 'auto' ? { ...own, transport: 'websocket' } : own;
}

/** @param {Choice} choice */
export function isPusher({ client }) {
  return client === 'pusher' || client === 'reverb';
}

/** @param {Choice} choice */
export function clientName({ client }) {
  return NAMES[client];
}

function choiceFrom(valueOf) {
  return Object.fromEntries(Object.entries(VALUES).map(([name, values]) => [name, valueOf(name, values)]));
}

function known(values, value) {
  return values.includes(value) ? value : values[0];
}
