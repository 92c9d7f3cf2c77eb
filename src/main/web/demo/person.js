/** Somebody with a token of their own, on a connection of their own. */
import { connect } from './connection.js';
import { deskOn } from './desk.js';
import { roomOn } from './room.js';

/**
 * @param {Document} page
 * @param {{host: string, path: string}} place
 * @param {string} name lower-case
 */
export function personOn(page, place, name) {
  const views = [deskOn(page, name, echo), roomOn(page, name, echo)];
  let choice;
  /** @type {Promise<import('laravel-echo').default> | undefined} opened by whoever needs it first */
  let connection;

  function echo() {
    connection ??= open(choice);
    return connection;
  }

  async function open(mine) {
    const report = (method) => (...facts) => mine === choice && views.forEach((view) => view[method](...facts));
    const headers = { Authorization: `Bearer demo-${name}` };
    const opened = await connect(mine, place, report('onStatus'), headers);
    opened.connector.socket.on('subscription_error', report('onRefused'));
    return opened;
  }

  return {
    /** @param {import('./choice.js').Choice} next */
    restart(next) {
      connection?.then((opened) => opened.disconnect());
      connection = undefined;
      choice = next;
      views.forEach((view) => view.reset());
      // A poll keeps a request open, and browsers allow six to one server: two tabs would use them up.
      if (next.transport !== 'polling') {
        views.forEach((view) => view.enter());
      }
    },
  };
}
