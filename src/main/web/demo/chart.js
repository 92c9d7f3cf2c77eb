/** A moving line of the latest values, newest at the right, drawn as SVG. */

const POINTS = 30;
const WIDTH = 600;
const HEIGHT = 120;
/** Keeps the line's full width inside the picture at 0 and at 1. */
const MARGIN = 4;
const BOTTOM = HEIGHT - MARGIN;

/** @param {ParentNode} page */
export function chartOn(page) {
  const svg = page.querySelector('#chart');
  const line = svg.querySelector('.chart-line');
  const area = svg.querySelector('.chart-area');
  const dot = svg.querySelector('.chart-dot');
  const label = page.querySelector('#load');
  let values = [];

  return {
    /** @param {number} value 0 to 1 */
    add(value) {
      values = [...values, Math.min(1, Math.max(0, value))].slice(-POINTS);
      const points = values.map((each, index) => [xOf(POINTS - values.length + index), yOf(each)]);
      const [lastX, lastY] = points.at(-1);
      const path = points.map(([x, y]) => `${x},${y}`).join(' ');
      line.setAttribute('points', path);
      area.setAttribute('points', `${points[0][0]},${BOTTOM} ${path} ${lastX},${BOTTOM}`);
      // A line of no length with round ends is a dot that stays round however the picture is stretched.
      dot.setAttribute('points', `${lastX},${lastY} ${lastX},${lastY}`);
      label.textContent = `${Math.round(value * 100)} %`;
      svg.setAttribute('aria-label', `Load over the last ${values.length} events, now ${label.textContent}`);
    },
  };
}

function xOf(index) {
  return round(MARGIN + (index / (POINTS - 1)) * (WIDTH - 2 * MARGIN));
}

function yOf(value) {
  return round(BOTTOM - value * (BOTTOM - MARGIN));
}

function round(number) {
  return Math.round(number * 10) / 10;
}
