/** Made-up answers of the dashboard's API. Not random in what matters: pictures of two runs can be compared. */

const KINDS = ['CONNECTED', 'SUBSCRIBED', 'PUBLISHED', 'PUBLISHED', 'CLIENT_EVENT', 'PUBLISHED', 'DENIED', 'DISCONNECTED',
  'PUBLISHED', 'WEBHOOK_SENT', 'UNSUBSCRIBED', 'PUBLISHED', 'WEBHOOK_FAILED', 'NODE'];
const DETAILS = {
  CONNECTED: 'pusher 7 over websocket from 198.51.100.23',
  DENIED: 'the application answered 403',
  DISCONNECTED: '1001, the client went away',
  CLIENT_EVENT: 'from one client to 2 others',
  WEBHOOK_SENT: 'https://shop.example/webhooks answered 200 in 12 ms',
  WEBHOOK_FAILED: 'https://shop.example/webhooks answered 500, attempt 3',
  NODE: 'Redis is back',
};
const PAYLOAD = '{"id":7,"total":12.50,"reference":12345678901234567890,"carrier":"Müller & Söhne <b>bold</b>","lines":[{"sku":"A-1","count":1.0}],"gift":false,"note":null}';
const SINCE = new Date(Date.now() - 5_000_000).toISOString();

export function answers(mode) {
  const trouble = mode === 'trouble';
  let turn = 0;
  let draining = false;
  let apps = [app('shop', 'file'), app('blog', 'file', false), app('legacy', 'configuration')];

  function point(t) {
    const wave = 1 + 0.4 * Math.sin(t / 400) + 0.1 * Math.sin(t / 7);
    return {
      t, connections: Math.round(1830 * wave), peakConnections: Math.round(1900 * wave), channels: Math.round(412 * wave),
      in: 38 * wave, out: 5200 * wave, published: Math.round(30 * wave), apiCalls: Math.round(12 * wave),
      errors: t % 97 === 0 ? 3 : 0, lagMillis: 1.2 * wave,
    };
  }

  const routes = {
    'GET overview': () => ({
      node: 'canyon-1f3a', version: '1.0.0', server: 'WildFly Full 39.0.1.Final (WildFly Core 31)', java: '17.0.17',
      writer: 'wildfly', uptimeSeconds: 273_845, dev: mode === 'open', publicUrl: 'https://ws.example.com', contextPath: '',
      connections: { total: 1830, byProtocol: { pusher: 1200, 'socket.io 3': 130, 'socket.io 4': 500 }, byTransport: { websocket: 1800, polling: 30 } },
      channels: 412, users: 96,
      redis: trouble ? { state: 'RECONNECTING', url: 'redis://***@redis:6379/0', since: SINCE } : { state: 'CONNECTED', url: 'redis://***@redis:6379/0', since: SINCE },
      heap: { usedBytes: 412e6, maxBytes: 2 ** 31 }, draining,
      warnings: trouble ? ['canyon.public-url is http, but proxies say that clients come by https.', 'The file descriptors of this process allow 900 connections of the configured 10000.'] : [],
      drops: trouble ? [{ reason: 'too slow', count: 12 }, { reason: 'rate limited', count: 4031 }] : [{ reason: 'too slow', count: 0 }],
    }),
    'GET history': (query) => {
      const [step, length] = { hour: [1, 3600], day: [60, 1440], month: [3600, 720] }[query.get('range')];
      const now = Math.floor(Date.now() / 1000 / step) * step;
      return { stepSeconds: step, kept: 'memory', points: Array.from({ length }, (_, index) => point(now - (length - 1 - index) * step)) };
    },
    'GET apps': () => ({ writable: mode !== 'open', store: mode === 'open' ? 'configuration' : 'file', apps }),
    'POST apps': (_, body) => {
      if (apps.some((each) => each.id === body.id)) {
        return refusal(409, `There is an application with the id ${body.id} already`);
      }
      if (!/^[\w.-]+$/.test(body.id)) {
        return refusal(422, 'id must have letters, digits, dots, dashes and underscores only');
      }
      apps = [...apps, app(body.id, 'file')];
      return { status: 201, json: keys(body.id) };
    },
    'GET channels': (query) => page(query, 'channels', channels()),
    'GET channel': (query) => ({ text: channelText(query.get('name')) }),
    'GET connections': (query) => page(query, 'connections', connections()),
    'POST events': (_, body) => (body.event === 'refuse' ? refusal(422, 'event: this name is for Pusher itself') : { subscribers: 42 }),
    'POST auth-test': (_, body) => authAnswer(body),
    'GET settings': settings,
    'GET nodes': () => ({ nodes: [{ id: 'canyon-1f3a', address: null, connections: 1830, channels: 412, since: SINCE, self: true }] }),
    'GET snippets': snippets,
    'POST self-test': () => selfTest(trouble),
    'POST drain': () => {
      draining = true;
      return { status: 202, json: {} };
    },
    'DELETE drain': () => {
      draining = false;
      return { status: 204 };
    },
  };

  function resource(method, path, body) {
    const [kind, id, action] = path.split('/').map(decodeURIComponent);
    if (kind === 'connections') {
      const found = connections().find((each) => each.id === id);
      if (!found) {
        return refusal(404, `There is no connection ${id}`);
      }
      return method === 'DELETE' ? { status: 204 } : { json: { ...found, channels: ['orders.7', 'private-orders.7', 'presence-lobby'] } };
    }
    if (kind === 'apps' && action === 'rotate') {
      return { json: keys(id) };
    }
    if (kind === 'apps') {
      apps = method === 'DELETE' ? apps.filter((each) => each.id !== id) : apps.map((each) => (each.id === id ? { ...each, ...body } : each));
      return { status: 204 };
    }
    return refusal(404, 'Not found');
  }

  return {
    sample: () => point(Math.floor(Date.now() / 1000)),
    happening() {
      const kind = KINDS[turn++ % KINDS.length];
      const channel = ['CONNECTED', 'DISCONNECTED', 'NODE'].includes(kind) ? null : ['orders.7', 'private-orders.7', 'presence-lobby'][turn % 3];
      const published = kind === 'PUBLISHED' || kind === 'CLIENT_EVENT';
      return {
        at: new Date().toISOString(), kind, app: turn % 5 === 0 ? 'blog' : 'shop', channel,
        event: published ? ['App\\Events\\OrderShipped', 'client-typing'][kind === 'PUBLISHED' ? 0 : 1] : null,
        socketId: kind === 'NODE' || kind === 'PUBLISHED' ? null : `${1000 + (turn % 150)}.77`, detail: DETAILS[kind] ?? '',
        payload: published ? PAYLOAD : null,
      };
    },
    answer(method, path, query, text) {
      const body = text === '' ? null : JSON.parse(text);
      const route = routes[`${method} ${path}`];
      const answer = route ? route(query, body) : resource(method, path, body);
      return 'status' in answer || 'json' in answer || 'text' in answer ? answer : { json: answer };
    },
  };
}

function refusal(status, error) {
  return { status, json: { error } };
}

function app(id, source, enabled = true) {
  return {
    id, key: `${id}-key-4f8a1c`, enabled, source, hasApiKey: id === 'shop',
    limits: { maxConnections: 10_000, connectionQuota: 0, maxClientEventsPerSecond: 10, activityTimeout: 120, cacheTtl: 3600 },
    rules: { enableClientMessages: true, origins: 'https://shop.example', unauthorizedTimeout: null },
    connections: 610, peakConnections: 2_041, channels: 137, messagesIn: 120_310, messagesOut: 58_120_004, apiCalls: 9_120,
  };
}

function keys(id) {
  return { id, key: `${id}-key-77b0`, secret: 'f1c9b0de7a524a61', apiKey: '9b1e40a2c7d8' };
}

function page(query, key, all) {
  const wanted = (query.get('q') ?? '').toLowerCase();
  const fitting = all.filter((each) => JSON.stringify(each).toLowerCase().includes(wanted) && [null, each.app].includes(query.get('app')));
  const name = key === 'channels' ? 'name' : 'id';
  const from = query.has('after') ? fitting.findIndex((each) => each[name] === query.get('after')) + 1 : 0;
  const part = fitting.slice(from, from + 100);
  return { [key]: part, next: from + 100 < fitting.length ? part.at(-1)[name] : null, total: fitting.length };
}

function channels() {
  return ['presence-lobby', 'private-orders.7', 'cache-prices', 'a-very-long-channel-name-'.repeat(6)]
    .map((name) => ({
      app: 'shop', name, cache: name.startsWith('cache-'),
      kind: ['presence', 'private'].find((kind) => name.startsWith(kind)) ?? 'public', subscriptions: 42, users: 17,
    }))
    .concat(Array.from({ length: 146 }, (_, n) => ({ app: 'blog', name: `posts.${n + 1}`, kind: 'public', cache: false, subscriptions: n, users: 0 })));
}

function channelText(name) {
  const kind = ['presence', 'private'].find((each) => name.startsWith(each)) ?? 'public';
  return `{"app":"shop","name":${JSON.stringify(name)},"kind":"${kind}","cache":${name.startsWith('cache-')},"subscriptions":3,"users":2,
    "subscribers":[{"socketId":"1001.77","protocol":"pusher 7","node":"canyon-1f3a","userId":"7"},{"socketId":"1002.77","protocol":"socket.io 4","node":"canyon-1f3a","userId":null}],"more":12,
    "members":[{"id":"7","info":{"name":"Ada <script>","score":1.0,"big":12345678901234567890},"connections":2},{"id":"8","info":null,"connections":1}],
    "lastEvent":${name.startsWith('cache-') ? '{"event":"price","data":"{\\"eur\\":12.50}"}' : 'null'}}`;
}

function connections() {
  return Array.from({ length: 150 }, (_, n) => ({
    id: `${1000 + n}.77`, app: n % 3 ? 'shop' : 'blog', protocol: ['pusher 7', 'socket.io 3', 'socket.io 4'][n % 3],
    transport: n % 7 ? 'websocket' : 'polling', address: `198.51.100.${n}`, since: SINCE, subscriptions: n % 5, waitingBytes: n % 50 ? 0 : 4096,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    user: n % 4 ? null : String(n), node: 'canyon-1f3a',
  }));
}

function authAnswer({ channel, protocol }) {
  const allowed = !channel.includes('secret');
  return {
    request: { method: 'POST', url: 'http://laravel.test/broadcasting/auth', headers: { Cookie: 'laravel_session=eyJ***', 'X-Requested-With': 'XMLHttpRequest' }, body: `channel_name=${channel}&socket_id=1.1` },
    response: { status: allowed ? 200 : 403, headers: { 'Content-Type': 'application/json' }, body: allowed ? (protocol === 'pusher' ? '{"auth":"shop-key-4f8a1c:***"}' : 'true') : '{"message":"This action is unauthorized."}' },
    millis: 23, verdict: allowed ? 'allowed' : 'denied',
    explanation: allowed ? 'The application lets this user join.' : 'The application answered 403: routes/channels.php returned false for this user, or has no such channel.',
  };
}

function settings() {
  return {
    settings: Array.from({ length: 30 }, (_, n) => ({
      key: ['canyon.redis.url', 'canyon.auth.host', 'canyon.limits.outbox-bytes', 'canyon.app.secret'][n] ?? `canyon.some.setting-${n}`,
      value: ['redis://***@redis:6379/0', 'http://laravel.test', '262144', '***'][n] ?? String(n),
      source: n < 2 ? 'laravel-echo-server.json' : n === 3 ? 'environment variable CANYON_APP_SECRET' : 'default',
      default: n < 2 ? '' : String(n), changed: n < 2 || n === 3,
    })),
    warnings: ['canyon.redis.urll is no key of Canyon; did you mean canyon.redis.url?'],
    imported: [{ from: 'laravel-echo-server.json', name: 'authHost', key: 'canyon.auth.host', value: 'http://laravel.test' }],
    notImported: [{ from: 'laravel-echo-server.json', name: 'sslPassphrase', why: 'the application server ends TLS' }],
  };
}

function snippets() {
  return {
    snippets: [
      { title: 'Laravel Echo with pusher-js', language: 'js', text: "import Echo from 'laravel-echo';\nimport Pusher from 'pusher-js';\n\nwindow.Echo = new Echo({\n    broadcaster: 'pusher',\n    key: 'shop-key-4f8a1c',\n    wsHost: 'ws.example.com',\n    forceTLS: true,\n    enabledTransports: ['ws', 'wss'],\n    disableStats: true, // a line that is longer than a phone is wide, as they are\n});" },
      { title: 'Laravel .env (reverb)', language: 'ini', text: 'BROADCAST_CONNECTION=reverb\nREVERB_APP_ID=shop\nREVERB_APP_KEY=shop-key-4f8a1c\nREVERB_APP_SECRET=<secret>\nREVERB_HOST=ws.example.com\nREVERB_PORT=443\nREVERB_SCHEME=https' },
    ],
  };
}

function selfTest(trouble) {
  const names = ['WebSocket, Pusher', 'WebSocket, Socket.IO', 'Polling, Socket.IO', 'Streaming, Pusher', 'Forwarded headers', 'HTTP API'];
  return {
    url: 'https://ws.example.com',
    checks: names.map((name, n) => ({
      name, ok: !trouble || n > 1, millis: 12 + n, problem: trouble && n < 2 ? 'answered 400 without Upgrade' : null,
      advice: trouble && n < 2 ? 'nginx:\n  proxy_http_version 1.1;\n  proxy_set_header Upgrade $http_upgrade;\n  proxy_set_header Connection "upgrade";' : null,
    })),
  };
}
