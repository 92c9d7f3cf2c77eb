/** A connection as the visitor chose it: which Laravel Echo, on which client. */
import { isPusher } from './choice.js';
import { pusherLine } from './pusher.js';
import { socketIoLine } from './socketio.js';

const ECHOES = {
  1: async () => (await import('laravel-echo-1')).default,
  2: async () => (await import('laravel-echo')).default,
};

/**
 * @typedef {{state: string, reason?: string, id?: string, transport?: string, user?: string}} Status
 * @typedef {{onStatus: (status: Status) => void, onRefused: (channel: string, status: number) => void}} Listener
 *
 * @typedef {object} Line what the page needs besides Echo itself, which has it on one kind of client only
 * @property {import('laravel-echo').default} echo
 * @property {() => string | undefined} id of the connection while there is one
 * @property {(channel: string, hear: (event: string, data: unknown) => void) => void} join hears every event of the
 *   channel, whatever its name
 * @property {(channel: string) => void} leave
 *
 * @param {import('./choice.js').Choice} choice
 * @param {import('./place.js').Place} place
 * @param {Listener} listener
 * @param {string} [token] says who it is; without one it is nobody
 * @returns {Promise<Line>}
 */
export async function connect(choice, place, listener, token) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const line = isPusher(choice) ? pusherLine : socketIoLine;
  return line(await ECHOES[choice.echo](), { choice, place, headers }, listener);
}
