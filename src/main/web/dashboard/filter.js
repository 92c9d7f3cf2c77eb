/** Which of the things that happen are shown. */

/** Each kind has a mark and a word besides its colour. */
export const KINDS = {
  CONNECTED: { label: 'connected', mark: '→', tone: 'good' },
  DISCONNECTED: { label: 'disconnected', mark: '←', tone: 'muted' },
  SUBSCRIBED: { label: 'subscribed', mark: '+', tone: 'good' },
  UNSUBSCRIBED: { label: 'unsubscribed', mark: '−', tone: 'muted' },
  DENIED: { label: 'denied', mark: '✕', tone: 'bad' },
  PUBLISHED: { label: 'published', mark: '»', tone: 'accent' },
  CLIENT_EVENT: { label: 'client event', mark: '›', tone: 'accent' },
  WEBHOOK_SENT: { label: 'webhook sent', mark: '↗', tone: 'good' },
  WEBHOOK_FAILED: { label: 'webhook failed', mark: '!', tone: 'bad' },
  NODE: { label: 'server', mark: '◆', tone: 'wait' },
};

/**
 * @typedef {{app: string | null, channel: string, event: string, q: string, kinds: string[]}} Filter app is null for
 *   all; kinds is empty for all
 * @param {{[name: string]: string}} query of the route
 * @returns {Filter}
 */
export function filterFrom({ app, channel = '', event = '', q = '', kind = '' }) {
  const kinds = kind.split(',').filter((each) => Object.hasOwn(KINDS, each));
  return { app: app ?? null, channel, event, q, kinds: kinds.length === Object.keys(KINDS).length ? [] : kinds };
}

/** @param {Filter} filter */
export function queryOf({ app, channel, event, q, kinds }) {
  return { app, channel, event, q, kind: kinds.join(',') };
}

/**
 * The server filters too; this is for what is on the page already when the filter changes.
 *
 * @param {Filter} filter
 */
export function matches(filter, happening) {
  return (
    (filter.app === null || filter.app === happening.app) &&
    (filter.kinds.length === 0 || filter.kinds.includes(happening.kind)) &&
    begins(happening.channel, filter.channel) &&
    begins(happening.event, filter.event) &&
    (filter.q === '' || SEARCHED.some((field) => holds(happening[field], filter.q)))
  );
}

const SEARCHED = ['channel', 'event', 'socketId', 'detail', 'payload'];

/** As the server does: a beginning, or a pattern in which a star stands for any characters. */
function begins(name, wanted) {
  if (wanted === '') {
    return true;
  }
  if (!wanted.includes('*')) {
    return (name ?? '').startsWith(wanted);
  }
  const pattern = wanted.split(/\*+/).map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(`^${pattern}$`, 's').test(name ?? '');
}

function holds(text, part) {
  return part === '' || (text ?? '').toLowerCase().includes(part.toLowerCase());
}
