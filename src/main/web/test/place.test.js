import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from '../demo/place.js';

test('addresses at the root', () => {
  const place = placeOf('http://127.0.0.1:6001/?client=2');

  assert.equal(place.host, 'http://127.0.0.1:6001');
  assert.equal(place.path, '/socket.io/');
  assert.deepEqual(place.pusher, { wsHost: '127.0.0.1', port: 6001, forceTLS: false, root: '' });
  assert.equal(place.events, 'http://127.0.0.1:6001/apps/canyon/events');
  assert.equal(place.auth, 'http://127.0.0.1:6001/broadcasting/auth?driver=pusher');
  assert.equal(place.userAuth, 'http://127.0.0.1:6001/broadcasting/user-auth');
});

test('addresses under a context root', () => {
  const place = placeOf('https://example.test/canyon/index.html?client=4#feed');

  assert.equal(place.host, 'https://example.test');
  assert.equal(place.path, '/canyon/socket.io/');
  assert.deepEqual(place.pusher, { wsHost: 'example.test', port: 443, forceTLS: true, root: '/canyon' });
  assert.equal(place.events, 'https://example.test/canyon/apps/canyon/events');
  assert.equal(place.auth, 'https://example.test/canyon/broadcasting/auth?driver=pusher');
  assert.equal(place.userAuth, 'https://example.test/canyon/broadcasting/user-auth');
});
