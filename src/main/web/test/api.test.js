import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOn, Refusal } from '../dashboard/api.js';
import { textOf } from '../dashboard/parts.js';

/** A server that gives these answers in turn, and keeps what it was asked. */
function serverOf(...answers) {
  const requests = [];
  return {
    requests,
    fetch: async (address, { method, headers, body }) => {
      requests.push({ method, address, csrf: headers['X-Canyon-CSRF'], body });
      const answer = answers.shift();
      if (answer instanceof Error) {
        throw answer;
      }
      const [status, content, more = {}] = answer;
      return new Response(status === 204 ? null : content, { status, headers: more });
    },
  };
}

const neverAsked = () => assert.fail('nobody should be asked to sign in');

test('an error says what the server said, and when to try again', async () => {
  const server = serverOf([429, '{"error":"Too many attempts"}', { 'Retry-After': '7' }]);
  const api = apiOn({ fetch: server.fetch, signIn: neverAsked });

  await assert.rejects(api.get('apps'), (error) =>
    error instanceof Refusal && error.message === 'Too many attempts' && error.retryAfter === 7 && error.status === 429);
});

test('when to try again is said once', () => {
  assert.equal(textOf(new Refusal(503, 'Canyon is stopping', {}, 7)), 'Canyon is stopping. Try again in 7 s.');
  const said = 'Too many wrong passwords: try again in 8 seconds';
  assert.equal(textOf(new Refusal(429, said, {}, 8)), said);
  assert.equal(textOf(new Refusal(404, 'Not found')), 'Not found');
});

test('an error that is no JSON has its status', async () => {
  const server = serverOf([502, '<html>']);

  await assert.rejects(apiOn({ fetch: server.fetch, signIn: neverAsked }).get('apps'), /502/);
});

test('no answer is an error that people understand', async () => {
  const server = serverOf(new TypeError('Failed to fetch'));

  await assert.rejects(apiOn({ fetch: server.fetch, signIn: neverAsked }).get('apps'), /cannot be reached/);
});

test('a request without a session is made again after signing in', async () => {
  const server = serverOf(
    [401, '{"error":"Not signed in"}'],
    [401, '{"error":"Not signed in","auth":"password","csrf":"login"}'],
    [204, ''],
    [200, '{"signedIn":true,"csrf":"new"}'],
    [200, '{"subscribers":3}'],
  );
  const api = apiOn({
    fetch: server.fetch,
    async signIn(invitation) {
      assert.equal(invitation.details.auth, 'password');
      await api.open('secret');
      await api.session();
    },
  });

  const answer = await api.send('POST', 'events', '{"n":1.0}');

  assert.deepEqual(answer, { subscribers: 3 });
  assert.deepEqual(server.requests.map(({ method, address, csrf }) => [method, address, csrf]), [
    ['POST', 'api/events', ''],
    ['GET', 'api/session', undefined],
    ['POST', 'api/session', 'login'],
    ['GET', 'api/session', undefined],
    ['POST', 'api/events', 'new'],
  ]);
  assert.equal(server.requests.at(-1).body, '{"n":1.0}');
});

test('a session that came back meanwhile needs nobody to sign in', async () => {
  const server = serverOf([401, '{}'], [200, '{"csrf":"t"}'], [200, '{"apps":[]}']);

  assert.deepEqual(await apiOn({ fetch: server.fetch, signIn: neverAsked }).get('apps'), { apps: [] });
});

test('another token is tried once', async () => {
  const server = serverOf([403, '{"error":"The token is wrong"}'], [200, '{"csrf":"fresh"}'], [204, '']);

  assert.equal(await apiOn({ fetch: server.fetch, signIn: neverAsked }).send('DELETE', 'apps/shop'), null);
  assert.equal(server.requests.at(-1).csrf, 'fresh');
});

test('whose session has ended is signed out', async () => {
  const server = serverOf([401, '{"error":"Not signed in"}'], [503, '{"error":"Canyon is stopping"}']);
  const api = apiOn({ fetch: server.fetch, signIn: neverAsked });

  await api.close();
  await assert.rejects(api.close(), /stopping/);
});

test('the same token is not tried again', async () => {
  const server = serverOf([200, '{"csrf":"same"}'], [403, '{"error":"No"}'], [200, '{"csrf":"same"}']);
  const api = apiOn({ fetch: server.fetch, signIn: neverAsked });
  await api.session();

  await assert.rejects(api.send('DELETE', 'apps/shop'), /^Error: No$/);
  assert.equal(server.requests.length, 3);
});
