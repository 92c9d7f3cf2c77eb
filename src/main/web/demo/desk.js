/** A private channel: the desk on which the server puts a note for Alice every second. */
import { cardOn } from './card.js';
import { DESK } from './place.js';
import { subscriptionOn } from './subscription.js';

const TEXT = {
  enter: 'Subscribe',
  words: {
    out: 'not subscribed',
    asking: 'asked, nothing heard yet',
    in: 'let in',
    refused: 'refused',
    lost: 'connection lost',
  },
};

/** Shown while nobody is signed in: Socket.IO has nothing of the kind. */
const NOBODY = '–';

/**
 * @param {Document} page
 * @param {string} name
 * @param {() => Promise<import('./connection.js').Line>} line
 */
export function deskOn(page, name, line) {
  const card = cardOn(page, 'desk', name);
  card.token.textContent = `demo-${name}`;
  let count = 0;

  function heard() {
    // On Socket.IO only who was refused is told, as by laravel-echo-server: an event is the proof of having been let in.
    subscription.wasAdmitted();
    card.count.textContent = String(++count);
  }

  const subscription = subscriptionOn(card, `private-${DESK.channel}`, TEXT, line, {
    join: (echo) => echo.private(DESK.channel).listen(`.${DESK.event}`, heard),
  });
  return {
    ...subscription,
    reset(client) {
      card.client.textContent = client;
      card.user.textContent = NOBODY;
      subscription.reset();
    },
    onStatus(status) {
      card.user.textContent = status.user ?? NOBODY;
      subscription.onStatus(status);
    },
  };
}
