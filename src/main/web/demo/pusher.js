/** Laravel Echo on pusher-js. */

/** By what the visitor chose; "ws" stands for wss too where the page came by https. */
const TRANSPORTS = {
  auto: ['ws', 'xhr_streaming', 'xhr_polling'],
  websocket: ['ws'],
  polling: ['xhr_streaming', 'xhr_polling'],
};

/**
 * @param {typeof import('laravel-echo').default} Echo
 * @param {{choice: import('./choice.js').Choice, place: import('./place.js').Place, headers: object}} setup headers
 *   are what pusher-js sends when it asks who may join, and who it is
 * @param {import('./connection.js').Listener} listener
 * @returns {Promise<import('./connection.js').Line>}
 */
export async function pusherLine(Echo, { choice, place, headers }, listener) {
  const { default: Pusher } = await import('pusher-js');
  forgetTransports();
  const echo = new Echo({
    ...optionsFor(choice, place),
    Pusher,
    auth: { headers },
    userAuthentication: { endpoint: place.userAuth, headers },
  });
  const { pusher } = echo.connector;
  reportStatus(pusher, listener.onStatus);
  if (headers.Authorization) {
    echo.connector.signin();
  }

  return {
    echo,
    id: () => (pusher.connection.state === 'connected' ? pusher.connection.socket_id : undefined),
    join(channel, hear) {
      const joined = echo.channel(channel);
      joined.error((error) => listener.onRefused(channel, error.status));
      // Echo's listenToAll would shorten the names of events in Echo's own namespace.
      joined.subscription.bind_global((event, data) => {
        if (!event.startsWith('pusher:')) {
          hear(event, data);
        }
      });
    },
    leave(channel) {
      echo.leaveChannel(channel);
      // Who leaves before the answer is there leaves with it, and pusher-js keeps the channel and its listeners until then.
      pusher.channel(channel)?.unbind_all();
    },
  };
}

/** @returns {object} what Echo has to be told, pusher-js and the token left out */
export function optionsFor({ client, transport }, { key, pusher, auth }) {
  const { wsHost, port, forceTLS, root } = pusher;
  return {
    broadcaster: client,
    key,
    // Only Pusher's own service has any; Echo says so itself for reverb.
    ...(client === 'pusher' && { cluster: '' }),
    wsHost,
    wsPort: port,
    wssPort: port,
    ...(root !== '' && { wsPath: root }),
    ...(transport !== 'websocket' && { httpHost: wsHost, httpPort: port, httpsPort: port }),
    ...(transport !== 'websocket' && root !== '' && { httpPath: `${root}/pusher` }),
    forceTLS,
    enabledTransports: TRANSPORTS[transport],
    authEndpoint: auth,
  };
}

/** pusher-js keeps what it came through by last, and begins with it: here the visitor's choice is what counts. */
function forgetTransports() {
  for (const key of ['pusherTransportTLS', 'pusherTransportNonTLS']) {
    localStorage.removeItem(key);
  }
}

function reportStatus(pusher, onStatus) {
  const { connection } = pusher;
  let wasConnected = false;
  let reason;
  let user;

  function report() {
    switch (connection.state) {
      case 'connected':
        wasConnected = true;
        reason = undefined;
        onStatus({
          state: 'connected',
          id: connection.socket_id,
          transport: shown(connection.connection.transport.name),
          user,
        });
        break;
      case 'failed':
      case 'disconnected':
        onStatus({ state: 'disconnected', reason });
        break;
      default:
        onStatus({ state: wasConnected || reason ? 'reconnecting' : 'connecting', reason });
    }
  }

  report();
  // Without an error inside it is something that the client did wrong, and the connection goes on.
  connection.bind('error', ({ error }) => {
    reason = error ? reasonOf(error) : reason;
  });
  connection.bind('state_change', () => {
    user = undefined;
    report();
  });
  pusher.bind('pusher:signin_success', (success) => {
    user = JSON.parse(success.user_data).id;
    report();
  });
}

/** Canyon gives a code and says why; a browser tells nothing of an attempt that failed. */
function reasonOf(error) {
  const { code, message } = error.data ?? {};
  return message ? `${message} (${code})` : 'no connection';
}

function shown(transport) {
  return transport === 'ws' ? 'websocket' : transport;
}
