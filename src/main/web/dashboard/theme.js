/** Light, dark, or as the system has it; remembered in this browser. */
import { el } from './dom.js';

const KEY = 'canyon.theme';
const THEMES = { auto: 'System', light: 'Light', dark: 'Dark' };

export function applyTheme() {
  const theme = remembered();
  if (theme === 'auto') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}

export function themeSelect() {
  const select = el(
    'select',
    { 'aria-label': 'Colours', testid: 'theme' },
    Object.entries(THEMES).map(([value, label]) => el('option', { value }, label)),
  );
  select.value = remembered();
  select.addEventListener('change', () => {
    remember(select.value);
    applyTheme();
    dispatchEvent(new Event('themechange'));
  });
  return select;
}

/** Calls back whenever the colours change, until the signal says stop. */
export function onTheme(callback, signal) {
  addEventListener('themechange', callback, { signal });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', callback, { signal });
}

/** Browsers may refuse to remember anything: then it is the system's. */
function remembered() {
  try {
    const theme = localStorage.getItem(KEY);
    return Object.hasOwn(THEMES, theme ?? '') ? theme : 'auto';
  } catch {
    return document.documentElement.dataset.theme ?? 'auto';
  }
}

function remember(theme) {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // It holds until the page is left.
  }
}
