/** A list that the server gives in parts, with a search. */
import { el } from '../dom.js';
import { counted } from '../format.js';
import { appSelect, attempt, field, problemPlace, tableOf, textOf } from '../parts.js';

const PART = 100;
/** Milliseconds after the last key until a search begins. */
const TYPING = 250;

/**
 * @param {import('../page.js').Context} context
 * @param {{path: string, key: string, one: string, columns: {title: string, class?: string}[], searchLabel: string,
 *   cells: (item: object) => (Node | string)[]}} options
 */
export function listOf(context, { path, key, one, columns, searchLabel, cells }) {
  const table = tableOf(`${one}s`, columns, key);
  const summary = el('p', { class: 'note', role: 'status', testid: 'total' }, 'Loading…');
  const problem = problemPlace('load-problem');
  const more = el('button', { type: 'button', hidden: true, testid: 'more' }, 'Show more');
  const search = el('input', { type: 'search', value: context.query.q ?? '', testid: 'search', maxlength: 200 });
  const app = appSelect(context, { all: true, value: context.query.app ?? null, onchange: () => first() });
  let turn = 0;
  let typing;
  let shown = 0;
  let next = null;

  async function read(after) {
    const mine = ++turn;
    const answer = await context.api.get(path, {
      query: { app: app.value(), q: search.value.trim(), after, limit: PART },
      signal: context.signal,
    });
    if (mine !== turn) {
      return;
    }
    if (after === null) {
      table.clear();
      shown = 0;
    }
    table.add(answer[key].map(cells));
    shown += answer[key].length;
    next = answer.next;
    more.hidden = next === null || next === undefined;
    summary.textContent = shown < answer.total
      ? `${counted(answer.total, one)}; the first ${shown} are shown.`
      : `${counted(answer.total, one)}.`;
  }

  async function first() {
    context.replaceQuery({ app: app.value(), q: search.value.trim() });
    problem.textContent = '';
    try {
      await read(null);
    } catch (error) {
      if (!context.signal.aborted) {
        problem.textContent = textOf(error);
      }
    }
  }

  search.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(first, TYPING);
  });
  more.addEventListener('click', () => attempt(more, problem, () => read(next)));
  const refresh = el('button', { type: 'button', testid: 'refresh' }, 'Refresh');
  refresh.addEventListener('click', () => attempt(refresh, problem, () => read(null)));
  const form = el('form', { class: 'bar', role: 'search', autocomplete: 'off' },
    app.element, field(searchLabel, search), refresh);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    first();
  });
  first();
  return [form, problem, summary, table.element, more];
}
