/** What is in effect, and where each value comes from. */
import { el } from '../dom.js';
import { counted } from '../format.js';
import { badge, check, field, panel, tableOf } from '../parts.js';
import { loadInto } from './load.js';

export function settingsView(context) {
  const place = el('div', { class: 'stack' });
  const search = el('input', { type: 'search', value: context.query.q ?? '', testid: 'settings-search' });
  const changed = check('Changed only', { checked: context.query.changed === 'true', testid: 'settings-changed' });
  const table = tableOf('Settings',
    [{ title: 'Key' }, { title: 'Value' }, { title: 'Source' }, { title: 'Default', class: 'minor' }], 'settings', { stacked: true });
  const summary = el('p', { class: 'note', role: 'status', testid: 'settings-summary' });
  let all = [];

  function show() {
    context.replaceQuery({ q: search.value.trim(), changed: changed.input.checked || null });
    const wanted = search.value.trim().toLowerCase();
    const fitting = all.filter((each) => (each.changed || !changed.input.checked) &&
      [each.key, each.value, each.source].some((text) => String(text ?? '').toLowerCase().includes(wanted)));
    table.clear();
    table.add(fitting.map((each) => [
      el('span', { class: 'code' }, each.key),
      el('span', {}, valueOf(each.value), ' ', each.changed && badge('accent', '◆', 'changed')),
      each.source,
      valueOf(each.default),
    ]));
    summary.textContent = `${counted(fitting.length, 'setting')} of ${all.length}.`;
  }

  loadInto(context, place, async () => {
    const answer = await context.api.get('settings', { signal: context.signal });
    all = answer.settings;
    show();
    return [
      answer.warnings.length > 0 && el('ul', { class: 'warnings panel', 'aria-label': 'Warnings', testid: 'settings-warnings' },
        answer.warnings.map((warning) => el('li', {}, el('strong', {}, '⚠ '), warning))),
      ...importedParts(answer),
      panel('In effect', {}, el('div', { class: 'bar' }, field('Key, value or source holds', search), changed.element),
        summary, table.element),
    ];
  });
  search.addEventListener('input', show);
  changed.input.addEventListener('change', show);
  return {
    heading: 'Settings',
    content: [el('p', { class: 'lead' }, 'As the server read them when it started. Secrets are masked.'), place],
  };
}

function valueOf(value) {
  return value === null || value === undefined || value === '' ? el('small', {}, 'empty') : el('span', { class: 'code' }, value);
}

function importedParts({ imported = [], notImported = [] }) {
  const taken = tableOf('Imported', [{ title: 'From' }, { title: 'Name' }, { title: 'Became' }, { title: 'Value' }], 'imported',
    { stacked: true });
  taken.add(imported.map((each) => [each.from, code(each.name), code(each.key), valueOf(each.value)]));
  const left = tableOf('Not imported', [{ title: 'From' }, { title: 'Name' }, { title: 'Why' }], 'not-imported',
    { stacked: true });
  left.add(notImported.map((each) => [each.from, code(each.name), each.why]));
  return [
    imported.length > 0 && panel('Taken over from another server', {}, taken.element),
    notImported.length > 0 && panel('Not taken over', {}, left.element),
  ];
}

function code(text) {
  return el('span', { class: 'code' }, text);
}
