/** The applications: what each may and does, and, where their store can be written, making and changing them. */
import { el, fill } from '../dom.js';
import { appName, count } from '../format.js';
import { ask, attempt, badge, copyButton, facts, field, link, note, panel, problemPlace } from '../parts.js';
import { loadInto, refreshButton } from './load.js';

/** Secrets that were just made. They are shown once, so they stay until somebody says that they are stored. */
let fresh = null;
/** Where applications stand that this page may change, if their store can be written. */
const CHANGEABLE = new Set(['file', 'database']);

export function appsView(context) {
  const secrets = el('div');
  const place = el('div', { class: 'stack' });
  const load = loadInto(context, place, async () => {
    const answer = await context.api.get('apps', { signal: context.signal });
    context.forgetApps();
    return shown(context, answer, { changed: load, keep });
  });

  function keep(answer) {
    fresh = answer;
    showSecrets();
    secrets.scrollIntoView({ block: 'nearest' });
  }

  function showSecrets() {
    fill(secrets, fresh && secretsPanel(fresh, () => {
      fresh = null;
      showSecrets();
    }));
  }

  showSecrets();
  return {
    heading: 'Applications',
    content: [secrets, el('p', { class: 'title-row' }, refreshButton(load)), place],
  };
}

function secretsPanel({ id, key, secret, apiKey, note: advice }, stored) {
  const env = [`PUSHER_APP_ID=${id}`, `PUSHER_APP_KEY=${key}`, `PUSHER_APP_SECRET=${secret}`].join('\n');
  const rows = [['Id', id], ['Key', key], ['Secret', secret], ['API key', apiKey]].filter(([, value]) => value);
  return el('section', { class: 'panel secrets', 'aria-label': 'New keys', testid: 'secrets' },
    el('h2', {}, `Keys of ${appName(id)}`),
    el('p', {}, el('strong', {}, '⚠ '), advice ?? 'Shown this once. Copy them to where your application reads them.'),
    el('dl', { class: 'facts' }, rows.map(([name, value]) =>
      el('div', {}, el('dt', {}, name), el('dd', { class: 'copyable' },
        el('span', { class: 'code', testid: `secret-${name.toLowerCase().replace(' ', '-')}` }, value),
        copyButton('Copy', () => value, { 'aria-label': `Copy ${name}` }))))),
    el('div', { class: 'buttons' },
      copyButton('Copy as .env', () => env, { testid: 'copy-env' }),
      el('button', { type: 'button', class: 'primary', onclick: stored, testid: 'secrets-stored' }, 'I have stored them')));
}

function shown(context, { apps, writable, store, problems = [], next = null }, on) {
  const cards = el('div', { class: 'cards' }, apps.map((app) => card(context, app, writable, on)));
  return [
    problems.length > 0 && el('ul', { class: 'warnings panel', 'aria-label': 'Warnings' },
      problems.map((problem) => el('li', {}, el('strong', {}, '⚠ '), problem))),
    writable
      ? createPanel(context, on)
      : note(apps.some(({ source }) => source === 'file')
        ? 'This server may not write the file of the applications, or its folder: they are changed there.'
        : `The applications come from the ${store}, which cannot be written here: set canyon.apps.file or ` +
          'canyon.apps.datasource to create and change them on this page.', 'apps-fixed'),
    apps.length === 0 && note('There is no application yet.'),
    cards,
    moreApps(context, cards, next, (app) => card(context, app, writable, on)),
  ];
}

function moreApps(context, cards, next, toCard) {
  const problem = problemPlace('apps-more-problem');
  const button = el('button', { type: 'button', hidden: next === null, testid: 'more' }, 'Show more');
  button.addEventListener('click', () => attempt(button, problem, async () => {
    const answer = await context.api.get('apps', { query: { after: next }, signal: context.signal });
    cards.append(...answer.apps.map(toCard));
    next = answer.next ?? null;
    button.hidden = next === null;
  }));
  return el('div', {}, button, problem);
}

function createPanel(context, { changed, keep }) {
  const id = el('input', { required: true, maxlength: 200, placeholder: 'shop', testid: 'app-new-id', autocapitalize: 'none', spellcheck: 'false' });
  const problem = problemPlace('app-new-problem');
  const button = el('button', { class: 'primary', testid: 'app-create' }, 'Create');
  const form = el('form', { autocomplete: 'off', class: 'bar' }, field('Id of a new application', id), button);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(button, problem, async () => {
      keep(await context.api.send('POST', 'apps', { id: id.value.trim() }));
      await changed();
    });
  });
  return panel('New application', {}, form, problem);
}

function card(context, app, writable, { changed, keep }) {
  const name = appName(app.id);
  const path = `apps/${encodeURIComponent(app.id)}`;
  const problem = problemPlace(`app-problem-${app.id}`);
  const mayChange = writable && CHANGEABLE.has(app.source);
  const action = (label, testid, attributes, run) => {
    const button = el('button', { type: 'button', testid: `${testid}-${app.id}`, ...attributes }, label);
    button.addEventListener('click', () => attempt(button, problem, run));
    return button;
  };
  const rotate = async () => {
    if (await ask({ title: `New keys for ${name}?`, text: 'The old keys stop to work at once: its clients and its server need the new ones.', yes: 'Make new keys' })) {
      keep(await context.api.send('POST', `${path}/rotate`));
      await changed();
    }
  };
  const toggle = async () => {
    if (!app.enabled || (await ask({ title: `Disable ${name}?`, text: 'Its clients are disconnected and its requests refused until it is enabled again.', yes: 'Disable' }))) {
      await context.api.send('PATCH', path, { enabled: !app.enabled });
      await changed();
    }
  };
  const remove = async () => {
    if (await ask({ title: `Delete ${name}?`, text: 'Its keys and limits are gone for good, and its clients are disconnected.', yes: 'Delete' })) {
      await context.api.send('DELETE', path);
      await changed();
    }
  };
  return el('section', { class: 'panel', 'aria-label': name, testid: `app-${app.id}` },
    el('div', { class: 'title-row' }, el('h2', {}, name),
      app.enabled ? badge('good', '✓', 'enabled') : badge('bad', '✕', 'disabled'), el('small', {}, `from the ${app.source}`)),
    facts([
      ['Key', app.key === '' ? null : el('span', { class: 'copyable' }, el('span', { class: 'code' }, app.key),
        copyButton('Copy', () => app.key, { 'aria-label': `Copy the key of ${name}` }))],
      ['API key', app.hasApiKey ? 'yes' : 'none'],
      ['Connections', `${count(app.connections)}${mostOf(app)}, at most ${count(app.peakConnections)} within a day`],
      ['Channels', count(app.channels)],
      ['Messages in, out', `${count(app.messagesIn)}, ${count(app.messagesOut)}`],
      ['HTTP calls', count(app.apiCalls)],
    ]),
    details('Limits', app.limits, textOfLimit),
    details('Rules', app.rules, textOfLimit),
    el('p', { class: 'links' }, link('channels', { app: app.id }, 'Channels'), ' ', link('connections', { app: app.id }, 'Connections'),
      ' ', link('events', { app: app.id }, 'Events'), ' ', link('connect', { app: app.id }, 'Connect')),
    mayChange && el('div', { class: 'buttons' },
      action('New keys', 'app-rotate', {}, rotate),
      action(app.enabled ? 'Disable' : 'Enable', 'app-toggle', {}, toggle),
      action('Delete', 'app-delete', { class: 'danger' }, remove)),
    problem);
}

/** Of the two limits of connections the one that is met first. */
function mostOf({ limits }) {
  const most = Math.min(...[limits.maxConnections, limits.connectionQuota].filter((limit) => limit > 0));
  return Number.isFinite(most) ? ` of ${count(most)}` : '';
}

function details(title, values, toText) {
  const entries = Object.entries(values ?? {});
  return entries.length > 0 && el('details', {}, el('summary', {}, title),
    facts(entries.map(([name, value]) => [name, toText(name, value)])));
}

function textOfLimit(name, value) {
  if (typeof value === 'number' && /(Timeout|Ttl)$/.test(name)) {
    return `${count(value)} s`;
  }
  return value === 0 ? 'no limit' : textOfValue(value);
}

function textOfValue(value) {
  if (value === null || value === undefined || value === '') {
    return 'none';
  }
  if (typeof value === 'number') {
    return count(value);
  }
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'none' : value.join(', ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
