import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subscriptionOn } from '../demo/subscription.js';

const WORDS = { out: 'out', asking: 'asking', in: 'in', refused: 'refused', lost: 'lost' };
const connected = { state: 'connected' };
const reconnecting = { state: 'reconnecting' };

/** A card, a line whose connection is there when the test says so, and a record of what was done with it. */
function stage() {
  const toggle = new EventTarget();
  const card = { state: { dataset: {} }, toggle };
  const done = [];
  const line = { echo: {}, leave: (channel) => done.push(`leave ${channel}`) };
  let fail;
  let arrive;
  const arrived = new Promise((resolve) => {
    arrive = () => resolve(line);
  });
  const subscription = subscriptionOn(card, 'private-a', { enter: 'Join', words: WORDS }, () => arrived, {
    join() {
      done.push('join');
      return { error: (callback) => (fail = callback) };
    },
  });
  return {
    card,
    done,
    subscription,
    arrive: async () => {
      arrive();
      await arrived;
    },
    fail: (problem) => fail(problem),
    click: () => toggle.dispatchEvent(new Event('click')),
    seen: () => `${card.state.textContent}, ${card.toggle.textContent}`,
  };
}

test('the button enters and leaves', async () => {
  const { seen, click, arrive, subscription, done } = stage();
  assert.equal(seen(), 'out, Join');

  click();
  assert.equal(seen(), 'asking, Leave');
  await arrive();
  subscription.wasAdmitted();
  assert.equal(seen(), 'in, Leave');
  click();

  assert.equal(seen(), 'out, Join');
  assert.deepEqual(done, ['join', 'leave private-a']);
});

test('who leaves before the connection is there does not join', async () => {
  const { click, arrive, done } = stage();

  click();
  click();
  await arrive();

  assert.deepEqual(done, []);
});

test('a new connection starts from the beginning', async () => {
  const { click, arrive, done, subscription, seen } = stage();

  click();
  subscription.reset();
  await arrive();

  assert.equal(seen(), 'out, Join');
  assert.deepEqual(done, []);
});

test('a refusal of this channel is shown with its status, and asking again is possible', async () => {
  const { click, arrive, subscription, seen, done } = stage();
  click();
  await arrive();

  subscription.onRefused('private-b', 403);
  assert.equal(seen(), 'asking, Leave');
  subscription.onRefused('private-a', 403);
  assert.equal(seen(), 'refused (403), Join');
  click();
  await null;

  assert.equal(seen(), 'asking, Leave');
  assert.deepEqual(done, ['join', 'leave private-a', 'join']);
});

test('a refusal that the channel itself tells is shown too', async () => {
  const { click, arrive, fail, seen, done } = stage();
  click();
  await arrive();

  fail({ type: 'AuthError', status: 403 });

  assert.equal(seen(), 'refused (403), Join');
  assert.deepEqual(done, ['join', 'leave private-a']);
});

test('a refusal that comes after leaving changes nothing', async () => {
  const { click, arrive, subscription, seen } = stage();
  click();
  await arrive();
  click();

  subscription.onRefused('private-a', 403);

  assert.equal(seen(), 'out, Join');
});

test('a lost connection is shown until the channel is back', async () => {
  const { click, arrive, subscription, seen } = stage();
  click();
  await arrive();
  subscription.onStatus(connected);
  subscription.wasAdmitted();

  subscription.onStatus(reconnecting);
  assert.equal(seen(), 'lost, Leave');
  subscription.onStatus(connected);
  assert.equal(seen(), 'asking, Leave');
  subscription.wasAdmitted();
  subscription.onStatus(connected);

  assert.equal(seen(), 'in, Leave');
});

test('who is out does not care about the connection', () => {
  const { subscription, seen } = stage();

  subscription.onStatus(reconnecting);
  subscription.onStatus(connected);

  assert.equal(seen(), 'out, Join');
});
