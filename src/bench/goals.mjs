// What Canyon has set itself, and what it reached. Nothing here fails a build.
import { cpu, perSecond, publishes, quantile, wrong } from './figures.mjs';
import { number } from './markdown.mjs';

const p99 = quantile('p99');
const SERVERS = ['wildfly', 'payara', 'liberty'];
const PEERS = ['les', 'sio4', 'nsio'];

/** Rows of the table: what, where, must, reached, and whether; without figures there is no row. */
export function goals(figures, titles) {
  const table = [];
  const add = (what, server, must, reached, holds) => {
    if (reached === undefined || holds === undefined) return;
    table.push([what, titles[server] ?? server, must, typeof reached === 'number' ? number(reached) : reached, holds ? 'yes' : '**no**']);
  };
  const peers = (scenario, figure, best) => {
    const values = PEERS.map((peer) => figures.of(peer, scenario, undefined, figure)).filter((value) => value !== undefined);
    return values.length ? best(...values) : undefined;
  };
  const atMost = (what, server, limit, reached, unit) => add(what, server, `≤ ${number(limit)} ${unit}`, reached, reached <= limit);
  const below = (what, server, limit, reached, unit, whom) =>
    limit === undefined || add(what, server, `< ${number(limit)} ${unit} (${whom})`, reached, reached < limit);
  const atLeast = (what, server, factor, of, reached, whom) =>
    of === undefined || add(what, server, `≥ ${factor} × ${number(of)} (${whom})`, reached, reached >= factor * of);

  const echo = figures.of('les', 'S2', undefined, cpu);
  for (const server of SERVERS) {
    for (const [variant, clients] of [['sio3', 'Socket.IO'], ['pusher', 'Pusher']]) {
      const reached = figures.of(server, 'S2', variant, cpu);
      atMost(`S2 CPU for a delivery, ${clients}`, server, 0.4, reached, 'µs');
      if (echo !== undefined) add(`S2 CPU for a delivery, ${clients}`, server, `≤ ${number(echo)} / 20 µs (laravel-echo-server)`, reached, reached <= echo / 20);
    }
    atMost('S2 CPU for a delivery, portable writer', server, 12, figures.of(`${server}-portable`, 'S2', undefined, cpu), 'µs');
  }
  for (const server of SERVERS) {
    const slowServer = server === 'payara';
    const [us, ms] = [figures.of(server, 'S1', undefined, cpu), figures.of(server, 'S1', undefined, p99)];
    atMost('S1 CPU for a delivery', server, slowServer ? 15 : 11, us, 'µs');
    below('S1 CPU for a delivery', server, peers('S1', cpu, Math.min), us, 'µs', 'best peer');
    atMost('S1 p99', server, slowServer ? 40 : 20, ms, 'ms');
    below('S1 p99', server, peers('S1', p99, Math.min), ms, 'ms', 'best peer');
  }
  for (const server of SERVERS) {
    const ms = figures.of(server, 'S3', undefined, p99);
    atMost('S3 p99', server, 100, ms, 'ms');
    below('S3 p99', server, peers('S3', p99, Math.min), ms, 'ms', 'best peer');
  }
  atLeast('S5 messages a second', 'wildfly', 1.3, peers('S5', perSecond, Math.max), figures.of('wildfly', 'S5', undefined, perSecond), 'best peer');
  for (const variant of ['signed', 'unsigned']) {
    const echoed = figures.of('les', 'S8', undefined, publishes);
    atLeast(`S8 publishes a second, ${variant}`, 'wildfly', 3, echoed, figures.of('wildfly', 'S8', variant, publishes), 'laravel-echo-server');
  }
  for (const server of SERVERS) atMost('S9 p99', server, 250, figures.of(server, 'S9', undefined, p99), 'ms');
  for (const variant of ['sio3', 'sio4', 'pusher']) {
    atMost(`S4 live heap for a connection, ${variant}`, 'wildfly', 12, figures.of('wildfly', 'S4', variant, (row) => row.heap_kib_per_conn), 'KiB');
  }
  for (const server of SERVERS) {
    const [without, beside] = ['without', 'with'].map((variant) => figures.of(server, 'S7', variant, perSecond));
    if (without === undefined || beside === undefined) continue;
    add('S7 deliveries beside slow clients', server, '≥ 90 %', `${((100 * beside) / without).toFixed(0)} %`, beside >= 0.9 * without);
    const held = Math.max(...figures.rows(server, 'S7', 'with').map(({ slow }) => slow.held_at_end));
    add('S7 slow clients still held by the server', server, '0', held, held === 0);
  }
  const faults = [...SERVERS, ...SERVERS.map((server) => `${server}-portable`)].flatMap((server) => figures.rows(server)).map(wrong);
  const sum = (index) => faults.reduce((total, row) => total + Math.abs(row[index]), 0);
  const total = [0, 1, 2, 3].map(sum);
  if (faults.length) add('lost / twice / reordered / misdelivered, all runs', 'Canyon', '0', total.join(' / '), total.every((n) => n === 0));
  return table;
}
