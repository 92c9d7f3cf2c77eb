import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choiceIn, choiceOf, queryOf } from '../demo/choice.js';

test('a choice survives the address', () => {
  const choice = { echo: '1', client: '2', transport: 'polling' };

  assert.deepEqual(choiceIn(queryOf(choice)), choice);
});

test('what is missing or unknown falls back', () => {
  assert.deepEqual(choiceIn(''), { echo: '2', client: '4', transport: 'auto' });
  assert.deepEqual(choiceIn('?echo=3&client=3&transport=pigeon'), { echo: '2', client: '4', transport: 'auto' });
});

test('a choice is read from the form', () => {
  const fields = { echo: { value: '1' }, client: { value: '2' }, transport: { value: 'auto' }, other: { value: 'x' } };

  assert.deepEqual(choiceOf(fields), { echo: '1', client: '2', transport: 'auto' });
});
