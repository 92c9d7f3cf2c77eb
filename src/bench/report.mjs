// results.md, chart.svg, and with bench.publish=true both in src/docs.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { chart } from './chart.mjs';
import { cpu, figures as medians, perSecond, publishes, quantile, wrong } from './figures.mjs';
import { goalsTable } from './goals.mjs';
import { number, table } from './markdown.mjs';
import { scenarios } from './scenarios.mjs';

const PAGE = 'src/docs/performance.md';
const MARKS = /(<!-- bench -->\n)[\s\S]*(<!-- \/bench -->)/;

const latency = [['p50 ms', quantile('p50')], ['p99 ms', quantile('p99')], ['p99.9 ms', quantile('p999')]];
const fanOut = [['CPU µs / delivery', cpu], ['deliveries/s', perSecond], ...latency];
const server = (name) => (row) => row.servers[0][name];
/** Seconds from the first publish until the server had let go of the first or last slow client, if it had. */
const closed = (which) => ({ slow }) => (slow?.[`${which}_closed_s`] >= 0 ? slow[`${which}_closed_s`] : undefined);
const columns = {
  S4: [
    ['connects/s', (row) => row.connects_per_s],
    ['RSS KiB / connection', (row) => row.rss_kb_per_conn],
    ['live heap KiB / connection', (row) => row.heap_kib_per_conn],
  ],
  S7: [...fanOut.slice(0, 2), ['p99 ms', quantile('p99')], ['greatest RSS MiB', server('rss_mb_max')], ['first closed s', closed('first')],
    ['last closed s', closed('last')], ['still held', (row) => row.slow?.held_at_end]],
  S8: [
    ['publishes/s', publishes],
    ['CPU µs / publish', (row) => (row.servers[0].cpu_s * 1e6) / (row.publish_http.per_s * row.seconds)],
    ['answer p50 ms', (row) => row.publish_http.ack_p50_ms],
    ['answer p99 ms', (row) => row.publish_http.ack_p99_ms],
    ['refused', (row) => row.publish_http.bad],
  ],
};

/** Writes everything; the names of the files. */
export function write({ rows, targets, about, options, missing, minutes }) {
  const figures = medians(rows);
  const files = ['target/bench/results.md', 'target/bench/chart.svg', 'target/bench/results.jsonl'];
  const sections = options.scenarios.map((id) => section(id, targets, figures)).filter(Boolean);
  const reached = goalsTable(figures);
  const disturbed = rows.filter((row) => row.disturbed).length;
  const text = [
    `Measured on ${about.date}, ${about.machine}; ${about.jdk}; Node ${about.node}; commit ${about.commit}. ` +
      `Medians of ${options.passes} ${options.passes === 1 ? 'pass' : 'passes'}, ${minutes} min in all, by \`${command(options)}\`. ` +
      `${disturbed} of ${rows.length} runs stayed disturbed by others (more than ${options.noise} % of a core), after two repetitions.`,
    ...missing.map((reason) => `Not measured: ${reason}`),
    ...rows.filter((row) => row.failed).map((row) => `Failed: ${row.target} ${row.scenario} ${row.variant} in pass ${row.pass}`),
    reached && `**What must be reached, and whether it is**\n\n${reached}`,
    ...sections,
  ].filter(Boolean).join('\n\n');
  writeFileSync(files[0], `${text}\n`);
  writeFileSync(files[1], chart(figures, targets));
  if (options.publish) {
    writeFileSync(PAGE, readFileSync(PAGE, 'utf8').replace(MARKS, `$1${'![Chart of the figures below](performance.svg)'}\n\n${text.replaceAll('$', '$$$$')}\n$2`));
    copyFileSync(files[1], 'src/docs/performance.svg');
    files.push(PAGE);
  }
  return files;
}

function section(id, targets, figures) {
  const shown = columns[id] ?? fanOut;
  const lines = targets.flatMap((target) => {
    const variants = [...new Set(figures.rows(target.name, id).map(({ variant }) => variant))];
    return variants.map((variant) => {
      const runs = figures.rows(target.name, id, variant);
      const all = [0, 1, 2, 4].map((index) => runs.reduce((sum, row) => sum + wrong(row)[index], 0));
      const values = shown.map(([, figure]) => number(figures.of(target.name, id, variant, figure)));
      const notes = runs.filter((row) => row.disturbed).length;
      return [target.title + (variant && variant !== target.protocol ? `, ${variant}` : ''), ...values, all.join(' / '), notes || ''];
    });
  });
  if (!lines.length) return '';
  const head = ['', ...shown.map(([name]) => name), 'lost / twice / reordered / connections', 'disturbed'];
  return `**${id}: ${scenarios[id].title}**\n\n${table(head, lines)}`;
}

function command(options) {
  const said = process.argv.slice(2).filter((arg) => !arg.endsWith('=')).map((arg) => `-Dbench.${arg.slice(2)}`);
  return ['mvn -Pbench verify', ...said].join(' ');
}
