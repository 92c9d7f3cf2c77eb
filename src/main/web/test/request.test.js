import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { bodyOf, curlFor, mistakeIn } from '../demo/request.js';

const draft = { channel: 'demo-feed', name: 'message', data: '{}' };
const place = { events: 'http://127.0.0.1:6001/apps/canyon/events', apiKey: 'key' };

test('a complete form has no mistake', () => {
  assert.equal(mistakeIn(draft), null);
});

test('the first field to mend is named', () => {
  assert.equal(mistakeIn({ ...draft, channel: '', name: '' }).field, 'channel');
  assert.equal(mistakeIn({ ...draft, name: '' }).field, 'name');
  assert.equal(mistakeIn({ ...draft, data: ' ' }).field, 'data');
  assert.match(mistakeIn({ ...draft, data: '{text: 1}' }).message, /not JSON/);
});

test('data leaves as it was written', () => {
  const body = bodyOf({ ...draft, data: ' {"price": 1.0, "id": 12345678901234567890} ' });

  assert.equal(body, '{"channel":"demo-feed","name":"message","data":{"price": 1.0, "id": 12345678901234567890}}');
});

test('the excluded client is named only when there is one', () => {
  assert.equal(JSON.parse(bodyOf({ ...draft, except: '1.2' })).socket_id, '1.2');
  assert.equal('socket_id' in JSON.parse(bodyOf(draft)), false);
});

test('a shell reads back the arguments of the curl command unchanged', { skip: process.platform === 'win32' }, () => {
  const body = bodyOf({ ...draft, name: "it's", data: `{"a": "'$HOME' \\"\`id\`\\" \\\\n!",\n"b": 1}` });

  const seen = execFileSync('sh', ['-c', `curl() { printf '%s\\0' "$@"; }; ${curlFor(place, body)}`], { encoding: 'utf8' });

  assert.deepEqual(seen.split('\0').slice(0, -1), [
    place.events,
    '-H',
    'Authorization: Bearer key',
    '-H',
    'Content-Type: application/json',
    '--data-raw',
    body,
  ]);
});
