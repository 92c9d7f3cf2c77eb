import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf, mistakeIn } from '../dashboard/draft.js';

const draft = { app: 'shop', channels: ' a, private-b ,', event: ' shipped ', data: ' {"n":1.0,"big":12345678901234567890} ' };

test('the data goes out as it was written', () => {
  assert.equal(
    bodyOf(draft),
    '{"app":"shop","channels":["a","private-b"],"event":"shipped","data":{"n":1.0,"big":12345678901234567890},"socketId":null}',
  );
});

test('a text is a text, and a sender is left out', () => {
  const body = JSON.parse(bodyOf({ ...draft, data: '{no JSON', asText: true, socketId: '1.2' }));

  assert.equal(body.data, '{no JSON');
  assert.equal(body.socketId, '1.2');
  assert.equal(body.text, true);
});

test('the first mistake is named', () => {
  assert.equal(mistakeIn({ ...draft, channels: ' , ' }).field, 'channels');
  assert.equal(mistakeIn({ ...draft, event: ' ' }).field, 'event');
  assert.equal(mistakeIn({ ...draft, data: '' }).field, 'data');
  assert.match(mistakeIn({ ...draft, data: '{"a": ' }).message, /not JSON, so nothing was sent/);
  assert.equal(mistakeIn({ ...draft, data: '{"a": ', asText: true }), null);
  assert.equal(mistakeIn(draft), null);
});
