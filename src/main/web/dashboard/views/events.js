/** The live stream of what happens, newest first. */
import { el } from '../dom.js';
import { appName, clock, count, counted } from '../format.js';
import { filterFrom, KINDS, matches, queryOf } from '../filter.js';
import { follow } from '../live.js';
import { appSelect, badge, channelLink, check, connectionLink, facts, field, jsonView, link } from '../parts.js';
import { rowsOf } from '../rows.js';
import { liveBadge } from './livestate.js';

const MOST = 500;
const TYPING = 300;
const COLUMNS = ['Time', 'Kind', 'Application', 'Channel', 'Event', 'Detail'];

export function eventsView(context) {
  let filter = filterFrom(context.query);
  const rows = rowsOf(MOST);
  const state = liveBadge();
  const body = el('tbody', { role: 'rowgroup', testid: 'events' });
  const summary = el('p', { class: 'note', testid: 'events-summary' });
  const sampled = el('p', { class: 'hint', role: 'status', hidden: true, testid: 'sampled' });
  const pause = el('button', { type: 'button', 'aria-pressed': 'false', testid: 'pause' }, 'Pause');
  const clear = el('button', { type: 'button', testid: 'clear' }, 'Clear');
  let skipped = 0;
  let following = new AbortController();
  let drawing = false;

  function draw() {
    drawing = false;
    const fresh = rows.take().filter((happening) => matches(filter, happening)).map(rowOf).reverse();
    body.prepend(...fresh);
    while (body.childElementCount > MOST) {
      body.lastElementChild.remove();
    }
    say();
  }

  function drawSoon() {
    if (!drawing) {
      drawing = true;
      // A hidden page gets no animation frames; it catches up with at most as many rows as are kept.
      requestAnimationFrame(draw);
    }
  }

  function say() {
    pause.textContent = rows.paused ? `Resume (${count(rows.missed)} new)` : 'Pause';
    summary.textContent = body.childElementCount === 0
      ? `Nothing yet that fits${rows.came > 0 ? ` (${counted(rows.came, 'event')} came)` : ''}. It appears here as it happens.`
      : `${counted(rows.came, 'event')} came; the latest ${count(body.childElementCount)} are shown, newest first.`;
  }

  function restart() {
    following.abort();
    following = new AbortController();
    context.signal.addEventListener('abort', () => following.abort(), { once: true });
    follow(context.api, {
      query: queryOf(filter),
      signal: following.signal,
      onState: state.show,
      on: {
        happening(happening) {
          rows.add(happening);
          drawSoon();
        },
        skipped({ count: more }) {
          skipped += more;
          sampled.hidden = false;
          sampled.textContent =
            `Sampled: more happens than a stream shows; ${counted(skipped, 'event')} left out so far. A filter shows more of less.`;
        },
      },
    });
  }

  function changed(next) {
    filter = next;
    context.replaceQuery(queryOf(filter));
    for (const row of [...body.children]) {
      row.hidden = !matches(filter, row.happening);
    }
    restart();
    say();
  }

  pause.addEventListener('click', () => {
    if (rows.paused) {
      rows.resume();
      draw();
    } else {
      rows.pause();
      say();
    }
    pause.setAttribute('aria-pressed', String(rows.paused));
  });
  clear.addEventListener('click', () => {
    rows.clear();
    body.replaceChildren();
    skipped = 0;
    sampled.hidden = true;
    say();
  });
  body.addEventListener('click', (event) => {
    const row = event.target.closest('tr');
    if (row && !event.target.closest('a')) {
      showDetails(row.happening);
    }
  });

  restart();
  say();
  return {
    heading: 'Live events',
    content: [
      filterForm(context, filter, changed),
      el('div', { class: 'buttons' }, pause, clear, state.element),
      sampled,
      summary,
      el('div', { class: 'table stream', role: 'region', 'aria-label': 'Live events', tabindex: '0' },
        el('table', { role: 'table' },
          el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' },
            COLUMNS.map((title) => el('th', { role: 'columnheader', scope: 'col' }, title)))),
          body)),
    ],
  };
}

function filterForm(context, filter, changed) {
  const app = appSelect(context, { all: true, value: filter.app, onchange: tell });
  const channel = el('input', { value: filter.channel, placeholder: 'orders.*', testid: 'filter-channel', maxlength: 300 });
  const event = el('input', { value: filter.event, placeholder: 'Order*', testid: 'filter-event', maxlength: 300 });
  const search = el('input', { type: 'search', value: filter.q, testid: 'filter-search', maxlength: 300 });
  const boxes = Object.entries(KINDS).map(([kind, { label }]) => ({
    kind,
    ...check(label, {
      name: kind, checked: filter.kinds.length === 0 || filter.kinds.includes(kind), testid: `kind-${kind}`,
    }),
  }));
  const problem = el('p', { class: 'mistake', role: 'alert' });
  let typing;

  function tell() {
    const kinds = boxes.filter((box) => box.input.checked).map((box) => box.kind);
    problem.textContent = kinds.length === 0 ? 'No kind is checked: all are shown.' : '';
    changed({
      app: app.value(),
      channel: channel.value.trim(),
      event: event.value.trim(),
      q: search.value.trim(),
      kinds: kinds.length === boxes.length ? [] : kinds,
    });
  }

  const kinds = el('fieldset', { class: 'kinds' }, el('legend', {}, 'Kinds'), boxes.map((box) => box.element),
    el('button', {
      type: 'button',
      testid: 'kinds-all',
      onclick: () => {
        const all = boxes.every((box) => box.input.checked);
        boxes.forEach((box) => {
          box.input.checked = !all;
        });
        tell();
      },
    }, 'All or none'));
  kinds.addEventListener('change', tell);
  const texts = el('div', { class: 'bar' }, app.element,
    field('Channel begins with', channel), field('Event begins with', event), field('Text anywhere', search));
  texts.addEventListener('input', (input) => {
    if (input.target.matches('input')) {
      clearTimeout(typing);
      typing = setTimeout(tell, TYPING);
    }
  });
  const form = el('form', { autocomplete: 'off', class: 'panel filters', 'aria-label': 'Filter' }, texts,
    el('details', { open: filter.kinds.length > 0 || matchMedia('(min-width: 60rem)').matches },
      el('summary', {}, 'Kinds of events'), kinds), problem);
  form.addEventListener('submit', (submitted) => {
    submitted.preventDefault();
    tell();
  });
  return form;
}

function rowOf(happening) {
  const { label, mark, tone } = KINDS[happening.kind] ?? { label: happening.kind, mark: '?', tone: 'muted' };
  const cell = (name, ...content) => el('td', { role: 'cell', class: name }, content);
  const row = el('tr', { role: 'row' },
    cell('time', el('button', { type: 'button', class: 'plain', 'aria-label': `${clock(happening.at)}, show all of it` },
      clock(happening.at))),
    cell('kind', badge(tone, mark, label)),
    cell('app', appName(happening.app ?? '')),
    cell('channel', happening.channel && channelLink(happening.app ?? '', happening.channel)),
    cell('event', happening.event),
    cell('detail', happening.detail || happening.payload || happening.socketId));
  row.happening = happening;
  return row;
}

function showDetails(happening) {
  const { label, mark, tone } = KINDS[happening.kind] ?? { label: happening.kind, mark: '?', tone: 'muted' };
  const close = el('button', { value: 'close', class: 'primary', testid: 'event-close' }, 'Close');
  const dialog = el('dialog', { 'aria-label': 'Event', class: 'event', testid: 'event-details' },
    el('form', { method: 'dialog' },
      el('h2', {}, badge(tone, mark, label)),
      facts([
        ['Time', `${happening.at} (${clock(happening.at)} here)`],
        ['Application', appName(happening.app ?? '')],
        happening.channel && ['Channel', channelLink(happening.app ?? '', happening.channel)],
        happening.event && ['Event', el('span', { class: 'code' }, happening.event)],
        happening.socketId && ['Connection', connectionLink(happening.socketId)],
        happening.detail && ['Detail', happening.detail],
      ]),
      happening.payload && el('h3', {}, 'Data'),
      happening.payload && jsonView(happening.payload, 'payload'),
      happening.payload && happening.payload.length >= 1000 && el('p', { class: 'note' }, 'Cut: only its beginning is kept.'),
      el('div', { class: 'buttons' },
        happening.channel && link('publish', { app: happening.app ?? '', channel: happening.channel, event: happening.event },
          'Publish such an event'),
        close)));
  dialog.addEventListener('click', (event) => {
    if (event.target.closest('a')) {
      dialog.close();
    }
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
