/** The visitor's own connection, without a token: it hears every event of the channels that it joins. */
import { connect } from './connection.js';

/**
 * @param {import('./choice.js').Choice} choice
 * @param {import('./place.js').Place} place
 * @param {import('./connection.js').Listener & {onEvent: (channel: string, event: string, data: unknown) => void}} listener
 */
export async function openSession(choice, place, listener) {
  const line = await connect(choice, place, listener);
  return {
    id: line.id,
    join: (channel) => line.join(channel, (event, data) => listener.onEvent(channel, event, data)),
    leave: line.leave,
    close: () => line.echo.disconnect(),
  };
}
