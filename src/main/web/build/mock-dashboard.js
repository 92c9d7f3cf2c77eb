/**
 * The dashboard with made-up data, to look at it without a server: npm run dashboard, then http://127.0.0.1:6011/.
 * The password is "canyon". The variable MOCK asks for other states:
 * open, container, trouble.
 */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { answers } from './mock-answers.js';

const PORT = Number(process.env.PORT ?? 6011);
const MODE = process.env.MOCK ?? 'password';
const FILES = new URL('../../../../target/web/dashboard/', import.meta.url);
const TYPES = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', md: 'text/plain' };
/** As the real server sends it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

let signedIn = MODE === 'open' || MODE === 'trouble';
const mock = answers(MODE);

createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname.startsWith('/api/')) {
    await api(request, response, url);
    return;
  }
  const file = url.pathname === '/' ? 'index.html' : url.pathname.slice(1);
  try {
    const content = await readFile(new URL(file, FILES));
    response.writeHead(200, {
      'Content-Type': `${TYPES[file.split('.').at(-1)] ?? 'text/plain'}; charset=utf-8`,
      'Content-Security-Policy': POLICY,
    });
    response.end(content);
  } catch {
    json(response, 404, { error: 'Not found' });
  }
}).listen(PORT, '127.0.0.1', () => console.log(`http://127.0.0.1:${PORT}/`));

async function api(request, response, url) {
  const path = url.pathname.slice('/api/'.length);
  const body = await textOf(request);
  if (path === 'session') {
    session(request, response, body);
  } else if (!signedIn) {
    json(response, 401, { error: 'Not signed in', auth: MODE === 'container' ? 'container' : 'password' });
  } else if (request.method !== 'GET' && request.headers['x-canyon-csrf'] !== 'token') {
    json(response, 403, { error: 'The token is wrong' });
  } else if (path === 'live') {
    live(request, response, url.searchParams);
  } else {
    const { status = 200, json: answer, text } = mock.answer(request.method, path, url.searchParams, body);
    if (text !== undefined) {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(text);
    } else {
      json(response, status, answer);
    }
  }
}

function session(request, response, body) {
  if (request.method === 'POST') {
    signedIn = JSON.parse(body).password === 'canyon';
    json(response, signedIn ? 204 : 401, { error: 'The password is wrong' });
  } else if (request.method === 'DELETE') {
    signedIn = false;
    json(response, 204);
  } else if (signedIn) {
    json(response, 200, { signedIn, open: MODE === 'open', auth: 'password', csrf: 'token', user: 'admin' });
  } else {
    json(response, 401, { error: 'Not signed in', auth: MODE === 'container' ? 'container' : 'password', csrf: 'token' });
  }
}

function live(request, response, query) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.write(': hello\n\n');
  const kinds = (query.get('kind') ?? '').split(',').filter(Boolean);
  const rate = Number(process.env.RATE ?? 4);
  const timers = [
    setInterval(() => response.write(`event: sample\ndata: ${JSON.stringify(mock.sample())}\n\n`), 1000),
    setInterval(() => {
      const happening = mock.happening();
      if (kinds.length === 0 || kinds.includes(happening.kind)) {
        response.write(`event: happening\ndata: ${JSON.stringify(happening)}\n\n`);
      }
    }, 1000 / rate),
  ];
  if (MODE === 'trouble') {
    timers.push(setInterval(() => response.write('event: skipped\ndata: {"count":812}\n\n'), 1000));
  }
  request.on('close', () => timers.forEach(clearInterval));
}

function json(response, status, content) {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(status === 204 ? undefined : JSON.stringify(content));
}

async function textOf(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return text;
}
