/** Follows what happens on the server for as long as a view is open, over every interruption. */
import { Refusal } from './api.js';
import { eventsIn } from './sse.js';

const FIRST_WAIT = 1;
const LONGEST_WAIT = 15;
/** The server writes at least each 15 seconds. */
const SILENCE = 40;
/** After which a page that nobody sees lets go: of one address browsers open six connections only. */
const UNSEEN = 5;

/**
 * @typedef {{state: 'connecting' | 'live' | 'waiting', seconds?: number, problem?: string}} LiveState
 * @param {ReturnType<import('./api.js').apiOn>} api
 * @param {{query: object, signal: AbortSignal, onState: (state: LiveState) => void,
 *   on: {[event: string]: (data: any) => void}, whileSeen?: boolean}} options whileSeen is for what need not be followed
 *   while the page is hidden
 */
export async function follow(api, { query, signal, onState, on, whileSeen = false }) {
  let wait = FIRST_WAIT;
  while (!signal.aborted) {
    if (whileSeen && document.hidden) {
      onState({ state: 'waiting' });
      await seen(signal);
      continue;
    }
    try {
      onState({ state: 'connecting' });
      await read(api, query, signal, whileSeen, () => {
        wait = FIRST_WAIT;
        onState({ state: 'live' });
      }, on);
      throw new Refusal(0, 'The server ended the stream.');
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      if (whileSeen && document.hidden) {
        continue;
      }
      const seconds = error.retryAfter ?? wait;
      wait = Math.min(2 * wait, LONGEST_WAIT);
      onState({ state: 'waiting', seconds, problem: error instanceof Refusal ? error.message : 'The stream broke.' });
      await pause(seconds, signal);
    }
  }
}

async function read(api, query, signal, whileSeen, opened, on) {
  const attempt = new AbortController();
  const stop = () => attempt.abort();
  signal.addEventListener('abort', stop);
  let alarm;
  let unseen;
  const look = () => {
    clearTimeout(unseen);
    unseen = document.hidden ? setTimeout(stop, UNSEEN * 1000) : undefined;
  };
  if (whileSeen) {
    document.addEventListener('visibilitychange', look, { signal: attempt.signal });
  }
  const heard = () => {
    clearTimeout(alarm);
    alarm = setTimeout(stop, SILENCE * 1000);
  };
  try {
    heard();
    const body = await api.stream('live', { query, signal: attempt.signal });
    opened();
    for await (const { event, data } of eventsIn(chunksOf(body))) {
      heard();
      if (!signal.aborted) {
        on[event]?.(JSON.parse(data));
      }
    }
  } finally {
    clearTimeout(alarm);
    clearTimeout(unseen);
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/** Not every browser can iterate over a stream itself. */
async function* chunksOf(body) {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    yield value;
  }
}

/** Until somebody looks at the page, or the signal says stop. */
function seen(signal) {
  return new Promise((resolve) => {
    const done = new AbortController();
    const look = () => {
      if (!document.hidden || signal.aborted) {
        done.abort();
        resolve();
      }
    };
    document.addEventListener('visibilitychange', look, { signal: done.signal });
    signal.addEventListener('abort', look, { signal: done.signal });
  });
}

function pause(seconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
