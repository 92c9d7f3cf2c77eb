/** The visitor's own connection, without a token: it hears every event of the channels that it joins. */
import { connect } from './connection.js';

/**
 * @typedef {{onStatus: (status: import('./connection.js').Status) => void,
 *   onEvent: (channel: string, event: string, data: unknown) => void,
 *   onRefused: (channel: string, status: number) => void}} Listener
 * @param {import('./choice.js').Choice} choice
 * @param {{host: string, path: string}} place
 * @param {Listener} listener
 */
export async function openSession(choice, place, listener) {
  const echo = await connect(choice, place, listener.onStatus);
  const socket = echo.connector.socket;
  socket.on('subscription_error', listener.onRefused);

  /** @type {Map<string, Set<string>>} the events that Echo already listens to, by channel */
  const heard = new Map();
  beforeEachEvent(socket, (event, channel) => {
    const events = heard.get(channel);
    if (events && !events.has(event) && event !== 'subscription_error') {
      events.add(event);
      echo.channel(channel).listen(`.${event}`, (data) => listener.onEvent(channel, event, data));
    }
  });

  return {
    id: () => (socket.connected ? socket.id : undefined),
    /** Hears every event of the channel, whatever its name. */
    join(channel) {
      heard.set(channel, new Set());
      echo.channel(channel);
    },
    leave(channel) {
      heard.delete(channel);
      echo.leaveChannel(channel);
    },
    close() {
      echo.disconnect();
    },
  };
}

/**
 * Echo has no "listen to all" on Socket.IO. Client 4 tells about each event before it delivers it; client 2 has
 * nothing of the kind, so its delivery is wrapped.
 *
 * @param {(event: string, channel: string) => void} hear
 */
function beforeEachEvent(socket, hear) {
  if (socket.onAny) {
    socket.onAny(hear);
    return;
  }
  const deliver = socket.onevent;
  socket.onevent = (packet) => {
    hear(...packet.data);
    deliver.call(socket, packet);
  };
}
