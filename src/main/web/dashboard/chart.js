/** A chart over time, with its figures in words above it: at the pointer, or the latest. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { el } from './dom.js';
import { brief, moment } from './format.js';
import { onTheme } from './theme.js';

const HEIGHT = 170;
/** The second line is dashed too: colours are not told apart by everybody. */
const LINES = [
  { colour: '--accent', dash: [] },
  { colour: '--second', dash: [6, 4] },
];

/**
 * @param {{title: string, testid: string, lines: {key: string, label: string, show: (value: number) => string}[],
 *   signal: AbortSignal}} options
 */
export function chartOf({ title, testid, lines, signal }) {
  const outputs = lines.map(() => el('strong', {}, '–'));
  const when = el('small', { class: 'chart-when' }, 'now');
  const place = el('div', {
    class: 'plot', tabindex: '0', role: 'img', 'aria-label': `${title}: left and right arrow keys walk along the lines`,
  });
  const element = el(
    'figure',
    { class: 'panel chart', testid },
    el('figcaption', {}, el('h2', {}, title), when,
      el('div', { class: 'legend' }, lines.map((line, index) =>
        el('span', {}, el('i', { class: `sample sample-${index}`, 'aria-hidden': 'true' }), `${line.label} `,
          outputs[index])))),
    place,
  );
  let data = [[], ...lines.map(() => [])];
  let plot = null;

  function say(index) {
    const at = index ?? data[0].length - 1;
    when.textContent = index === null || index === undefined ? 'latest' : moment(data[0][at] * 1000);
    outputs.forEach((output, line) => {
      output.textContent = data[0].length === 0 ? '–' : lines[line].show(data[line + 1][at]);
    });
  }

  function draw() {
    plot?.destroy();
    const colour = coloursIn(element);
    const axis = { stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
    plot = new uPlot(
      {
        width: Math.max(200, place.clientWidth),
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
        scales: { y: { range: (_, __, max) => [0, Math.max(1, max * 1.15 || 1)] } },
        axes: [
          { ...axis, size: 26, values: [[86400, '{D} {MMM}'], [3600, '{HH}:{mm}'], [60, '{HH}:{mm}'], [1, '{HH}:{mm}:{ss}']]
              .map(([step, text]) => [step, text, null, null, null, null, null, null, 1]) },
          { ...axis, size: 44, values: (_, values) => values.map(brief) },
        ],
        series: [
          {},
          ...lines.map((line, index) => ({
            label: line.label,
            stroke: colour(LINES[index].colour),
            dash: LINES[index].dash,
            width: 2,
            points: { show: false },
          })),
        ],
        hooks: { setCursor: [(self) => say(self.cursor.idx)] },
      },
      data,
      place,
    );
  }

  function walk(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || data[0].length === 0) {
      return;
    }
    event.preventDefault();
    const many = event.shiftKey ? 60 : 1;
    const index = Math.min(data[0].length - 1, Math.max(0, (plot.cursor.idx ?? data[0].length) + step * many));
    plot.setCursor({ left: plot.valToPos(data[0][index], 'x'), top: 10 });
    say(index);
  }

  place.addEventListener('keydown', walk);
  place.addEventListener('blur', () => plot?.setCursor({ left: -10, top: -10 }));
  const sizes = new ResizeObserver(() => {
    if (plot === null) {
      draw();
    } else if (place.clientWidth !== plot.width && place.clientWidth > 0) {
      plot.setSize({ width: place.clientWidth, height: HEIGHT });
    }
  });
  sizes.observe(place);
  onTheme(draw, signal);
  signal.addEventListener('abort', () => {
    sizes.disconnect();
    plot?.destroy();
  });

  return {
    element,
    /** @param {{t: number}[]} points in order of time */
    show(points) {
      data = [points.map((point) => point.t), ...lines.map(({ key }) => points.map((point) => point[key] ?? null))];
      plot?.setData(data);
      say(plot?.cursor.idx);
    },
  };
}

/** A canvas knows no custom properties, and those may hold more than a colour: the browser has to work them out. */
function coloursIn(element) {
  return (name) => {
    const probe = el('span');
    probe.style.color = `var(${name})`;
    element.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  };
}
