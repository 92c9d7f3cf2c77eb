/** Loads what a view shows, and shows what went wrong in the same place. */
import { el, fill } from '../dom.js';
import { note, textOf } from '../parts.js';

/**
 * @param {import('../page.js').Context} context
 * @param {HTMLElement} place
 * @param {() => Promise<Node[]>} read what is to be shown; the same array as before if nothing has changed
 * @returns {() => Promise<void>} loads again
 */
export function loadInto(context, place, read) {
  let turn = 0;
  let there = null;

  /** What is there already is not put there anew: that would take the focus and what somebody has marked away. */
  function show(what, content) {
    if (what !== there) {
      there = what;
      fill(place, content);
    }
  }

  async function load() {
    const mine = ++turn;
    place.setAttribute('aria-busy', 'true');
    if (place.childElementCount === 0) {
      fill(place, note('Loading…'));
    }
    try {
      const content = await read();
      if (mine === turn && !context.signal.aborted) {
        show(content, content);
      }
    } catch (error) {
      if (mine === turn && !context.signal.aborted) {
        const text = textOf(error);
        show(text, [
          el('p', { class: 'mistake', role: 'alert', testid: 'load-problem' }, text),
          el('button', { type: 'button', onclick: load }, 'Try again'),
        ]);
      }
    } finally {
      if (mine === turn) {
        place.removeAttribute('aria-busy');
      }
    }
  }
  load();
  return load;
}

/** Calls at intervals while the page is looked at and the view is open. */
export function every(seconds, signal, action) {
  const timer = setInterval(() => {
    if (!document.hidden) {
      action();
    }
  }, seconds * 1000);
  signal.addEventListener('abort', () => clearInterval(timer));
}

export function refreshButton(load) {
  const button = el('button', { type: 'button', testid: 'refresh' }, 'Refresh');
  button.addEventListener('click', async () => {
    button.disabled = true;
    await load();
    button.disabled = false;
  });
  return button;
}
