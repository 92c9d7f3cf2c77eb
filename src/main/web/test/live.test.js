import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { follow } from '../dashboard/live.js';

const UNSEEN = 5_000;

/** The page, as far as it is seen or hidden. */
let page;
let leaving;
let opened;
let states;

beforeEach(() => {
  page = Object.assign(new EventTarget(), { hidden: false });
  globalThis.document = page;
  leaving = new AbortController();
  opened = 0;
  states = [];
});

afterEach(() => {
  delete globalThis.document;
});

/** A server whose streams say nothing and have no end. */
const api = {
  async stream(path, { signal }) {
    opened++;
    return new ReadableStream({
      start(controller) {
        signal.addEventListener('abort', () => controller.error(new Error('aborted')));
      },
    });
  },
};

function begin(options) {
  return follow(api, {
    query: {}, signal: leaving.signal, onState: ({ state }) => states.push(state), on: {}, ...options,
  });
}

function see(seen) {
  page.hidden = !seen;
  page.dispatchEvent(new Event('visibilitychange'));
}

/** Lets everything happen that needs no time. */
async function settle() {
  for (let turn = 0; turn < 50; turn++) {
    await null;
  }
}

test('a page that is hidden for a while lets go of its stream until it is seen', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const done = begin({ whileSeen: true });
  await settle();

  see(false);
  context.mock.timers.tick(UNSEEN - 1);
  see(true);
  context.mock.timers.tick(UNSEEN);
  await settle();
  assert.deepEqual(states, ['connecting', 'live']);

  see(false);
  context.mock.timers.tick(UNSEEN);
  await settle();
  assert.deepEqual(states, ['connecting', 'live', 'waiting']);

  see(true);
  await settle();
  assert.deepEqual(states, ['connecting', 'live', 'waiting', 'connecting', 'live']);
  assert.equal(opened, 2);
  leaving.abort();
  await done;
});

test('what is followed for what happens meanwhile goes on while the page is hidden', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const done = begin({});
  await settle();

  see(false);
  context.mock.timers.tick(UNSEEN);
  await settle();

  assert.deepEqual(states, ['connecting', 'live']);
  leaving.abort();
  await done;
});

test('a view that is left while the page is hidden asks for nothing more', async () => {
  page.hidden = true;
  const done = begin({ whileSeen: true });
  await settle();
  leaving.abort();
  await done;

  see(true);
  await settle();
  assert.equal(opened, 0);
});
