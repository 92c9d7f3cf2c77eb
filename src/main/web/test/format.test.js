import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appName, brief, bytes, clock, count, counted, duration, figure, moment } from '../dashboard/format.js';

test('counts have their thousands marked', () => {
  assert.equal(count(1234567), '1,234,567');
  assert.equal(count(0), '0');
  assert.equal(count(null), '–');
  assert.equal(count(NaN), '–');
});

test('small figures have a decimal', () => {
  assert.equal(figure(1.26), '1.3');
  assert.equal(figure(38.4), '38');
  assert.equal(brief(1500), '1.5k');
  assert.equal(brief(2e6), '2M');
  assert.equal(brief(0.5), '0.5');
});

test('bytes', () => {
  assert.equal(bytes(0), '0 B');
  assert.equal(bytes(1024), '1 KiB');
  assert.equal(bytes(1536), '1.5 KiB');
  assert.equal(bytes(2 ** 31), '2 GiB');
  assert.equal(bytes(undefined), '–');
});

test('durations have their two largest units', () => {
  assert.equal(duration(0), '0 s');
  assert.equal(duration(65), '1 min 5 s');
  assert.equal(duration(3600), '1 h');
  assert.equal(duration(3605), '1 h');
  assert.equal(duration(273_845), '3 d 4 h');
  assert.equal(duration(-3), '0 s');
});

test('times', () => {
  assert.match(clock('2026-11-28T09:05:07.045Z'), /^\d\d:05:07\.045$/);
  assert.equal(clock('nonsense'), '–');
  assert.equal(moment(null), '–');
  assert.match(moment('2026-11-28T09:05:07Z'), /2026.*:05:07$/);
});

test('names', () => {
  assert.equal(counted(1, 'channel'), '1 channel');
  assert.equal(counted(2000, 'channel'), '2,000 channels');
  assert.equal(appName(''), '(default)');
});
