/** Laravel Echo on socket.io-client, each in the version that the visitor chose. */

const ECHOES = {
  1: async () => (await import('laravel-echo-1')).default,
  2: async () => (await import('laravel-echo')).default,
};
const CLIENTS = {
  2: async () => (await import('socket.io-client-2')).default,
  4: async () => (await import('socket.io-client')).io,
};

/**
 * @typedef {{state: string, reason?: string, id?: string, transport?: string}} Status
 * @param {import('./choice.js').Choice} choice
 * @param {{host: string, path: string}} place
 * @param {(status: Status) => void} onStatus
 * @param {{[name: string]: string}} [headers] what Canyon hands on when it asks who may join
 * @returns {Promise<import('laravel-echo').default>}
 */
export async function connect(choice, { host, path }, onStatus, headers = {}) {
  const [Echo, io] = await Promise.all([ECHOES[choice.echo](), CLIENTS[choice.client]()]);
  const echo = new Echo({
    broadcaster: 'socket.io',
    client: io,
    host,
    path,
    auth: { headers },
    ...(choice.transport !== 'auto' && { transports: [choice.transport] }),
  });
  if (missesReconnect(choice)) {
    echo.connector.socket.io.on('reconnect', () => {
      Object.values(echo.connector.channels).forEach((channel) => channel.subscribe());
    });
  }
  reportStatus(echo.connector.socket, onStatus);
  return echo;
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
