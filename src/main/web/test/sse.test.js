import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventsIn } from '../dashboard/sse.js';

async function read(...chunks) {
  const bytes = chunks.map((chunk) => (typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk));
  const events = [];
  for await (const event of eventsIn(bytes)) {
    events.push(event);
  }
  return events;
}

test('events are read however they are cut', async () => {
  const whole = 'retry: 3000\n\nevent: sample\ndata: {"a":"ü"}\n\ndata: plain\n\n';
  const expected = [{ event: 'sample', data: '{"a":"ü"}' }, { event: 'message', data: 'plain' }];
  const bytes = new TextEncoder().encode(whole);

  for (let cut = 0; cut <= bytes.length; cut++) {
    assert.deepEqual(await read(bytes.slice(0, cut), bytes.slice(cut)), expected, `cut at ${cut}`);
  }
});

test('lines may end in each of the three ways', async () => {
  assert.deepEqual(await read('data: a\r', '\ndata: b\r\n\r\n', 'data: c\r\rdata: d\n\n'), [
    { event: 'message', data: 'a\nb' },
    { event: 'message', data: 'c' },
    { event: 'message', data: 'd' },
  ]);
});

test('a comment says that the server lives', async () => {
  assert.deepEqual(await read(': ping\n\n'), [{ event: '', data: '' }]);
});

test('an event that was not finished is none', async () => {
  assert.deepEqual(await read('event: sample\ndata: {"a":'), []);
});
