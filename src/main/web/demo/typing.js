/** "Alice is typing…": said now and then while somebody types, and forgotten when it is not said again. */

/** Milliseconds. */
const SAY_EVERY = 1000;
const FORGET_AFTER = 3000;

/** @param {() => void} say tells the others */
export function typingSignal(say) {
  let saidAt = -Infinity;
  return {
    typed() {
      if (performance.now() - saidAt >= SAY_EVERY) {
        saidAt = performance.now();
        say();
      }
    },
    /** The message is out: the next letter begins another. */
    sent() {
      saidAt = -Infinity;
    },
  };
}

/** @param {(text: string) => void} show */
export function typingNotice(show) {
  /** @type {Map<string, number>} the timer that forgets, by name */
  const timers = new Map();

  const update = () => show(sentence([...timers.keys()]));

  function stopped(name) {
    clearTimeout(timers.get(name));
    timers.delete(name);
    update();
  }

  return {
    /** @param {string} name */
    typing(name) {
      clearTimeout(timers.get(name));
      timers.set(name, setTimeout(() => stopped(name), FORGET_AFTER));
      update();
    },
    stopped,
    clear() {
      timers.forEach((timer) => clearTimeout(timer));
      timers.clear();
      update();
    },
  };
}

function sentence(names) {
  switch (names.length) {
    case 0:
      return '';
    case 1:
      return `${names[0]} is typing…`;
    case 2:
      return `${names[0]} and ${names[1]} are typing…`;
    default:
      return 'Several people are typing…';
  }
}
