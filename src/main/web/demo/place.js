/** Where this page and its server are, and what the server's development mode has set up for it. */

/** The channel and the event on which the server publishes about once a second. */
export const FEED = { channel: 'demo-feed', event: 'tick' };

/** Who is on the page; the token demo-<name> says so. */
export const PEOPLE = ['alice', 'bob'];

/** The private channel that only Alice may hear, and what the server publishes there about once a second. */
export const DESK = { channel: 'desk.alice', event: 'note' };

/** The presence channel in which both of them chat. */
export const LOBBY = 'lobby';

/** The application and the keys that development mode creates; none of it exists elsewhere. */
const APP = { id: 'canyon', key: 'canyon-key', apiKey: 'canyon-api-key' };

/**
 * Derives every address from the page's own, so that Canyon may live under any context root.
 *
 * @typedef {ReturnType<typeof placeOf>} Place
 * @param {string} page address of the page, for example http://127.0.0.1:6001/canyon/?client=2
 */
export function placeOf(page) {
  const { origin, protocol, hostname, port } = new URL(page);
  const forceTLS = protocol === 'https:';
  return {
    host: origin,
    path: new URL('socket.io/', page).pathname,
    pusher: {
      wsHost: hostname,
      port: Number(port) || (forceTLS ? 443 : 80),
      forceTLS,
      root: new URL('.', page).pathname.slice(0, -1),
    },
    events: new URL(`apps/${APP.id}/events`, page).href,
    // Pusher's clients need a signature. It names the same member as the answer that Canyon gets for Socket.IO.
    auth: new URL('broadcasting/auth?driver=pusher', page).href,
    userAuth: new URL('broadcasting/user-auth', page).href,
    key: APP.key,
    apiKey: APP.apiKey,
  };
}
