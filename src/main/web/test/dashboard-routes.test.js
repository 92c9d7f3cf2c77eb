import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchOf } from '../dashboard/api.js';
import { hashOf, routeOf, VIEWS } from '../dashboard/routes.js';

test('without a hash it is the overview', () => {
  assert.deepEqual(routeOf(''), { view: 'overview', query: {} });
  assert.deepEqual(routeOf('#/'), { view: 'overview', query: {} });
});

test('what nobody knows is the overview', () => {
  assert.equal(routeOf('#/constructor').view, 'overview');
  assert.equal(routeOf('#/nowhere?a=1').view, 'overview');
});

test('a route comes back from its hash', () => {
  const query = { app: '', name: 'private-a&b=c?#/ü %' };

  assert.deepEqual(routeOf(hashOf('channel', query)), { view: 'channel', query });
});

test('what is empty is left out, but the default application is not', () => {
  assert.equal(hashOf('channels', { q: '', app: null }), '#/channels');
  assert.equal(hashOf('channels', { q: '', app: '' }), '#/channels?app=');
  assert.equal(searchOf({ q: '', after: null, limit: 100 }), '?limit=100');
  assert.equal(searchOf({ app: '', q: undefined }), '?app=');
  assert.equal(searchOf({}), '');
});

test('each view is in the navigation or below one that is', () => {
  for (const [name, { label, under }] of Object.entries(VIEWS)) {
    assert.ok(label || VIEWS[under].label, name);
  }
});
