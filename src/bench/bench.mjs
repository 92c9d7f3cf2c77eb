// Canyon on its application servers and its peers, side by side: see src/docs/performance.md.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { canyon } from './canyon.mjs';
import { wrong } from './figures.mjs';
import { facts, lock, requirements } from './machine.mjs';
import { measure } from './measure.mjs';
import { options as parse } from './options.mjs';
import { compile, peers, redis as startRedis } from './peers.mjs';
import { Failure, pause, stop, stopEverything } from './processes.mjs';
import { write } from './report.mjs';
import { scenarios } from './scenarios.mjs';

const RESULTS = 'target/bench/results.jsonl';
const servers = [['wildfly', 'WildFly'], ['payara', 'Payara Micro'], ['liberty', 'Open Liberty']];
const everyTarget = [
  ...servers.map(([server, name]) => canyon(server, name, true)),
  ...peers,
  ...servers.map(([server, name]) => canyon(server, name, false)),
];

let ending = false;
const started = Date.now();
const say = (text) => ending || console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
let unlock = () => {};

async function end(code) {
  if (ending) return;
  ending = true;
  await stopEverything();
  unlock();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(130));
// Maven that is killed takes nobody along: notice that it is gone.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && end(130), 500).unref();

async function main() {
  const options = parse(process.argv.slice(2), Object.keys(scenarios), everyTarget.map(({ name }) => name));
  const targets = everyTarget.filter(({ name }) => options.targets.includes(name));
  await requirements(options);
  unlock = lock();
  mkdirSync('target/bench/logs', { recursive: true });
  writeFileSync(RESULTS, '');
  await compile('fanout', '-Wall');
  const ready = [];
  const missing = [];
  for (const target of targets) {
    try {
      await target.prepare();
      ready.push(target);
    } catch (error) {
      report(error, target, missing);
    }
  }
  const ports = { redis: options.port, http: options.port + 1, management: options.port + 2 };
  const redis = await startRedis(ports.redis);
  const rows = [];
  const about = await facts();
  try {
    for (let pass = 1; pass <= options.passes; pass++) {
      // Every other pass in the opposite order, so that a machine that gets slower or faster favours nobody.
      for (const target of pass % 2 ? ready : [...ready].reverse()) {
        if (late(options)) continue;
        try {
          await allOf(target, { pass, options, ports, redis, rows });
        } catch (error) {
          report(error, target, missing);
        }
      }
    }
  } finally {
    await stop(redis);
  }
  const minutes = Math.round((Date.now() - started) / 60_000);
  const files = write({ rows, targets: everyTarget, about, options, missing, minutes });
  say(`${minutes} min: ${files.join(', ')}`);
}

const late = ({ minutes }) => Date.now() - started > minutes * 60_000;

/** All scenarios of one target in one pass, on one start of it. */
async function allOf(target, { pass, options, ports, redis, rows }) {
  const runs = options.scenarios
    .filter((id) => pass === 1 || !scenarios[id].firstPassOnly)
    .flatMap((id) => scenarios[id].runs(target).map((one) => ({ id, one })));
  if (!runs.length) return;
  const start = async () => {
    const before = Date.now();
    const server = await target.start(ports);
    say(`pass ${pass}  ${target.title}: ready after ${((Date.now() - before) / 1000).toFixed(1)} s`);
    return server;
  };
  let server = await start();
  const restart = async () => {
    await stop(server.server);
    return (server = await start());
  };
  try {
    for (const { id, one } of runs) {
      if (late(options)) break;
      const about = { pass, target: target.name, scenario: id, variant: one.variant };
      const record = (result) => appendFileSync(RESULTS, `${JSON.stringify({ ...about, ...result })}\n`);
      const { best } = await measure({ one, target, server, options, ports, redis, record, restart });
      rows.push({ ...about, ...best });
      say(`pass ${pass}  ${target.name.padEnd(17)} ${id} ${one.variant.padEnd(8)} ${line({ ...about, ...best })}`);
    }
  } finally {
    await stop(server.server);
    await pause(500);
  }
}

function line(row) {
  if (row.failed) return `FAILED ${row.failed}`;
  const { p50, p99 } = row.latency_ms;
  const figures = {
    S4: `${row.conns} connections, ${row.rss_kb_per_conn.toFixed(1)} KiB of memory and ${row.heap_kib_per_conn?.toFixed(1) ?? '?'} of live heap each`,
    S8: `${row.publish_http?.per_s} publishes/s`,
  };
  const usual = `${row.deliveries_per_s} deliveries/s, ${row.servers[0].server_cpu_us_per_delivery} us, p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} ms`;
  const [lost, twice, reordered, , gone] = wrong(row);
  const faults = lost || twice || reordered || gone ? `, lost ${lost} twice ${twice} reordered ${reordered} connections ${gone}` : '';
  return (figures[row.scenario] ?? usual) + faults + (row.slow ? `, slow ${JSON.stringify(row.slow)}` : '') + (row.disturbed ? ` (disturbed: ${row.other_cpu_pct} %)` : '');
}

function report(error, target, missing) {
  if (!(error instanceof Failure)) throw error;
  missing.push(`${target.title}: ${error.message.split('\n')[0]}`);
  say(`${target.name}: ${error.message}`);
}

main().then(
  () => end(0),
  (error) => {
    if (!ending) console.error(error instanceof Failure ? `bench: ${error.message}` : error);
    return end(1);
  },
);
