/** Laravel Echo on socket.io-client, in the version that the visitor chose. */

const CLIENTS = {
  2: async () => (await import('socket.io-client-2')).default,
  4: async () => (await import('socket.io-client')).io,
};

/**
 * @param {typeof import('laravel-echo').default} Echo
 * @param {{choice: import('./choice.js').Choice, place: import('./place.js').Place, headers: object}} setup headers
 *   are what Canyon hands on when it asks who may join
 * @param {import('./connection.js').Listener} listener
 * @returns {Promise<import('./connection.js').Line>}
 */
export async function socketIoLine(Echo, { choice, place, headers }, listener) {
  const client = await CLIENTS[choice.client]();
  const echo = new Echo({ ...optionsFor(choice, place), client, auth: { headers } });
  const { socket } = echo.connector;
  if (missesReconnect(choice)) {
    socket.io.on('reconnect', () => {
      Object.values(echo.connector.channels).forEach((channel) => channel.subscribe());
    });
  }
  socket.on('subscription_error', listener.onRefused);
  reportStatus(socket, listener.onStatus);

  /** @type {Map<string, {hear: Function, events: Set<string>}>} what Echo already listens to, by channel */
  const heard = new Map();
  beforeEachEvent(socket, (event, channel) => {
    const { hear, events } = heard.get(channel) ?? {};
    if (events && !events.has(event) && event !== 'subscription_error') {
      events.add(event);
      echo.channel(channel).listen(`.${event}`, (data) => hear(event, data));
    }
  });

  return {
    echo,
    id: () => (socket.connected ? socket.id : undefined),
    join(channel, hear) {
      heard.set(channel, { hear, events: new Set() });
      echo.channel(channel);
    },
    leave(channel) {
      heard.delete(channel);
      echo.leaveChannel(channel);
    },
  };
}

/** @returns {object} what Echo has to be told, its client and its token left out */
export function optionsFor({ transport }, { host, path }) {
  return {
    broadcaster: 'socket.io',
    host,
    ...(path !== '/socket.io/' && { path }),
    ...(transport !== 'auto' && { transports: [transport] }),
  };
}

/** Echo 1 listens where client 2 tells that it is back; client 4 tells it elsewhere, so nothing would be subscribed. */
export function missesReconnect({ echo, client }) {
  return echo === '1' && client === '4';
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
