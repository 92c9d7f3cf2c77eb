// The figures as bars: an SVG without a background, whose ink follows the reader's light or dark mode.
import { cpu, perSecond, publishes, quantile } from './figures.mjs';
import { number } from './markdown.mjs';

const WIDTH = 760;
const LABEL = 250;
const BAR = 18;
const ROW = 24;

const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #24292f }
  .title { font-weight: 600; font-size: 14px }
  .unit { fill: #57606a }
  .canyon { fill: #c2410c }
  .peer { fill: #7c8794 }
  .floor { fill: #b8c0c8 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .unit { fill: #9da7b1 }
    .canyon { fill: #fb8b4b }
    .peer { fill: #8b949e }
    .floor { fill: #545d68 }
  }`;

const panels = [
  ['S2: CPU for a delivery at saturation', 'µs, logarithmic, less is better', 'S2', cpu, { log: true }],
  ['S1: 99th percentile of latency', 'ms, less is better', 'S1', quantile('p99')],
  ['S3: 99th percentile of latency, 5,000 connections', 'ms, less is better', 'S3', quantile('p99')],
  ['S5: messages a second, one subscriber each', 'more is better', 'S5', perSecond],
  ['S4: memory of an idle connection', 'KiB of resident memory, less is better', 'S4', (row) => row.rss_kb_per_conn, { own: true }],
  ['S8: HTTP publishes a second', 'more is better', 'S8', publishes],
];

export function chart(figures, targets) {
  let y = 8;
  const parts = [];
  for (const [title, unit, scenario, figure, { log = false, own = false } = {}] of panels) {
    const bars = targets.flatMap((target) => bar(figures, target, scenario, figure, own));
    if (!bars.length) continue;
    parts.push(`<text class="title" x="0" y="${y + 14}">${title} <tspan class="unit" font-weight="400">(${unit})</tspan></text>`);
    y += 26;
    const [least, most] = [Math.min(...bars.map(({ value }) => value)), Math.max(...bars.map(({ value }) => value))];
    const room = WIDTH - LABEL - 90;
    const length = (value) => (log && least > 0 && most > least ? 12 + ((room - 12) * Math.log(value / least)) / Math.log(most / least) : most ? (room * value) / most : 0);
    for (const { label, value, kind } of bars) {
      const end = LABEL + Math.max(1, length(value));
      parts.push(
        `<text x="${LABEL - 8}" y="${y + 13}" text-anchor="end">${escaped(label)}</text>` +
          `<rect class="${kind}" x="${LABEL}" y="${y}" width="${(end - LABEL).toFixed(1)}" height="${BAR}" rx="2"/>` +
          `<text x="${(end + 6).toFixed(1)}" y="${y + 13}">${number(value)}</text>`,
      );
      y += ROW;
    }
    y += 16;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img" aria-label="Benchmark of Canyon and its peers">
<style>${STYLE}
</style>
${parts.join('\n')}
</svg>
`;
}

/** A bar for each variant that was measured, or only for the target's own protocol. */
function bar(figures, target, scenario, figure, own) {
  const all = [...new Set(figures.rows(target.name, scenario).map(({ variant }) => variant))];
  const variants = own ? all.filter((variant) => variant === target.protocol) : all;
  return variants.flatMap((variant) => {
    const value = figures.of(target.name, scenario, variant, figure);
    if (value === undefined) return [];
    const kind = target.canyon ? 'canyon' : target.program ? 'peer' : 'floor';
    const label = target.title.replace('laravel-echo-server', 'echo-server').replace(', one send() for each message', ', one send()');
    return [{ label: variants.length > 1 ? `${label}, ${variant}` : label, value, kind }];
  });
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
