// What a delivery costs the server processes with one node and with two, for the same clients, interleaved: with one
// node, with two, and with one again. Run after mvn package: node src/bench/two-nodes.mjs [clients] [wildfly|payara] [seconds of each measurement] [first of 8 ports]
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { app, canyon } from './canyon.mjs';
import { facts, quiet } from './machine.mjs';
import { number, table } from './markdown.mjs';
import { compile, redis as startRedis } from './peers.mjs';
import { fail, pause, run, runToEnd, stop, until } from './processes.mjs';

const [clients = '1000', name = 'wildfly', seconds = '6', first = '21000'] = process.argv.slice(2);
const WORK = resolve('target/bench');
const SECOND = 1000;
const TIMES = 2; // that each is measured in each part: at the beginning and the end with one node, between with two
const ports = (node) => ({ redis: +first, http: +first + 2 * node, management: +first + 2 * node + 1 });
const redisWay = ['--publish', `redis:127.0.0.1:${first}`];
const httpWay = ['--publish', `http-echo:${app.id}:${app.apiKey}`, '--pub-conns', '4'];
const ways = [
  { title: '50 events a second through Redis', args: ['--rate', '50', ...redisWay] },
  { title: '50 events a second over HTTP at one node', args: ['--rate', '50', ...httpWay] },
  { title: 'as many as go through Redis, 64 outstanding', args: ['--rate', '0', '--window', '64', ...redisWay] },
];

async function main() {
  mkdirSync(`${WORK}/logs`, { recursive: true });
  await compile('fanout');
  await canyon(name, name, true).prepare();
  const redis = await startRedis(+first);
  const one = await started(1);
  await warmUp([one]);
  const alone = ways.map(() => []);
  const together = ways.map(() => []);
  await measure([one], alone);
  const two = await started(2);
  await warmUp([one, two]);
  await measure([one, two], together);
  await stop(two.server);
  await pause(2 * SECOND);
  await measure([one], alone);

  const { date, machine, jdk, commit } = await facts();
  console.log(`\n${date}, ${machine}; ${jdk}; ${name}; commit ${commit}; ${clients} clients (Pusher and Socket.IO in turn) on one channel, medians of ${alone[0].length} and ${together[0].length} times ${seconds} s\n`);
  const rows = ways.map(({ title }, way) => {
    const [with1, with2] = [median(alone[way], 'server_cpu_us_per_delivery'), median(together[way], 'server_cpu_us_per_delivery')];
    return [title, with1, with2, with1 / with2, median(alone[way], 'deliveries_per_s'), median(together[way], 'deliveries_per_s'), wrong([...alone[way], ...together[way]])].map((cell) => (typeof cell === 'number' ? number(cell) : cell));
  });
  console.log(table(['', 'CPU µs / delivery, one node', 'two nodes', 'deliveries per CPU second with two, of those with one', 'deliveries/s, one node', 'two nodes', 'lost / twice / reordered'], rows));
  await stop(one.server);
  await stop(redis);
}

async function started(node) {
  const settings = { 'canyon.node.id': `node-${node}` };
  const { server } = await canyon(name, name, true, { name: `node-${node}`, log: `node-${node}`, settings }).start(ports(node));
  await until(async () => (await fetch(`http://127.0.0.1:${ports(node).http}/ops/ready`)).ok, server, 60);
  return { server, port: ports(node).http };
}

/** The compiler's work is none of a delivery's. */
async function warmUp(nodes) {
  for (const way of ways) await fanOut(nodes, way, 8);
}

async function measure(nodes, results) {
  for (let time = 0; time < TIMES; time++) {
    for (const [index, way] of ways.entries()) {
      await quiet(2);
      const result = await fanOut(nodes, way, 2);
      results[index].push(result);
      console.log(`${nodes.length} of the nodes, ${way.title}: ${result.server_cpu_us_per_delivery} µs a delivery, ${result.deliveries_per_s} deliveries/s; others used ${result.other_cpu_pct} % of a processor`);
    }
  }
}

async function fanOut(nodes, { args }, warmup) {
  const generator = run(
    [
      `${WORK}/c/fanout`, '--proto', 'pusher+pusher+sio4+sio4', '--port', nodes.map(({ port }) => port).join('+'), '--key', app.key, '--conns', clients, '--size', '200', '--drain', '30',
      ...args, '--warmup', `${warmup}`, '--seconds', seconds, ...nodes.flatMap(({ server }) => ['--server-pid', `${server.pid}`]),
    ],
    { seconds: 120 },
  );
  const { code, output, errors } = await generator.over;
  if (code !== 0) fail(`load generator: ${code} ${errors.slice(0, 300)}`);
  return JSON.parse(output);
}

function median(results, name) {
  const sorted = results.map((result) => result[name]).sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

const wrong = (results) => ['lost', 'duplicates', 'reordered'].map((what) => results.reduce((sum, result) => sum + result[what], 0)).join(' / ');

await runToEnd(main);
