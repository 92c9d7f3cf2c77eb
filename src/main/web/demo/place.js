/** Where this page and its server are, and what the server's development mode has set up for it. */

/** The channel and the event on which the server publishes about once a second. */
export const FEED = { channel: 'demo-feed', event: 'tick' };

/** Who is on the page; the token demo-<name> says so. */
export const PEOPLE = ['alice', 'bob'];

/** The private channel that only Alice may hear, and what the server publishes there about once a second. */
export const DESK = { channel: 'desk.alice', event: 'note' };

/** The presence channel in which both of them chat. */
export const LOBBY = 'lobby';

/** The application and the key that development mode creates; neither exists outside it. */
const APP = { id: 'canyon', apiKey: 'canyon-api-key' };

/**
 * Derives every address from the page's own, so that Canyon may live under any context root.
 *
 * @param {string} page address of the page, for example http://127.0.0.1:6001/canyon/?client=2
 */
export function placeOf(page) {
  return {
    host: new URL(page).origin,
    path: new URL('socket.io/', page).pathname,
    events: new URL(`apps/${APP.id}/events`, page).href,
    apiKey: APP.apiKey,
  };
}
