/** A box that is there once for each person. */

/**
 * Copies the template `<kind>-card` to the place where it stands.
 *
 * @param {Document} page
 * @param {string} kind
 * @param {string} person lower-case name
 * @returns {{[part: string]: HTMLElement}} its elements that have a data-part
 */
export function cardOn(page, kind, person) {
  const template = page.querySelector(`#${kind}-card`);
  const card = template.content.firstElementChild.cloneNode(true);
  const parts = {};
  for (const element of card.querySelectorAll('[data-part]')) {
    element.dataset.testid = `${kind}-${person}-${element.dataset.part}`;
    parts[element.dataset.part] = element;
  }
  parts.name.textContent = shown(person);
  parts.name.id = `${kind}-${person}`;
  card.setAttribute('aria-labelledby', parts.name.id);
  parts.toggle.setAttribute('aria-describedby', parts.name.id);
  template.before(card);
  return parts;
}

/** As the stand-in writes it too. */
export function shown(person) {
  return person[0].toUpperCase() + person.slice(1);
}
