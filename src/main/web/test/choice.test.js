import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choiceIn, choiceOf, choiceOfPerson, clientName, isPusher, queryOf } from '../demo/choice.js';

test('a choice survives the address', () => {
  const choice = { echo: '1', client: '2', bob: 'pusher', transport: 'polling' };

  assert.deepEqual(choiceIn(queryOf(choice)), choice);
});

test('what is missing or unknown falls back', () => {
  const usual = { echo: '2', client: '4', bob: 'reverb', transport: 'auto' };

  assert.deepEqual(choiceIn(''), usual);
  assert.deepEqual(choiceIn('?echo=3&client=3&bob=ably&transport=pigeon'), usual);
});

test('a choice is read from the form', () => {
  const values = { echo: '1', client: '2', bob: '4', transport: 'auto' };
  const fields = Object.fromEntries(Object.entries({ ...values, other: 'x' }).map(([name, value]) => [name, { value }]));

  assert.deepEqual(choiceOf(fields), values);
});

test('Bob has a client of his own', () => {
  const choice = choiceIn('?echo=1&client=2&bob=pusher&transport=polling');

  assert.equal(choiceOfPerson(choice, 'alice').client, '2');
  assert.deepEqual(choiceOfPerson(choice, 'bob'), { ...choice, client: 'pusher' });
});

test('the people on pusher-js come by WebSocket unless polling is chosen', () => {
  const transportOf = (query) => choiceOfPerson(choiceIn(query), 'alice').transport;

  assert.equal(transportOf('?client=reverb'), 'websocket');
  assert.equal(transportOf('?client=reverb&transport=polling'), 'polling');
  assert.equal(transportOf('?client=4'), 'auto');
});

test('a client has a protocol and a name', () => {
  assert.deepEqual(
    ['2', '4', 'pusher', 'reverb'].map((client) => [isPusher({ client }), clientName({ client })]),
    [
      [false, 'socket.io-client 2'],
      [false, 'socket.io-client 4'],
      [true, 'pusher-js'],
      [true, 'pusher-js'],
    ],
  );
});
