/** Follows what happens on the server for as long as a view is open, over every interruption. */
import { Refusal } from './api.js';
import { eventsIn } from './sse.js';

const FIRST_WAIT = 1;
const LONGEST_WAIT = 15;
/** The server writes at least each 15 seconds. */
const SILENCE = 40;

/**
 * @typedef {{state: 'connecting' | 'live' | 'waiting', seconds?: number, problem?: string}} LiveState
 * @param {ReturnType<import('./api.js').apiOn>} api
 * @param {{query: object, signal: AbortSignal, onState: (state: LiveState) => void,
 *   on: {[event: string]: (data: any) => void}}} options
 */
export async function follow(api, { query, signal, onState, on }) {
  let wait = FIRST_WAIT;
  while (!signal.aborted) {
    try {
      onState({ state: 'connecting' });
      await read(api, query, signal, () => {
        wait = FIRST_WAIT;
        onState({ state: 'live' });
      }, on);
      throw new Refusal(0, 'The server ended the stream.');
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      const seconds = error.retryAfter ?? wait;
      wait = Math.min(2 * wait, LONGEST_WAIT);
      onState({ state: 'waiting', seconds, problem: error instanceof Refusal ? error.message : 'The stream broke.' });
      await pause(seconds, signal);
    }
  }
}

async function read(api, query, signal, opened, on) {
  const attempt = new AbortController();
  const stop = () => attempt.abort();
  signal.addEventListener('abort', stop);
  let alarm;
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

function pause(seconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
