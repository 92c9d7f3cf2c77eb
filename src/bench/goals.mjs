// What Canyon has set itself, and what it reached. Nothing here fails a build.
import { cpu, perSecond, publishes, quantile, wrong } from './figures.mjs';
import { number, table } from './markdown.mjs';

const SERVERS = ['wildfly', 'payara', 'liberty'];
const PEERS = ['les', 'sio4', 'nsio'];
const ECHO = ['les'];
const FLOOR = ['floor'];
const JOINED = ['floor-joined'];
const NAMES = new Map([[PEERS, 'best peer'], [ECHO, 'laravel-echo-server'], [FLOOR, 'C'], [JOINED, 'C, joined']]);
const p99 = quantile('p99');
const heap = (row) => row.heap_kib_per_conn;

/**
 * A figure that must be at most (or, if `least`, at least) a limit, and a factor of the best of some peers, as far as
 * those were measured. `on`: the servers for which this is a goal; for the others the figure is only shown.
 */
const goals = [
  { name: 'S2 CPU µs / delivery, Socket.IO', scenario: 'S2', variant: 'sio3', figure: cpu, limit: () => 0.4, than: [1 / 20, ECHO] },
  { name: 'S2 CPU µs / delivery, Pusher', scenario: 'S2', variant: 'pusher', figure: cpu, limit: () => 0.4, than: [1 / 20, ECHO] },
  // The limits above are of a machine on which the C programs took 0.16 and 6.8; these two hold on any.
  { name: 'S2 CPU µs / delivery against C', scenario: 'S2', variant: 'sio3', figure: cpu, than: [2.5, JOINED, 'raw'] },
  { name: 'S1 CPU µs / delivery against C', scenario: 'S1', figure: cpu, than: [1.6, FLOOR] },
  { name: 'S2 CPU µs / delivery, portable writer', scenario: 'S2', of: '-portable', figure: cpu, limit: () => 12 },
  { name: 'S1 CPU µs / delivery', scenario: 'S1', figure: cpu, limit: (server) => (server === 'payara' ? 15 : 11), than: [1, PEERS] },
  { name: 'S1 p99 ms', scenario: 'S1', figure: p99, limit: (server) => (server === 'payara' ? 40 : 20), than: [1, PEERS] },
  { name: 'S3 p99 ms', scenario: 'S3', figure: p99, limit: () => 100, than: [1, PEERS] },
  { name: 'S5 messages/s', scenario: 'S5', figure: perSecond, least: true, than: [1.3, PEERS], on: ['wildfly'] },
  { name: 'S8 publishes/s, signed', scenario: 'S8', variant: 'signed', figure: publishes, least: true, than: [3, ECHO, 'unsigned'], on: ['wildfly'] },
  { name: 'S8 publishes/s, unsigned', scenario: 'S8', variant: 'unsigned', figure: publishes, least: true, than: [3, ECHO, 'unsigned'], on: ['wildfly'] },
  { name: 'S9 p99 ms', scenario: 'S9', figure: p99, limit: () => 250 },
  ...['sio3', 'sio4', 'pusher'].map((variant) => (
    { name: `S4 live heap KiB / connection, ${variant}`, scenario: 'S4', variant, figure: heap, limit: () => 12, on: ['wildfly'] })),
];

/** The table of all goals for which something was measured; empty if there is none. */
export function goalsTable(figures) {
  const rows = [...goals.map((goal) => row(goal, figures)), ...slow(figures), faults(figures)];
  const measured = rows.filter((cells) => cells.slice(2).some((cell) => cell !== '–'));
  return measured.length ? table(['', 'must', 'WildFly', 'Payara Micro', 'Open Liberty'], measured) : '';
}

function row({ name, scenario, variant, of = '', figure, least = false, limit, than, on = SERVERS }, figures) {
  const sign = least ? '≥' : '≤';
  const musts = [];
  let other;
  if (limit) {
    const [usual, payara] = [limit('wildfly'), limit('payara')];
    musts.push(`${sign} ${usual}${payara === usual ? '' : ` (Payara ${payara})`}`);
  }
  if (than) {
    const [factor, peers, theirs] = than;
    const values = peers.map((peer) => figures.of(peer, scenario, theirs, figure)).filter((value) => value !== undefined);
    if (values.length) {
      const best = least ? Math.max(...values) : Math.min(...values);
      other = factor * best;
      const times = { 1: '', [1 / 20]: '1/20 of ' }[factor] ?? `${factor} × `;
      musts.push(`${sign} ${times}${number(best)} (${NAMES.get(peers)})`);
    }
  }
  const holds = (value, bound) => bound === undefined || (least ? value >= bound : value <= bound);
  return [name, musts.join(', '), ...SERVERS.map((server) => {
    const value = figures.of(server + of, scenario, variant, figure);
    return cell(value, number(value), on.includes(server) && musts.length > 0, holds(value, limit?.(server)) && holds(value, other));
  })];
}

function slow(figures) {
  const share = (server) => figures.of(server, 'S7', 'with', perSecond) / figures.of(server, 'S7', 'without', perSecond);
  const held = (server) => Math.max(...figures.rows(server, 'S7', 'with').map((one) => one.slow.held_at_end));
  return [
    ['S7 deliveries beside 50 slow clients', '≥ 90 %', ...SERVERS.map((server) =>
      cell(share(server), `${Math.round(100 * share(server))} %`, true, share(server) >= 0.9))],
    ['S7 slow clients that the server still holds', '0', ...SERVERS.map((server) => cell(held(server), held(server), true, held(server) === 0))],
  ];
}

function faults(figures) {
  return ['lost / twice / reordered / in a wrong channel / connections lost, all runs', '0', ...SERVERS.map((server) => {
    const runs = [server, `${server}-portable`].flatMap((target) => figures.rows(target)).map(wrong);
    const sums = [0, 1, 2, 3, 4].map((index) => runs.reduce((sum, counts) => sum + Math.abs(counts[index]), 0));
    return cell(runs.length || undefined, sums.join(' / '), true, sums.every((sum) => sum === 0));
  })];
}

const cell = (value, text, isGoal, holds) => (Number.isFinite(value) ? `${text}${isGoal ? (holds ? ' ✓' : ' ✗') : ''}` : '–');
