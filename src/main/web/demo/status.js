/** The facts of the connection, where the visitor reads them. */

/** @param {Document} page */
export function statusOn(page) {
  const state = page.querySelector('#state');
  const reason = page.querySelector('#reason');
  const id = page.querySelector('#socket-id');
  const transport = page.querySelector('#transport');

  return {
    /** @param {import('./connection.js').Status} facts */
    show(facts) {
      state.textContent = facts.state;
      state.dataset.state = facts.state;
      reason.textContent = facts.reason ?? '';
      id.replaceChildren(...breakable(page, facts.id ?? '–'));
      transport.textContent = facts.transport ?? '–';
    },
  };
}

/** An id is long: where there is no room for it, its second number begins a line. */
function breakable(page, id) {
  const dot = id.indexOf('.') + 1;
  return [id.slice(0, dot), page.createElement('wbr'), id.slice(dot)];
}
