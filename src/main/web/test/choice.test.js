import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choiceIn, queryOf } from '../demo/choice.js';

test('a choice survives the address', () => {
  const choice = { client: '2', transport: 'polling' };

  assert.deepEqual(choiceIn(queryOf(choice)), choice);
});

test('what is missing or unknown falls back', () => {
  assert.deepEqual(choiceIn(''), { client: '4', transport: 'auto' });
  assert.deepEqual(choiceIn('?client=3&transport=pigeon'), { client: '4', transport: 'auto' });
});
