/** The form that publishes an event, on its own view and on that of a channel. */
import { bodyOf, mistakeIn } from './draft.js';
import { el } from './dom.js';
import { counted } from './format.js';
import { isJson, prettyPieces } from './json.js';
import { appSelect, attempt, check, field, problemPlace } from './parts.js';

/**
 * @param {import('./page.js').Context} context
 * @param {import('./draft.js').Draft} draft what the form begins with, and holds from then on what is written there
 * @param {{fixed?: boolean, onSent?: (draft: import('./draft.js').Draft, answer: string) => void}} options fixed is for
 *   a form that publishes to one channel only
 */
export function publishForm(context, draft, { fixed = false, onSent } = {}) {
  const app = fixed ? null : appSelect(context, { value: draft.app, onchange: keep });
  const channels = el('input', { value: draft.channels, placeholder: 'orders.7, private-orders.7', testid: 'publish-channels',
    autocapitalize: 'none', spellcheck: 'false' });
  const event = el('input', { value: draft.event, placeholder: 'App\\Events\\OrderShipped', testid: 'publish-event',
    autocapitalize: 'none', spellcheck: 'false' });
  const data = el('textarea', { rows: 8, spellcheck: 'false', testid: 'publish-data' });
  data.value = draft.data;
  const socketId = el('input', { value: draft.socketId ?? '', placeholder: '1234.5678', testid: 'publish-except' });
  const asText = check('The data is a text, not JSON', { checked: draft.asText ?? false, testid: 'publish-text' });
  const verdict = el('small', { role: 'status', testid: 'publish-check' });
  const problem = problemPlace('publish-problem');
  const result = el('p', { role: 'status', testid: 'publish-result' });
  const send = el('button', { class: 'primary', testid: 'publish-send' }, 'Publish');
  const tidy = el('button', { type: 'button', testid: 'publish-tidy' }, 'Format');
  const inputs = { channels, event, data };

  function keep() {
    Object.assign(draft, {
      app: app?.value() ?? draft.app,
      channels: channels.value,
      event: event.value,
      data: data.value,
      socketId: socketId.value.trim(),
      asText: asText.input.checked,
    });
    verdict.textContent = draft.asText || data.value.trim() === '' ? '' : isJson(data.value) ? '✓ JSON' : '✕ Not JSON yet';
    tidy.hidden = draft.asText;
  }

  function complain(mistake) {
    for (const [name, input] of Object.entries(inputs)) {
      input.setAttribute('aria-invalid', String(mistake?.field === name));
    }
    problem.textContent = mistake?.message ?? '';
    inputs[mistake?.field]?.focus();
  }

  const form = el('form', { autocomplete: 'off', novalidate: true, class: 'stack' },
    !fixed && el('div', { class: 'bar' }, app.element, field('Channels, with commas', channels)),
    field('Event', event, 'Echo listens to App\\Events\\OrderShipped as OrderShipped, and to other names with a dot in front.'),
    field('Data', data),
    el('div', { class: 'title-row' }, asText.element, verdict, tidy),
    el('details', {}, el('summary', {}, 'More'),
      field('Except the client with this id', socketId, 'As toOthers() of Laravel does it.')),
    problem,
    el('div', { class: 'buttons' }, send, result));

  form.addEventListener('input', keep);
  tidy.addEventListener('click', () => {
    data.value = prettyPieces(data.value).map(({ text }) => text).join('');
    keep();
  });
  form.addEventListener('submit', (submitted) => {
    submitted.preventDefault();
    keep();
    result.textContent = '';
    const mistake = mistakeIn(draft);
    complain(mistake);
    if (mistake === null) {
      attempt(send, problem, async () => {
        const { subscribers } = await context.api.send('POST', 'events', bodyOf(draft));
        const answer = `Published to ${counted(subscribers, 'subscriber')}.`;
        result.textContent = answer;
        onSent?.({ ...draft }, answer);
      });
    }
  });
  keep();
  return form;
}
