import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { typingNotice, typingSignal } from '../demo/typing.js';

/** Time that passes when the test says so; a timer is a number, as in a browser. */
function timersIn(context) {
  let now = 0;
  let last = 0;
  const timers = new Map();
  context.mock.method(globalThis, 'setTimeout', (action, delay) => {
    timers.set(++last, { action, at: now + delay });
    return last;
  });
  context.mock.method(globalThis, 'clearTimeout', (timer) => timers.delete(timer));
  return {
    pass(milliseconds) {
      now += milliseconds;
      for (const [timer, { action, at }] of timers) {
        if (at <= now) {
          timers.delete(timer);
          action();
        }
      }
    },
  };
}

test('typing is said at once, then once a second, and anew after a message', (context) => {
  let now = 5000;
  let said = 0;
  context.mock.method(performance, 'now', () => now);
  const signal = typingSignal(() => said++);

  signal.typed();
  signal.typed();
  assert.equal(said, 1);
  now += 1000;
  signal.typed();
  assert.equal(said, 2);
  signal.sent();
  signal.typed();
  assert.equal(said, 3);
});

test('a notice is forgotten three seconds after it was last said', (context) => {
  const time = timersIn(context);
  let text;
  const notice = typingNotice((shown) => {
    text = shown;
  });

  notice.typing('Alice');
  assert.equal(text, 'Alice is typing…');
  time.pass(2000);
  notice.typing('Alice');
  time.pass(2999);
  assert.equal(text, 'Alice is typing…');
  time.pass(1);
  assert.equal(text, '');
});

test('each is forgotten alone', (context) => {
  timersIn(context);
  const show = mock.fn();
  const notice = typingNotice(show);

  notice.typing('Alice');
  notice.typing('Bob');
  notice.typing('Carol');
  notice.stopped('Carol');
  notice.stopped('Alice');
  notice.stopped('Dave');
  notice.clear();

  assert.deepEqual(
    show.mock.calls.map((call) => call.arguments[0]),
    [
      'Alice is typing…',
      'Alice and Bob are typing…',
      'Several people are typing…',
      'Alice and Bob are typing…',
      'Bob is typing…',
      'Bob is typing…',
      '',
    ],
  );
});
