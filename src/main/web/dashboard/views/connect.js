/** What to put into an application so that it uses this server, ready to be copied. */
import { el } from '../dom.js';
import { appSelect, copyButton, note } from '../parts.js';
import { loadInto } from './load.js';

export function connectView(context) {
  const place = el('div', { class: 'stack' });
  const app = appSelect(context, { value: context.query.app ?? null, onchange: changed });
  const load = loadInto(context, place, async () => {
    const { snippets } = await context.api.get('snippets', { query: { app: app.value() }, signal: context.signal });
    return snippets.length === 0 ? [note('There is nothing to show for this application.')] : snippets.map(shown);
  });
  function changed() {
    context.replaceQuery({ app: app.value() });
    load();
  }
  return {
    heading: 'Connect an application',
    content: [
      el('p', { class: 'lead' }, 'These lines are for the address of this server. Secrets are not in them: put yours ' +
        'where <secret> stands.'),
      el('div', { class: 'bar' }, app.element),
      place,
    ],
  };
}

function shown({ title, text }) {
  return el('section', { class: 'panel', 'aria-label': title, testid: 'snippet' },
    el('div', { class: 'title-row' }, el('h2', {}, title), copyButton('Copy', () => text, { 'aria-label': `Copy ${title}` })),
    el('pre', { class: 'wide-code', tabindex: '0' }, text));
}
