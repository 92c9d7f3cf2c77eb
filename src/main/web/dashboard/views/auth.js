/** Asks the application whether somebody may join a channel, as Canyon does it, and shows both sides. */
import { el, fill } from '../dom.js';
import { count } from '../format.js';
import { appSelect, attempt, badge, field, jsonView, panel, problemPlace, segments } from '../parts.js';

const draft = { app: null, channel: '', cookie: '', authorization: '', protocol: 'socket.io' };
const VERDICTS = {
  allowed: ['good', '✓', 'Allowed'],
  denied: ['bad', '✕', 'Denied'],
  unreachable: ['wait', '!', 'No answer'],
};

export function authView(context) {
  const app = appSelect(context, { value: draft.app, onchange: keep });
  const channel = el('input', { value: draft.channel, placeholder: 'private-orders.7', testid: 'auth-channel', required: true });
  const cookie = el('textarea', { rows: 2, spellcheck: 'false', testid: 'auth-cookie' });
  cookie.value = draft.cookie;
  const authorization = el('input', { value: draft.authorization, placeholder: 'Bearer …', testid: 'auth-authorization' });
  const problem = problemPlace('auth-problem');
  const result = el('div', { class: 'stack', role: 'status', testid: 'auth-result' });
  const button = el('button', { class: 'primary', testid: 'auth-send' }, 'Ask the application');

  function keep() {
    Object.assign(draft, {
      app: app.value(), channel: channel.value.trim(), cookie: cookie.value.trim(), authorization: authorization.value.trim(),
    });
  }

  const form = el('form', { autocomplete: 'off', class: 'stack' },
    app.element,
    field('Channel', channel, 'With its prefix: private-, presence- or private-encrypted-.'),
    segments('Client', 'auth-protocol', { 'socket.io': 'Socket.IO', pusher: 'Pusher' }, draft.protocol, (value) => {
      draft.protocol = value;
    }),
    field('Cookie', cookie, 'From the developer tools of a browser that is signed in to your application.'),
    field('Authorization', authorization, 'Instead of a cookie, where clients send a token.'),
    problem, button);
  form.addEventListener('input', keep);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    keep();
    attempt(button, problem, async () => {
      fill(result);
      fill(result, ...shown(await context.api.send('POST', 'auth-test', draft)));
    });
  });
  return {
    heading: 'Test an authorization',
    content: [
      el('p', { class: 'lead' }, 'Canyon makes the same request to your application as for a client that wants to join, ' +
        'and shows it with its answer. Secrets are masked. Nobody joins anything.'),
      el('div', { class: 'two' }, panel('Request', {}, form), panel('Answer', {}, result)),
    ],
  };
}

function shown({ verdict, explanation, millis, request, response }) {
  const [tone, mark, word] = VERDICTS[verdict] ?? ['wait', '?', verdict];
  return [
    el('p', {}, badge(tone, mark, word, 'auth-verdict'), ` after ${count(millis)} ms`),
    el('p', { testid: 'auth-explanation' }, explanation),
    el('h3', {}, 'Sent'),
    el('pre', { tabindex: '0', testid: 'auth-sent' },
      [`${request.method} ${request.url}`, ...headerLines(request.headers), '', request.body ?? ''].join('\n')),
    el('h3', {}, 'Received'),
    response === null
      ? el('p', { class: 'note' }, 'Nothing.')
      : el('div', { class: 'stack' },
        el('pre', { tabindex: '0', testid: 'auth-received' },
          [`Status ${response.status}`, ...headerLines(response.headers)].join('\n')),
        jsonView(response.body)),
  ];
}

function headerLines(headers) {
  return Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}`);
}
