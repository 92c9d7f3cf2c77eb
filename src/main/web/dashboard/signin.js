/** Lies over the page until somebody is signed in; what is below keeps all that was written there. */
import { el, fill } from './dom.js';
import { attempt, field, problemPlace, textOf } from './parts.js';

/**
 * @param {HTMLElement} shell is out of reach meanwhile
 * @returns {{ask: (refusal: import('./api.js').Refusal) => Promise<void>, use: (api: object) => void}}
 */
export function signInOver(shell) {
  const place = el('main', { class: 'sign-in', hidden: true });
  document.body.append(place);
  let api;
  let asked = null;

  function open(refusal, done) {
    const byContainer = refusal.details.auth === 'container';
    fill(place, el('div', { class: 'panel' }, el('h1', {}, 'Canyon'),
      ...(byContainer ? containerForm(refusal) : passwordForm(refusal, done))));
    shell.hidden = true;
    place.hidden = false;
    document.title = 'Sign in – Canyon';
    place.querySelector('input:not([hidden]), button')?.focus();
  }

  function passwordForm(refusal, done) {
    const password = el('input', {
      type: 'password', name: 'password', autocomplete: 'current-password', required: true, testid: 'password',
    });
    const problem = problemPlace('sign-in-problem');
    const button = el('button', { class: 'primary', testid: 'sign-in' }, 'Sign in');
    // A user name that is always the same, so that password managers can file it.
    const user = el('input', { type: 'text', name: 'username', value: 'admin', autocomplete: 'username', hidden: true });
    const form = el('form', {},
      shell.childElementCount > 0 && shell.dataset.seen
        ? el('p', {}, 'Your session has ended. Sign in to go on where you were.')
        : el('p', {}, 'Sign in with the password of canyon.admin.password.'),
      user, field('Password', password), problem, button);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      attempt(button, problem, async () => {
        await api.open(password.value);
        await api.session();
        close(done);
      }).then(() => {
        if (problem.textContent !== '') {
          password.select();
          password.focus();
        }
      });
    });
    return [form];
  }

  /** The server asks for the name and the password itself, before it lets the page or its data through. */
  function containerForm(refusal) {
    return [
      el('p', {}, 'The application server signs you in here; you need the role canyon-admin.'),
      el('p', { class: 'mistake', role: 'alert', testid: 'sign-in-problem' }, textOf(refusal)),
      el('button', { type: 'button', class: 'primary', testid: 'sign-in', onclick: () => location.reload() }, 'Sign in'),
    ];
  }

  function close(done) {
    place.hidden = true;
    place.replaceChildren();
    shell.hidden = false;
    asked = null;
    done();
  }

  return {
    use(its) {
      api = its;
    },
    /** Everybody who asks meanwhile waits for the same. */
    ask(refusal) {
      asked ??= new Promise((resolve) => open(refusal, resolve));
      return asked;
    },
  };
}
