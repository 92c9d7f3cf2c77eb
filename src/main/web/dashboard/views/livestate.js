/** Says whether what is seen is live, in words. */
import { el, fill } from '../dom.js';

const WORDS = { connecting: ['…', 'connecting', 'wait'], live: ['●', 'live', 'good'], waiting: ['○', 'interrupted', 'bad'] };

export function liveBadge() {
  const word = el('span', { class: 'badge', role: 'status', testid: 'live-state' });
  const problem = el('span', { class: 'mistake', role: 'alert' });
  return {
    element: el('span', { class: 'live' }, word, ' ', problem),
    /** @param {import('../live.js').LiveState} state */
    show({ state, seconds, problem: text }) {
      const [mark, label, tone] = WORDS[state];
      word.className = `badge tone-${tone}`;
      fill(word, el('span', { 'aria-hidden': 'true' }, mark), ` ${label}`);
      if (state !== 'connecting') {
        problem.textContent = text ? `${text} Next attempt in ${seconds} s.` : '';
      }
    },
  };
}
