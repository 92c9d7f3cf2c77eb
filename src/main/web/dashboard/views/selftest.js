/** Lets the server connect to itself through its public address. */
import { el, fill } from '../dom.js';
import { count } from '../format.js';
import { attempt, badge, check, field, panel, problemPlace } from '../parts.js';

let address = '';
let last = null;

export function selfTestView(context) {
  const url = el('input', { type: 'url', value: address, placeholder: 'the public address of this server', testid: 'test-url' });
  const long = check('Also hold a long poll, which takes a minute', { testid: 'test-long' });
  const problem = problemPlace('test-problem');
  const button = el('button', { class: 'primary', testid: 'test-run' }, 'Run the test');
  const result = el('div', { class: 'stack', role: 'status', testid: 'test-result' });
  const form = el('form', { class: 'stack', novalidate: true }, field('Address', url), long.element, problem, button);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    address = url.value.trim();
    attempt(button, problem, async () => {
      fill(result, el('p', { class: 'note' }, 'The server is connecting to itself…'));
      try {
        last = await context.api.send('POST', 'self-test', { url: address || null }, { query: { long: long.input.checked || null } });
      } finally {
        showLast(result);
      }
    });
  });
  showLast(result);
  return {
    heading: 'Self-test',
    content: [
      el('p', { class: 'lead' }, 'The server connects to itself as clients do, by each transport, through the proxies in ' +
        'front of it. Where one fails, it says which setting is missing.'),
      panel('Test', {}, form),
      result,
    ],
  };
}

function showLast(result) {
  if (last === null) {
    fill(result);
    return;
  }
  const failed = last.checks.filter((each) => !each.ok).length;
  fill(result,
    el('p', {}, failed === 0
      ? badge('good', '✓', `Everything works through ${last.url}`, 'test-summary')
      : badge('bad', '✕', `${failed} of ${last.checks.length} do not work through ${last.url}`, 'test-summary')),
    el('ul', { class: 'plain checks' }, last.checks.map(({ name, ok, millis, note, problem, advice }) =>
      el('li', { class: 'panel', testid: 'test-check' },
        el('div', { class: 'title-row' }, badge(ok ? 'good' : 'bad', ok ? '✓' : '✕', ok ? 'works' : 'fails'),
          el('strong', {}, name), el('small', {}, `${count(millis)} ms`)),
        note && el('p', { class: 'note' }, note),
        problem && el('p', {}, problem),
        advice && el('pre', { tabindex: '0' }, advice)))));
}
