/** Where one is in the dashboard: #/<view>?<query>. */

/** In the order of the navigation; those without a label are reached from others. */
export const VIEWS = {
  overview: { label: 'Overview', group: 'Watch' },
  events: { label: 'Live events', group: 'Watch' },
  channels: { label: 'Channels', group: 'Watch' },
  channel: { under: 'channels' },
  connections: { label: 'Connections', group: 'Watch' },
  connection: { under: 'connections' },
  nodes: { label: 'Nodes', group: 'Watch' },
  publish: { label: 'Publish', group: 'Try' },
  auth: { label: 'Authorization', group: 'Try' },
  'self-test': { label: 'Self-test', group: 'Try' },
  apps: { label: 'Applications', group: 'Set up' },
  connect: { label: 'Connect', group: 'Set up' },
  settings: { label: 'Settings', group: 'Set up' },
};

/**
 * @typedef {{view: string, query: {[name: string]: string}}} Route
 * @param {string} hash as location.hash has it
 * @returns {Route} the overview for what is unknown
 */
export function routeOf(hash) {
  const [path, search = ''] = hash.replace(/^#?\/?/, '').split(/\?(.*)/s, 2);
  const view = Object.hasOwn(VIEWS, path) ? path : 'overview';
  return { view, query: Object.fromEntries(new URLSearchParams(search)) };
}

/**
 * @param {string} view
 * @param {{[name: string]: unknown}} query what is empty, null or undefined is left out, except an empty app, which
 *   is the default application
 */
export function hashOf(view, query = {}) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && (value !== '' || name === 'app')) {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  return `#/${view}${text && `?${text}`}`;
}
