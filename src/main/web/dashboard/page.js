/** The frame of the dashboard: who is signed in, the navigation, and the view that the address names. */
import { apiOn, Refusal } from './api.js';
import { el, fill } from './dom.js';
import { attempt, problemPlace, textOf } from './parts.js';
import { hashOf, routeOf, VIEWS } from './routes.js';
import { signInOver } from './signin.js';
import { applyTheme, themeSelect } from './theme.js';
import { VIEW } from './views/index.js';

/** More of them no select can show in a usable way. */
const MOST_APPS = 1000;

const shell = el('div', { class: 'shell', hidden: true });
document.body.append(shell);
applyTheme();

const signIn = signInOver(shell);
const api = apiOn({ fetch: (...request) => fetch(...request), signIn: (refusal) => signIn.ask(refusal).then(titled) });
signIn.use(api);

let leaving = new AbortController();
let knownApps = null;
let title = '';

/**
 * What a view gets.
 *
 * @typedef {{api: ReturnType<typeof apiOn>, query: {[name: string]: string}, signal: AbortSignal,
 *   apps: () => Promise<{id: string}[]>, forgetApps: () => void, replaceQuery: (query: object) => void}} Context signal
 *   is aborted when the view is left
 */
function contextOf({ view, query }) {
  return {
    api,
    query,
    signal: leaving.signal,
    apps() {
      if (knownApps === null) {
        knownApps = api.get('apps', { query: { limit: MOST_APPS } }).then((answer) => answer.apps);
        knownApps.catch(() => {
          knownApps = null;
        });
      }
      return knownApps;
    },
    forgetApps() {
      knownApps = null;
    },
    /** So that the address can be kept and sent; the view stays. */
    replaceQuery(changed) {
      history.replaceState(null, '', hashOf(view, changed));
    },
  };
}

const main = el('main', { id: 'view', tabindex: '-1' });
const nav = el('nav', { id: 'nav', 'aria-label': 'Dashboard' });
const menu = el('button', {
  type: 'button', class: 'menu', 'aria-expanded': 'false', 'aria-controls': 'nav', testid: 'menu',
  onclick: () => openMenu(menu.getAttribute('aria-expanded') === 'false'),
}, 'Menu');

function openMenu(open) {
  menu.setAttribute('aria-expanded', String(open));
  nav.dataset.open = String(open);
}

function showView() {
  const route = routeOf(location.hash);
  leaving.abort();
  leaving = new AbortController();
  const current = VIEWS[route.view].under ?? route.view;
  for (const item of nav.querySelectorAll('a')) {
    if (item.dataset.view === current) {
      item.setAttribute('aria-current', 'page');
    } else {
      item.removeAttribute('aria-current');
    }
  }
  openMenu(false);
  const { heading, content } = VIEW[route.view](contextOf(route));
  fill(main, el('h1', { testid: 'title' }, heading), content);
  main.dataset.view = route.view;
  title = `${heading} – Canyon`;
  titled();
  main.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function titled() {
  document.title = title || 'Canyon';
}

function navigation() {
  const shown = Object.entries(VIEWS).filter(([, { label }]) => label);
  let last = '';
  return shown.map(([view, { label, group }]) => {
    const title = group !== last && el('h2', {}, group);
    last = group;
    return [title, el('a', { href: hashOf(view), 'data-view': view, testid: `nav-${view}` }, label)];
  });
}

function signOut() {
  const problem = problemPlace('sign-out-problem');
  const button = el('button', {
    type: 'button', testid: 'sign-out',
    onclick: () => attempt(button, problem, async () => {
      await api.close();
      location.reload();
    }),
  }, 'Sign out');
  return [button, problem];
}

async function start() {
  let session = null;
  while (session === null) {
    try {
      session = await api.session();
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 401) {
        fill(document.body, el('main', { class: 'sign-in' }, el('div', { class: 'panel' }, el('h1', {}, 'Canyon'),
          el('p', { class: 'mistake', role: 'alert' }, textOf(error)),
          el('button', { type: 'button', onclick: () => location.reload() }, 'Try again'))));
        return;
      }
      await signIn.ask(error);
    }
  }
  fill(nav, navigation());
  fill(shell,
    el('a', { class: 'skip', href: '#view', onclick: skip }, 'Skip the navigation'),
    el('header', { class: 'top' },
      el('a', { class: 'brand', href: hashOf('overview') }, el('img', { src: iconAddress(), alt: '', width: 28, height: 28 }),
        el('span', {}, 'Canyon')),
      menu,
      el('div', { class: 'top-end' }, themeSelect(), !session.open && session.auth !== 'container' && signOut())),
    session.open && el('p', { class: 'hint', testid: 'open-hint' },
      'Development mode: this dashboard is open, without a password, to this machine only.'),
    el('div', { class: 'columns' }, nav, main));
  shell.dataset.seen = 'true';
  shell.hidden = false;
  addEventListener('hashchange', showView);
  showView();
}

function skip(event) {
  event.preventDefault();
  main.focus();
}

function iconAddress() {
  return document.querySelector('link[rel=icon]').href;
}

start();
