/** Pieces that views are made of. */
import { el, fill } from './dom.js';
import { heldIn, prettyPieces } from './json.js';
import { hashOf } from './routes.js';

/** Milliseconds for which a button says what happened. */
const NOTICE = 2000;

export function panel(title, attributes, ...content) {
  return el('section', { class: 'panel', ...attributes, 'aria-label': title }, el('h2', {}, title), ...content);
}

/** Where an error is shown, near to what caused it; empty until then. */
export function problemPlace(testid) {
  return el('p', { class: 'mistake', role: 'alert', testid });
}

/**
 * Does something while its button is off, and shows what went wrong.
 *
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} place
 * @param {() => Promise<void>} action
 */
export async function attempt(button, place, action) {
  button.disabled = true;
  place.textContent = '';
  try {
    await action();
  } catch (error) {
    place.textContent = textOf(error);
  } finally {
    button.disabled = false;
  }
}

export function textOf(error) {
  const { message, retryAfter } = error;
  if (!retryAfter || /try again/i.test(message)) {
    return message;
  }
  return `${message}${/[.!?]$/.test(message) ? '' : '.'} Try again in ${retryAfter} s.`;
}

export function field(label, control, note) {
  return el('label', { class: 'field' }, el('span', {}, label), control, note && el('small', {}, note));
}

export function check(label, attributes) {
  const input = el('input', { type: 'checkbox', ...attributes });
  return { input, element: el('label', { class: 'check' }, input, el('span', {}, label)) };
}

/**
 * Radio buttons side by side.
 *
 * @param {{[value: string]: string}} options value to label
 */
export function segments(legend, name, options, chosen, onchange) {
  const inputs = Object.entries(options).map(([value, label]) =>
    el(
      'label',
      {},
      el('input', {
        type: 'radio', name, value, checked: value === chosen, testid: `${name}-${value}`,
        onchange: () => onchange?.(value),
      }),
      el('span', {}, label),
    ),
  );
  return el('fieldset', { class: 'choice' }, el('legend', {}, legend), el('div', { class: 'segments' }, inputs));
}

export function facts(pairs) {
  return el(
    'dl',
    { class: 'facts' },
    pairs
      .filter(Boolean)
      .map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value ?? '–'))),
  );
}

/**
 * The roles are said, because on a phone the style sheet makes other boxes of some tables.
 *
 * @param {string} label
 * @param {{title: string, class?: string}[]} columns
 * @param {string} testid of the body
 * @param {{stacked?: boolean}} options stacked is for tables of long texts: on a phone each row is a block
 */
export function tableOf(label, columns, testid, { stacked = false } = {}) {
  const body = el('tbody', { testid, role: 'rowgroup' });
  const head = columns.map((column) =>
    el('th', { role: 'columnheader', scope: 'col', class: column.class }, column.title));
  return {
    element: el(
      'div',
      { class: stacked ? 'table stacked' : 'table', role: 'region', 'aria-label': label, tabindex: '0' },
      el('table', { role: 'table' }, el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, head)), body),
    ),
    body,
    /** @param {(Node | string | null | undefined)[][]} rows */
    add(rows) {
      body.append(
        ...rows.map((cells) =>
          el('tr', { role: 'row' }, cells.map((cell, index) =>
            el('td', { role: 'cell', class: columns[index].class }, cell ?? '–'))),
        ),
      );
    },
    clear() {
      body.replaceChildren();
    },
  };
}

export function copyButton(label, text, attributes = {}) {
  const button = el('button', { type: 'button', ...attributes }, label);
  button.addEventListener('click', async () => {
    button.textContent = (await copied(text())) ? 'Copied' : 'Not copied: select it by hand';
    setTimeout(() => {
      button.textContent = label;
    }, NOTICE);
  });
  return button;
}

/** Browsers lend the clipboard only to https and to this machine; elsewhere there is the old way. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el('textarea', { class: 'off-screen' });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

/** @param {string | null | undefined} source JSON or anything else */
export function jsonView(source, testid) {
  if (source === null || source === undefined || source === '') {
    return el('p', { class: 'note', testid }, 'Nothing.');
  }
  const held = heldIn(source);
  const pieces = prettyPieces(held ?? source).map(({ kind, text }) =>
    kind === 'mark' || kind === 'rest' ? text : el('span', { class: `json-${kind}` }, text),
  );
  return el(
    'div',
    {},
    held !== null && el('p', { class: 'note' }, 'A text that holds JSON:'),
    el('pre', { tabindex: '0', testid }, pieces),
  );
}

/** A mark and a word, so that the colour is not all that tells. */
export function badge(tone, mark, text, testid) {
  return el('span', { class: `badge tone-${tone}`, testid }, el('span', { 'aria-hidden': 'true' }, mark), ` ${text}`);
}

export function link(view, query, text, attributes = {}) {
  return el('a', { href: hashOf(view, query), ...attributes }, text);
}

export function channelLink(app, name) {
  return link('channel', { app, name }, name, { class: 'code' });
}

export function connectionLink(id) {
  return link('connection', { id }, id, { class: 'code' });
}

/** Says that something is on its way, or that there is nothing. */
export function note(text, testid) {
  return el('p', { class: 'note', testid }, text);
}

/**
 * Asks before what cannot be taken back.
 *
 * @returns {Promise<boolean>}
 */
export function ask({ title, text, yes }) {
  return new Promise((resolve) => {
    const dialog = el(
      'dialog',
      { 'aria-labelledby': 'question', testid: 'question' },
      el('form', { method: 'dialog' },
        el('h2', { id: 'question' }, title),
        el('p', {}, text),
        el('div', { class: 'buttons' },
          el('button', { value: 'no', testid: 'no' }, 'Cancel'),
          el('button', { value: 'yes', class: 'primary danger', testid: 'yes' }, yes))),
    );
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'yes');
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/**
 * A select of applications that fills itself.
 *
 * @param {import('./page.js').Context} context
 * @param {{all?: boolean, value?: string | null, onchange?: () => void}} options all adds "all of them", whose value
 *   is null
 */
export function appSelect(context, { all = false, value = null, onchange } = {}) {
  const select = el('select', { testid: 'app', onchange });
  const place = problemPlace('app-problem');
  const option = (id) => el('option', { value: `app:${id}` }, id === '' ? '(default)' : id);
  const everyone = all ? [el('option', { value: 'all' }, 'All')] : [];
  fill(select, everyone, value !== null && option(value));
  select.value = value === null ? 'all' : `app:${value}`;
  context
    .apps()
    .then((apps) => {
      const now = select.value;
      const ids = apps.map((app) => app.id);
      fill(select, everyone, [...new Set(value === null ? ids : [...ids, value])].map(option));
      select.value = now;
      if (select.selectedIndex < 0) {
        select.selectedIndex = 0;
        onchange?.();
      }
    })
    .catch((error) => {
      place.textContent = textOf(error);
    });
  return {
    element: el('div', {}, field('Application', select), place),
    /** @returns {string | null} */
    value: () => (select.value.startsWith('app:') ? select.value.slice(4) : null),
    choose(id) {
      if (![...select.options].some((each) => each.value === `app:${id}`)) {
        select.append(option(id));
      }
      select.value = `app:${id}`;
    },
  };
}
