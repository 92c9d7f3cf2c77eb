/** Somebody with a token of their own, on a connection of their own. */
import { choiceOfPerson, clientName } from './choice.js';
import { connect } from './connection.js';
import { deskOn } from './desk.js';
import { roomOn } from './room.js';

/**
 * @param {Document} page
 * @param {import('./place.js').Place} place
 * @param {string} name lower-case
 */
export function personOn(page, place, name) {
  const views = [deskOn(page, name, line), roomOn(page, name, line)];
  let choice;
  /** @type {Promise<import('./connection.js').Line> | undefined} opened by whoever needs it first */
  let connection;

  function line() {
    connection ??= open(choice);
    return connection;
  }

  function open(mine) {
    const report = (method) => (...facts) => mine === choice && views.forEach((view) => view[method](...facts));
    return connect(mine, place, { onStatus: report('onStatus'), onRefused: report('onRefused') }, `demo-${name}`);
  }

  return {
    /** @param {import('./choice.js').Choice} next */
    restart(next) {
      connection?.then((opened) => opened.echo.disconnect());
      connection = undefined;
      choice = choiceOfPerson(next, name);
      views.forEach((view) => view.reset(clientName(choice)));
      // A poll keeps a request open, and browsers allow six to one server: two tabs would use them up.
      if (next.transport !== 'polling') {
        views.forEach((view) => view.enter());
      }
    },
  };
}
