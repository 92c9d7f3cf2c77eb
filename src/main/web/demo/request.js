/** The request that publishes an event: checked, as a body, as a curl command. */

/**
 * @typedef {{channel: string, name: string, data: string, except?: string}} Draft data is JSON as the visitor wrote
 *   it; except is the id of the client that shall not get the event
 * @param {Draft} draft
 * @returns {{field: 'channel' | 'name' | 'data', message: string} | null} the first thing to mend, or null
 */
export function mistakeIn({ channel, name, data }) {
  if (channel === '') {
    return { field: 'channel', message: 'Name the channel, for example demo-feed.' };
  }
  if (name === '') {
    return { field: 'name', message: 'Name the event, for example message.' };
  }
  if (data.trim() === '') {
    return { field: 'data', message: 'The data is empty. Write a JSON value, for example {}.' };
  }
  try {
    JSON.parse(data);
  } catch (error) {
    return { field: 'data', message: `The data is not JSON, so nothing was sent. ${error.message}.` };
  }
  return null;
}

/**
 * The data goes out as it was written: printing it again would turn 1.0 into 1.
 *
 * @param {Draft} draft without a mistake
 */
export function bodyOf({ channel, name, data, except }) {
  const fields = [
    `"channel":${JSON.stringify(channel)}`,
    `"name":${JSON.stringify(name)}`,
    `"data":${data.trim()}`,
  ];
  if (except) {
    fields.push(`"socket_id":${JSON.stringify(except)}`);
  }
  return `{${fields.join(',')}}`;
}

/** @param {{events: string, apiKey: string}} place */
export function headersFor({ apiKey }) {
  return { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' };
}

/**
 * The same request for a POSIX shell.
 *
 * @param {{events: string, apiKey: string}} place
 * @param {string} body
 */
export function curlFor(place, body) {
  const headers = Object.entries(headersFor(place)).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  return [`curl ${quoted(place.events)}`, ...headers, `--data-raw ${quoted(body)}`].join(' \\\n  ');
}

/** Inside single quotes a shell leaves everything alone; a single quote itself has to stand outside of them. */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
