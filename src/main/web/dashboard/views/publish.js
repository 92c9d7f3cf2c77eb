/** The event creator. What was written and sent is kept until the page is left. */
import { el, fill } from '../dom.js';
import { clock } from '../format.js';
import { note, panel } from '../parts.js';
import { publishForm } from '../publishing.js';

const KEPT = 10;

const draft = { app: null, channels: '', event: '', data: '{\n  "id": 7\n}', asText: false, socketId: '' };
let sent = [];

export function publishView(context) {
  const { app, channel, event } = context.query;
  Object.assign(draft, app !== undefined && { app }, channel && { channels: channel }, event && { event });
  const formPlace = el('div');
  const history = el('div', { class: 'stack' });

  function showForm() {
    fill(formPlace, publishForm(context, draft, { onSent: remember }));
  }

  function remember(copy, answer) {
    sent = [{ copy, answer, at: new Date().toISOString() }, ...sent].slice(0, KEPT);
    showHistory();
  }

  function showHistory() {
    fill(history, sent.length === 0
      ? note('What you publish is listed here.')
      : el('ol', { class: 'plain', testid: 'publish-history' }, sent.map(item)));
  }

  function item({ copy, answer, at }) {
    return el('li', { class: 'sent' },
      el('div', {}, el('strong', {}, copy.event), ' on ', el('span', { class: 'code' }, copy.channels),
        el('br'), el('small', {}, `${clock(at)} ${answer}`)),
      el('button', {
        type: 'button',
        'aria-label': `Use ${copy.event} again`,
        onclick: () => {
          Object.assign(draft, copy);
          showForm();
          formPlace.querySelector('textarea').focus();
        },
      }, 'Use again'));
  }

  showForm();
  showHistory();
  return {
    heading: 'Publish an event',
    content: [el('div', { class: 'two' }, panel('Event', {}, formPlace), panel('Last published', {}, history))],
  };
}
