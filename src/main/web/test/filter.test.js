import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterFrom, KINDS, matches, queryOf } from '../dashboard/filter.js';

const published = {
  kind: 'PUBLISHED', app: 'shop', channel: 'private-orders.7', event: 'App\\Events\\Shipped', socketId: null, detail: '',
  payload: '{"carrier":"Müller"}',
};
const fits = (query) => matches(filterFrom(query), published);

test('an empty filter shows everything', () => {
  assert.ok(fits({}));
});

test('application and kinds have to be the same', () => {
  assert.ok(fits({ app: 'shop', kind: 'DENIED,PUBLISHED' }));
  assert.ok(!fits({ app: '' }));
  assert.ok(!fits({ kind: 'DENIED' }));
});

test('channel and event begin so, or are as a pattern with stars', () => {
  assert.ok(fits({ channel: 'private-', event: 'App\\' }));
  assert.ok(fits({ channel: '*orders.*' }));
  assert.ok(!fits({ channel: 'orders' }));
  assert.ok(!fits({ channel: '*orders' }));
  assert.ok(!fits({ channel: 'private-orders?7*' }));
});

test('the search looks into all texts, in any case', () => {
  assert.ok(fits({ q: 'MÜLLER' }));
  assert.ok(fits({ q: 'shipped' }));
  assert.ok(!fits({ q: 'shop' }));
});

test('a filter comes back from its query, and unknown kinds do not', () => {
  const filter = filterFrom({ app: 'shop', channel: 'a', event: 'b', q: 'c', kind: 'DENIED,NONSENSE,toString' });

  assert.deepEqual(filter.kinds, ['DENIED']);
  assert.deepEqual(filterFrom(queryOf(filter)), filter);
});

test('all kinds are no filter', () => {
  assert.deepEqual(filterFrom({ kind: Object.keys(KINDS).join(',') }).kinds, []);
});

test('each kind has a mark of its own', () => {
  assert.equal(new Set(Object.values(KINDS).map(({ mark }) => mark)).size, Object.keys(KINDS).length);
});
