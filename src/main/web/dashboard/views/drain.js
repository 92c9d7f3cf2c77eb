/** Sends the clients of this server away, before it is stopped. */
import { el, fill } from '../dom.js';
import { ask, attempt, field, note, panel, problemPlace } from '../parts.js';

export function drainPanel(context, onChange) {
  const seconds = el('input', { type: 'number', min: 0, max: 3600, required: true, value: 10, testid: 'drain-seconds' });
  const problem = problemPlace('drain-problem');
  const start = el('button', { type: 'button', class: 'danger', testid: 'drain' }, 'Drain');
  const stop = el('button', { type: 'button', testid: 'drain-stop' }, 'Take clients again');
  const state = el('p', { role: 'status', testid: 'drain-state' });
  const idle = el('div', { class: 'bar' }, field('Over how many seconds', seconds), start);
  const body = el('div', { class: 'stack' });

  start.addEventListener('click', async () => {
    // An empty field would be no time at all, in which all of them leave at once.
    if (!seconds.reportValidity()) {
      return;
    }
    const sure = await ask({
      title: 'Drain this server?',
      text: `It takes no new clients and tells those that it has to connect again, spread over ${seconds.value} seconds. ` +
        'A load balancer sees that it is not ready.',
      yes: 'Drain',
    });
    if (sure) {
      await attempt(start, problem, async () => {
        await context.api.send('POST', 'drain', { seconds: Number(seconds.value) });
        show(true);
        onChange();
      });
    }
  });
  stop.addEventListener('click', () => attempt(stop, problem, async () => {
    await context.api.send('DELETE', 'drain');
    show(false);
    onChange();
  }));

  let shown = null;
  function show(draining) {
    if (draining !== shown) {
      shown = draining;
      state.textContent = draining ? '⚠ Draining: clients are sent away.' : '';
      fill(body, draining ? stop : idle);
    }
  }

  show(false);
  return {
    element: panel('Drain', {}, note('Before you stop or replace this server: sends clients to the others, gently.'),
      state, body, problem),
    show,
  };
}
