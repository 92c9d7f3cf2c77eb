import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsOf } from '../dashboard/rows.js';
import { withPoint } from '../dashboard/series.js';

test('only the latest are kept', () => {
  const rows = rowsOf(3);
  for (let n = 0; n < 100; n++) {
    rows.add(n);
  }

  assert.deepEqual(rows.take(), [97, 98, 99]);
  assert.deepEqual(rows.take(), []);
  assert.equal(rows.came, 100);
});

test('a pause counts what comes, and shows the latest of it afterwards', () => {
  const rows = rowsOf(2);
  rows.add('a');
  rows.take();
  rows.pause();
  ['b', 'c', 'd'].forEach(rows.add);

  assert.deepEqual(rows.take(), []);
  assert.equal(rows.missed, 3);
  rows.resume();
  assert.deepEqual(rows.take(), ['c', 'd']);
  assert.equal(rows.missed, 0);
});

test('clearing forgets what waits', () => {
  const rows = rowsOf(2);
  rows.add('a');
  rows.clear();

  assert.deepEqual(rows.take(), []);
  assert.equal(rows.came, 0);
});

test('a point that leaves the range goes', () => {
  const points = [1, 2, 3].map((t) => ({ t }));

  assert.deepEqual(withPoint(points, { t: 4 }, 3), [2, 3, 4].map((t) => ({ t })));
  assert.deepEqual(withPoint(points, { t: 3, in: 1 }, 3), [{ t: 1 }, { t: 2 }, { t: 3, in: 1 }]);
  assert.equal(withPoint(points, { t: 2 }, 3), points);
  assert.deepEqual(withPoint([], { t: 9 }, 3), [{ t: 9 }]);
});
