/** The members of a presence channel as a list that keeps its order. */

/**
 * @typedef {{name: string, colour: string}} Member as the application describes it
 * @param {HTMLElement} list
 * @param {HTMLElement} size
 */
export function membersOn(list, size) {
  /** @type {Map<string, Member>} */
  let members = new Map();

  function show() {
    const sorted = [...members.values()].sort((one, other) => one.name.localeCompare(other.name));
    list.replaceChildren(...sorted.map((member) => itemOf(list.ownerDocument, member)));
    size.textContent = countText(members.size);
  }

  return {
    /** @param {Member[]} all */
    set(all) {
      members = new Map(all.map((member) => [member.name, member]));
      show();
    },
    /** @param {Member} member */
    add(member) {
      members.set(member.name, member);
      show();
    },
    /** @param {Member} member */
    remove(member) {
      members.delete(member.name);
      show();
    },
  };
}

/** Whoever is in a room is a member: there is no "0 members" to be seen. */
function countText(count) {
  if (count === 0) {
    return '';
  }
  return count === 1 ? '1 member' : `${count} members`;
}

function itemOf(page, { name, colour }) {
  const item = page.createElement('li');
  item.textContent = name;
  item.style.setProperty('--colour', colour);
  return item;
}
