/** The latest things that happened, of which a page can only show so many. */

/**
 * @template T
 * @param {number} most that are kept, and that wait while paused
 */
export function rowsOf(most) {
  let waiting = [];
  let missed = 0;
  let came = 0;
  let paused = false;

  return {
    /** @param {T} row */
    add(row) {
      came++;
      waiting.push(row);
      if (waiting.length > 2 * most) {
        waiting = waiting.slice(-most);
      }
      if (paused) {
        missed++;
      }
    },
    /** @returns {T[]} what is to be shown now, oldest first, at most as many as are kept; nothing while paused */
    take() {
      if (paused) {
        return [];
      }
      const taken = waiting.slice(-most);
      waiting = [];
      return taken;
    },
    pause() {
      paused = true;
      missed = 0;
    },
    resume() {
      paused = false;
      missed = 0;
    },
    clear() {
      waiting = [];
      missed = 0;
      came = 0;
    },
    get paused() {
      return paused;
    },
    /** How many came since the pause began. */
    get missed() {
      return missed;
    },
    get came() {
      return came;
    },
  };
}
