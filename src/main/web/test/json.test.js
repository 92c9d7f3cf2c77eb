import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heldIn, parseKeeping, prettyPieces } from '../dashboard/json.js';

const pretty = (source) => prettyPieces(source).map(({ text }) => text).join('');

test('numbers and texts stay as they were written', () => {
  assert.equal(
    pretty('{"total":1.0,"big":12345678901234567890,"tiny":1E-7,"text":"a\\u00e9\\/\\n"}'),
    '{\n  "total": 1.0,\n  "big": 12345678901234567890,\n  "tiny": 1E-7,\n  "text": "a\\u00e9\\/\\n"\n}',
  );
});

test('what holds nothing stays on its line', () => {
  assert.equal(pretty(' { "a" : [ ] , "b" : { } } '), '{\n  "a": [],\n  "b": {}\n}');
});

test('marks inside of texts are no marks', () => {
  assert.equal(pretty('["{,:}","]"]'), '[\n  "{,:}",\n  "]"\n]');
});

test('JSON that was cut is shown as far as it goes', () => {
  assert.equal(pretty('{"a":[1,2,"thr'), '{\n  "a": [\n    1,\n    2,\n    "thr');
});

test('keys, texts, numbers and words are told apart', () => {
  const kinds = prettyPieces('{"a":"b","c":1,"d":null}').map(({ kind }) => kind).filter((kind) => kind !== 'mark');

  assert.deepEqual(kinds, ['key', 'text', 'key', 'number', 'key', 'word']);
});

test('what is no JSON stays as it is', () => {
  for (const text of ['hello {"a":1}', '', ' <b>', 'null and void']) {
    assert.equal(pretty(text), text === 'null and void' ? 'null and void' : text);
  }
});

test('formatted twice is formatted once', () => {
  const once = pretty('{"a":[{"b":1},[2,[]]],"c":"d"}');

  assert.equal(pretty(once), once);
});

test('a long text is no trouble', () => {
  const long = JSON.stringify({ a: 'x"\\'.repeat(200_000) });

  assert.equal(pretty(long).length, long.length + 5);
});

test('the JSON that a text holds', () => {
  assert.equal(heldIn('"{\\"a\\":1.0}"'), '{"a":1.0}');
  assert.equal(heldIn('"plain"'), null);
  assert.equal(heldIn('"{broken"'), null);
  assert.equal(heldIn('{"a":1}'), null);
});

test('values of chosen keys stay the texts that they were', () => {
  const parsed = parseKeeping('{"members":[{"id":"7","info":{"n":1.0,"m":[2.50]}},{"info": null }],"total":2}', ['info']);

  assert.deepEqual(parsed, { members: [{ id: '7', info: '{"n":1.0,"m":[2.50]}' }, { info: 'null' }], total: 2 });
});

test('a chosen key inside of a kept value stays in it', () => {
  assert.deepEqual(parseKeeping('{"info":{"info":1.0}}', ['info']), { info: '{"info":1.0}' });
});

test('broken JSON is refused', () => {
  assert.throws(() => parseKeeping('{"info":', ['info']), SyntaxError);
});
