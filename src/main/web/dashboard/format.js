/** Figures as people read them. The page is in English; times are those of the browser's zone. */

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const TENTHS = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'short', day: 'numeric' });
const NONE = '–';

/** @param {number | null | undefined} value */
export function count(value) {
  return isNumber(value) ? WHOLE.format(value) : NONE;
}

/** With a decimal where it says something: below ten. */
export function figure(value) {
  if (!isNumber(value)) {
    return NONE;
  }
  return Math.abs(value) < 10 ? TENTHS.format(value) : WHOLE.format(value);
}

/** For the ends of an axis: 1.5k, 20M. */
export function brief(value) {
  for (const [size, letter] of [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']]) {
    if (Math.abs(value) >= size) {
      return `${TENTHS.format(value / size)}${letter}`;
    }
  }
  return TENTHS.format(value);
}

export function bytes(value) {
  if (!isNumber(value)) {
    return NONE;
  }
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, value)) / 10)));
  return `${figure(value / 1024 ** power)} ${units[power]}`;
}

/** The two largest units: 3 d 4 h. */
export function duration(seconds) {
  if (!isNumber(seconds)) {
    return NONE;
  }
  let rest = Math.max(0, Math.floor(seconds));
  const parts = [];
  for (const [size, unit] of [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']]) {
    const whole = Math.floor(rest / size);
    rest -= whole * size;
    if (whole > 0 || (unit === 's' && parts.length === 0)) {
      parts.push(`${whole} ${unit}`);
    } else if (parts.length > 0) {
      break;
    }
  }
  return parts.slice(0, 2).join(' ');
}

/** @param {string} iso */
export function clock(iso) {
  const at = new Date(iso);
  return Number.isNaN(at.getTime())
    ? NONE
    : `${CLOCK.format(at)}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

/** @param {string | number | null | undefined} when ISO 8601 or milliseconds */
export function moment(when) {
  const at = new Date(when ?? NaN);
  return Number.isNaN(at.getTime()) ? NONE : `${DAY.format(at)}, ${CLOCK.format(at)}`;
}

/** How long ago, for people: 3 min 5 s. */
export function since(iso, now = Date.now()) {
  return duration((now - new Date(iso).getTime()) / 1000);
}

/** @returns {string} "1 channel", "2 channels" */
export function counted(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** The name that people see for an application; the default one may have none. */
export function appName(id) {
  return id === '' ? '(default)' : id;
}

function isNumber(value) {
  return typeof value === 'number' && Number.isFinite(value);
}
