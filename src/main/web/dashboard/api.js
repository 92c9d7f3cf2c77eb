/** Talks to the server, below the page's own address. */
import { parseKeeping } from './json.js';

const UNREACHABLE = 'Canyon cannot be reached. Is the server up, and the network?';

/** An answer that is not a success, in the server's words. */
export class Refusal extends Error {
  /**
   * @param {number} status 0 if there was no answer
   * @param {string} message
   * @param {{[field: string]: unknown}} details the whole answer
   * @param {number | null} retryAfter seconds
   */
  constructor(status, message, details = {}, retryAfter = null) {
    super(message);
    this.status = status;
    this.details = details;
    this.retryAfter = retryAfter;
  }
}

/**
 * @param {{fetch: typeof fetch, signIn: (refusal: Refusal) => Promise<void>}} parts signIn is done when there is a
 *   session again; the request that found none is then made again, so that a form loses nothing
 */
export function apiOn({ fetch, signIn }) {
  let csrf = '';

  async function request(method, path, { query = {}, body, signal, accept = 'application/json' } = {}) {
    const headers = { Accept: accept };
    if (method !== 'GET') {
      headers['X-Canyon-CSRF'] = csrf;
    }
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }
    const address = `api/${path}${searchOf(query)}`;
    let response;
    try {
      response = await fetch(address, { method, headers, body, signal, cache: 'no-store', credentials: 'same-origin' });
    } catch (error) {
      if (signal?.aborted) {
        throw error;
      }
      throw new Refusal(0, UNREACHABLE);
    }
    if (!response.ok) {
      throw await refusalIn(response);
    }
    return response;
  }

  async function persistent(method, path, options) {
    try {
      return await request(method, path, options);
    } catch (error) {
      if (!(error instanceof Refusal) || !(await mended(error, method))) {
        throw error;
      }
      return request(method, path, options);
    }
  }

  /** Whether it is worth to try again. */
  async function mended(refusal, method) {
    if (refusal.status === 401) {
      await session().catch((invitation) => {
        if (invitation.status !== 401) {
          throw invitation;
        }
        return signIn(invitation);
      });
      return true;
    }
    if (refusal.status === 403 && method !== 'GET') {
      // Perhaps the server was started again and gave the session another token.
      const before = csrf;
      await session();
      return csrf !== before;
    }
    return false;
  }

  /** @throws {Refusal} with status 401 if nobody is signed in; its details say how one can */
  async function session() {
    try {
      const facts = await (await request('GET', 'session')).json();
      csrf = facts.csrf ?? '';
      return facts;
    } catch (error) {
      csrf = error.details?.csrf ?? csrf;
      throw error;
    }
  }

  return {
    session,
    async open(password) {
      const attempt = () => request('POST', 'session', { body: JSON.stringify({ password }) });
      await attempt().catch(async (refusal) => {
        if (refusal.status !== 403) {
          throw refusal;
        }
        // The page stood open for longer than the token for signing in is good.
        await session().catch(() => {});
        await attempt();
      });
    },
    /** Whoever has no session any more has signed out too. */
    async close() {
      await request('DELETE', 'session').catch((refusal) => {
        if (refusal.status !== 401) {
          throw refusal;
        }
      });
    },
    /** @param {string[]} keeping keys whose values stay the texts that they were written as */
    async get(path, { query, signal, keeping = [] } = {}) {
      return parseKeeping(await (await persistent('GET', path, { query, signal })).text(), keeping);
    },
    /**
     * @param {unknown} body a text is JSON already
     * @returns what was answered, or null
     */
    async send(method, path, body, { query } = {}) {
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      const answer = await (await persistent(method, path, { body: text, query })).text();
      return answer === '' ? null : JSON.parse(answer);
    },
    async stream(path, { query, signal }) {
      return (await persistent('GET', path, { query, signal, accept: 'text/event-stream' })).body;
    },
  };
}

/** Leaves out what is null or undefined; an empty app is the default application. */
export function searchOf(query) {
  const given = Object.entries(query).filter(
    ([name, value]) => value !== null && value !== undefined && (value !== '' || name === 'app'),
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

async function refusalIn(response) {
  const text = await response.text().catch(() => '');
  let details = {};
  try {
    details = JSON.parse(text) ?? {};
  } catch {
    // A proxy or the application server answered in its own way; its status has to do.
  }
  const seconds = Number(response.headers.get('Retry-After'));
  const message = typeof details.error === 'string' && details.error !== ''
    ? details.error
    : `The server answered ${response.status} ${response.statusText}`.trim();
  return new Refusal(response.status, message, details, seconds > 0 ? seconds : null);
}
