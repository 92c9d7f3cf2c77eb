/**
 * JSON for people, with every number and text as it was written: a parser would turn 1.0 into 1 and lose digits of
 * large numbers. It also takes JSON that was cut.
 */

const TOKEN = /\s*(?:([{}[\],:])|("[^"\\]*(?:\\.[^"\\]*)*")|(-?\d[\d.eE+-]*)|(true|false|null))/sy;
const INDENT = '  ';
const OPENS = new Set(['{', '[']);
const CLOSES = new Set(['}', ']']);

/**
 * @typedef {{kind: 'mark' | 'key' | 'text' | 'number' | 'word' | 'rest', text: string, start: number, end: number}} Token
 * @param {string} source
 * @returns {Token[]} the last one is a "rest" where the text is no JSON any more
 */
export function tokensOf(source) {
  const tokens = [];
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (match === null) {
      const rest = source.slice(at).trim();
      if (rest !== '') {
        tokens.push({ kind: 'rest', text: rest, start: at, end: source.length });
      }
      break;
    }
    const [, mark, text, number, word] = match;
    const end = TOKEN.lastIndex;
    const written = mark ?? text ?? number ?? word;
    if (mark === ':' && tokens.at(-1)?.kind === 'text') {
      tokens.at(-1).kind = 'key';
    }
    const kind = mark ? 'mark' : text ? 'text' : number ? 'number' : 'word';
    tokens.push({ kind, text: written, start: end - written.length, end });
    at = end;
  }
  return tokens;
}

/**
 * @param {string} source
 * @returns {{kind: Token['kind'], text: string}[]} pieces that make the text when joined, white space included
 */
export function prettyPieces(source) {
  if (!/^\s*[{["\d\-tfn]/.test(source)) {
    return [{ kind: 'rest', text: source }];
  }
  const pieces = [];
  const tokens = tokensOf(source);
  let depth = 0;
  tokens.forEach((token, index) => {
    const before = tokens[index - 1]?.text;
    if (CLOSES.has(token.text) && token.kind === 'mark') {
      depth = Math.max(0, depth - 1);
    }
    pieces.push({ kind: token.kind, text: gap(token, before, tokens[index - 1]?.kind, depth) + token.text });
    if (OPENS.has(token.text) && token.kind === 'mark') {
      depth++;
    }
  });
  return pieces;
}

function gap(token, before, kindBefore, depth) {
  if (before === undefined || token.text === ',' || token.text === ':') {
    return '';
  }
  if (kindBefore !== 'mark') {
    return CLOSES.has(token.text) && token.kind === 'mark' ? lineAt(depth) : ' ';
  }
  if (before === ':') {
    return ' ';
  }
  if (OPENS.has(before)) {
    return CLOSES.has(token.text) && token.kind === 'mark' ? '' : lineAt(depth);
  }
  return lineAt(depth);
}

function lineAt(depth) {
  return `\n${INDENT.repeat(depth)}`;
}

/** @returns {string | null} the JSON that a JSON text holds, as Pusher's data does; null if it holds none */
export function heldIn(source) {
  try {
    const text = /^\s*"/.test(source) ? JSON.parse(source) : null;
    return typeof text === 'string' && /^\s*[{[]/.test(text) && isJson(text) ? text : null;
  } catch {
    return null;
  }
}

export function isJson(source) {
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}

/**
 * Parses JSON, but keeps the values of some keys as the texts that they were written as.
 *
 * @param {string} source
 * @param {string[]} keys
 */
export function parseKeeping(source, keys) {
  const wanted = new Set(keys.map((key) => JSON.stringify(key)));
  const tokens = keys.length === 0 ? [] : tokensOf(source);
  let mended = '';
  let copied = 0;
  for (let index = 0; index < tokens.length; index++) {
    if (tokens[index].kind === 'key' && wanted.has(tokens[index].text)) {
      const first = index + 2;
      const last = lastOfValue(tokens, first);
      if (last < tokens.length) {
        mended += source.slice(copied, tokens[first].start);
        mended += JSON.stringify(source.slice(tokens[first].start, tokens[last].end));
        copied = tokens[last].end;
        index = last;
      }
    }
  }
  return JSON.parse(mended + source.slice(copied));
}

function lastOfValue(tokens, first) {
  let depth = 0;
  let index = first;
  for (; index < tokens.length; index++) {
    const { kind, text } = tokens[index];
    if (kind === 'mark' && OPENS.has(text)) {
      depth++;
    } else if (kind === 'mark' && CLOSES.has(text)) {
      depth--;
    }
    if (depth === 0) {
      break;
    }
  }
  return index;
}
