/** One person's way into and out of one channel, and the words and the button that go with it. */

const LOST = ['reconnecting', 'disconnected'];

/**
 * @typedef {'out' | 'asking' | 'in' | 'refused' | 'lost'} State
 * @param {{state: HTMLElement, toggle: HTMLButtonElement}} card
 * @param {string} channel its name on the wire
 * @param {{enter: string, words: {[state in State]: string}}} text
 * @param {() => Promise<import('./connection.js').Line>} line
 * @param {{join: (echo: import('laravel-echo').default) => import('laravel-echo').Channel,
 *   changed?: (state: State) => void}} listener
 */
export function subscriptionOn(card, channel, text, line, listener) {
  /** @type {State} */
  let state = 'out';
  /** A connection that was asked for may come when nobody wants it any more. */
  let turn = 0;
  let joined;

  function show(next, words = text.words[next]) {
    state = next;
    card.state.textContent = words;
    card.state.dataset.state = next;
    card.toggle.textContent = isOut() ? text.enter : 'Leave';
    listener.changed?.(next);
  }

  const isOut = () => state === 'out' || state === 'refused';

  async function enter() {
    const mine = ++turn;
    show('asking');
    const opened = await line();
    if (mine === turn) {
      joined = opened;
      // Pusher's clients hear of a refusal here, those of Socket.IO on their connection.
      listener.join(opened.echo).error((error) => refused(channel, error.status));
    }
  }

  function leave(next, words) {
    turn++;
    joined?.leave(channel);
    joined = undefined;
    show(next, words);
  }

  function refused(which, status) {
    if (which === channel && joined) {
      leave('refused', refusalText(status));
    }
  }

  card.toggle.addEventListener('click', () => (isOut() ? enter() : leave('out')));
  show('out');

  return {
    enter,
    /** The connection is gone, and with it what was subscribed on it. */
    reset() {
      turn++;
      joined = undefined;
      show('out');
    },
    wasAdmitted() {
      if (state !== 'in') {
        show('in');
      }
    },
    /** @param {import('./connection.js').Status} status */
    onStatus(status) {
      if (state === 'lost' && status.state === 'connected') {
        show('asking');
      } else if (!isOut() && LOST.includes(status.state)) {
        show('lost');
      }
    },
    onRefused: refused,
  };
}

function refusalText(status) {
  return status === 0 ? 'nobody answered Canyon (0)' : `refused (${status})`;
}
