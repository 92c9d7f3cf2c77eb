/** The facts of the connection, where the visitor reads them. */

/** @param {Document} page */
export function statusOn(page) {
  const state = page.querySelector('#state');
  const reason = page.querySelector('#reason');
  const id = page.querySelector('#socket-id');
  const transport = page.querySelector('#transport');

  return {
    /** @param {import('./session.js').Status} facts */
    show(facts) {
      state.textContent = facts.state;
      state.dataset.state = facts.state;
      reason.textContent = facts.reason ?? '';
      id.textContent = facts.id ?? '–';
      transport.textContent = facts.transport ?? '–';
    },
  };
}
