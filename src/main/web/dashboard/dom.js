/** Makes elements. Text stays text, whatever it holds: nothing here or elsewhere on the page is parsed as HTML. */

/**
 * @param {string} name
 * @param {{[attribute: string]: unknown}} attributes what is true stands without a value, what is false, null or
 *   undefined does not stand; on<event> takes a listener; testid is what tests find it by
 * @param {...(Node | string | number | null | undefined | false | unknown[])} children
 * @returns {HTMLElement}
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) {
      continue;
    }
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (key === 'testid') {
      element.dataset.testid = value;
    } else {
      element.setAttribute(key, value === true ? '' : String(value));
    }
  }
  element.append(...shown(children));
  return element;
}

/** Puts these in the place of all that the element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...shown(children));
  return element;
}

function shown(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));
}
