/** One connection to Canyon: Laravel Echo on the chosen socket.io-client. */
import Echo from 'laravel-echo';

const CLIENTS = {
  2: async () => (await import('socket.io-client-2')).default,
  4: async () => (await import('socket.io-client')).io,
};

/**
 * @typedef {{state: string, reason?: string, id?: string, transport?: string}} Status
 * @typedef {{onStatus: (status: Status) => void, onEvent: (channel: string, event: string, data: unknown) => void,
 *   onRefused: (channel: string, status: number) => void}} Listener
 * @param {import('./choice.js').Choice} choice
 * @param {{host: string, path: string}} place
 * @param {Listener} listener
 */
export async function openSession({ client, transport }, { host, path }, listener) {
  const io = await CLIENTS[client]();
  const echo = new Echo({
    broadcaster: 'socket.io',
    client: io,
    host,
    path,
    ...(transport !== 'auto' && { transports: [transport] }),
  });
  const socket = echo.connector.socket;
  reportStatus(socket, listener.onStatus);
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

function reportStatus(socket, onStatus) {
  const manager = socket.io;
  const connected = () => onStatus({ state: 'connected', id: socket.id, transport: manager.engine.transport.name });
  const lost = (retries, reason) => onStatus({ state: retries ? 'reconnecting' : 'disconnected', reason });

  onStatus({ state: 'connecting' });
  socket.on('connect', () => {
    connected();
    manager.engine.once('upgrade', connected);
  });
  // Neither client comes back by itself when the server sent it away; client 4 knows it as "not active".
  socket.on('disconnect', (reason) => lost(reason !== 'io server disconnect', reason));
  socket.on('connect_error', (error) => lost(socket.active !== false, error.message ?? error));
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
