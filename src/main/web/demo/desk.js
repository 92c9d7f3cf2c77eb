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

/**
 * @param {Document} page
 * @param {string} name
 * @param {() => Promise<import('laravel-echo').default>} echo
 */
export function deskOn(page, name, echo) {
  const card = cardOn(page, 'desk', name);
  card.token.textContent = `demo-${name}`;
  let count = 0;

  function heard() {
    // Canyon, as laravel-echo-server, tells only who was refused: an event is the proof of having been let in.
    subscription.wasAdmitted();
    card.count.textContent = String(++count);
  }

  const subscription = subscriptionOn(card, `private-${DESK.channel}`, TEXT, echo, {
    join: (opened) => opened.private(DESK.channel).listen(`.${DESK.event}`, heard),
  });
  return subscription;
}
