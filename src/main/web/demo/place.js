/** Where this page and its server are, and what the server's development mode has set up for it. */

/** The channel and the event on which the server publishes about once a second. */
export const FEED = { channel: 'demo-feed', event: 'tick' };

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
