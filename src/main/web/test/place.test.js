import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from '../demo/place.js';

test('addresses at the root', () => {
  const place = placeOf('http://127.0.0.1:6001/?client=2');

  assert.equal(place.host, 'http://127.0.0.1:6001');
  assert.equal(place.path, '/socket.io/');
  assert.equal(place.events, 'http://127.0.0.1:6001/apps/canyon/events');
});

test('addresses under a context root', () => {
  const place = placeOf('https://example.test/canyon/index.html?client=4#feed');

  assert.equal(place.host, 'https://example.test');
  assert.equal(place.path, '/canyon/socket.io/');
  assert.equal(place.events, 'https://example.test/canyon/apps/canyon/events');
});
