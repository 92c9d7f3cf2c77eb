/** An event that is to be published: checked, and as the body of a request. */

/**
 * @typedef {{app: string, channels: string, event: string, data: string, asText?: boolean, socketId?: string}} Draft
 *   channels with commas; data is JSON as it was written, or a text if asText
 * @param {Draft} draft
 * @returns {{field: 'channels' | 'event' | 'data', message: string} | null} the first thing to mend, or null
 */
export function mistakeIn({ channels, event, data, asText = false }) {
  if (channelsIn(channels).length === 0) {
    return { field: 'channels', message: 'Name at least one channel.' };
  }
  if (event.trim() === '') {
    return { field: 'event', message: 'Name the event.' };
  }
  if (asText) {
    return null;
  }
  if (data.trim() === '') {
    return { field: 'data', message: 'The data is empty. Write a JSON value, for example {}.' };
  }
  try {
    JSON.parse(data);
    return null;
  } catch (error) {
    return { field: 'data', message: `The data is not JSON, so nothing was sent. ${error.message}.` };
  }
}

/**
 * The data goes out as it was written: printing it again would turn 1.0 into 1.
 *
 * @param {Draft} draft without a mistake
 */
export function bodyOf({ app, channels, event, data, asText = false, socketId = '' }) {
  const fields = [
    `"app":${JSON.stringify(app)}`,
    `"channels":${JSON.stringify(channelsIn(channels))}`,
    `"event":${JSON.stringify(event.trim())}`,
    `"data":${asText ? JSON.stringify(data) : data.trim()}`,
    `"socketId":${socketId === '' ? 'null' : JSON.stringify(socketId)}`,
  ];
  if (asText) {
    fields.push('"text":true');
  }
  return `{${fields.join(',')}}`;
}

export function channelsIn(text) {
  return text.split(',').map((name) => name.trim()).filter((name) => name !== '');
}
