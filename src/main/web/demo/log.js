/** What was said in a room, and who came and went. Whispers are what another browser sent: nothing to rely on. */

const KEPT = 50;
/** Characters. */
const NAME_LENGTH = 40;
const TEXT_LENGTH = 500;

/** @param {HTMLElement} list */
export function chatLogOn(list) {
  const page = list.ownerDocument;

  function add(className, ...content) {
    const line = page.createElement('li');
    line.className = className;
    line.append(...content);
    list.append(line);
    while (list.childElementCount > KEPT) {
      list.firstElementChild.remove();
    }
    list.scrollTop = list.scrollHeight;
  }

  return {
    /** @param {string} text */
    note(text) {
      add('log-note', text);
    },
    say(name, text, own = false) {
      const who = page.createElement('strong');
      who.textContent = String(name).slice(0, NAME_LENGTH);
      add(own ? 'log-own' : 'log-other', who, ' ', String(text).slice(0, TEXT_LENGTH));
    },
  };
}
