/** Server-sent events out of a stream of bytes, as the HTML standard has them; ids and retry times are not used. */

/**
 * Ends when the stream ends. A comment gives an event without a name, so that the reader sees that the server lives.
 *
 * @param {AsyncIterable<Uint8Array>} chunks
 * @returns {AsyncGenerator<{event: string, data: string}>}
 */
export async function* eventsIn(chunks) {
  const decoder = new TextDecoder();
  let rest = '';
  let event = '';
  let data = [];
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    // A CR at the end may be the first half of a line's end.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) {
          yield { event: event || 'message', data: data.join('\n') };
        }
        event = '';
        data = [];
        continue;
      }
      const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line);
      if (name === '') {
        yield { event: '', data: '' };
      } else if (name === 'event') {
        event = value;
      } else if (name === 'data') {
        data.push(value);
      }
    }
  }
}
