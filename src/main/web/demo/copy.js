/** Buttons that copy the text of another element: <button data-copies="its id">. */

/** Milliseconds for which the button says what happened. */
const NOTICE = 2000;

/** @param {Document} page */
export function copyButtonsOn(page) {
  for (const button of page.querySelectorAll('[data-copies]')) {
    const label = button.textContent;
    button.addEventListener('click', async () => {
      button.textContent = await copy(page.getElementById(button.dataset.copies));
      setTimeout(() => {
        button.textContent = label;
      }, NOTICE);
    });
  }
}

/** Browsers lend the clipboard only to https and to this machine; elsewhere the text is selected instead. */
async function copy(element) {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return 'Copied';
  } catch {
    getSelection().selectAllChildren(element);
    return 'Selected: press Ctrl+C';
  }
}
