// A redeployment under real clients while numbered events come through Redis: when each client left and came back, how
// many came back in any one second, and whether one that was back missed an event. Run after mvn package:
// node src/bench/redeploy.mjs [wildfly|liberty|payara-server|payara] [clients] [kinds, such as "pusher,socket.io 2,socket.io 4"] [drain, such as PT10S] [first of three ports]
// Payara Micro (payara) deploys only when it starts: there the server is stopped and started.
import { fork } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync, copyFileSync } from 'node:fs';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { canyon, redeployOnPayara } from './canyon.mjs';
import { redis as startRedis } from './peers.mjs';
import { pause, runToEnd, stop, until } from './processes.mjs';

const [name = 'wildfly', count = '2000', kinds = 'pusher,socket.io 2,socket.io 4', drain = 'PT10S', first = '21000'] = process.argv.slice(2);
const ports = { redis: +first, http: +first + 1, management: +first + 2 };
const WORK = resolve('target/bench');
const EVENTS_PER_SECOND = 2; // 4,000 deliveries: more, and the clients are what is measured
const PATIENCE_SECONDS = 90;
const SECOND = 1000;

/** How somebody takes the WAR off each server and puts it there again, as one step. */
const redeploy = {
  wildfly: () => writeFileSync(`${WORK}/wildfly/deployments/canyon.war.dodeploy`, ''),
  liberty: () => copyFileSync('target/canyon.war', `${WORK}/liberty/servers/canyon/apps/canyon.war`),
  'payara-server': () => redeployOnPayara(ports),
  payara: async (target, server) => {
    await stop(server, 60_000);
    return target.start(ports);
  },
};

/** Servers look for what has changed every few seconds, which is none of our business. */
function lookOften() {
  if (name === 'wildfly') {
    const file = `${WORK}/wildfly/configuration/canyon.xml`;
    writeFileSync(file, readFileSync(file, 'utf8').replace('scan-interval="5000"', 'scan-interval="200"'));
  } else if (name === 'liberty') {
    const folder = `${WORK}/liberty/servers/canyon/configDropins/overrides`;
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/redeploy.xml`, '<server><applicationMonitor pollingRate="200ms"/></server>');
  }
}

async function main() {
  mkdirSync(`${WORK}/logs`, { recursive: true });
  process.env.CANYON_DRAIN_DURATION = drain;
  const target = canyon(name, name, true);
  await target.prepare();
  lookOften();
  for (const left of ['deployed', 'failed', 'undeployed']) rmSync(`${WORK}/wildfly/deployments/canyon.war.${left}`, { force: true });
  const redis = await startRedis(ports.redis);
  const { server } = await target.start(ports);
  const stays = [];
  const came = [];
  const crowd = kinds.split(',').map((kind, index, all) => {
    const share = Math.floor(+count / all.length) + (index === 0 ? +count % all.length : 0);
    const child = fork('src/bench/redeploy-clients.mjs', [`${ports.http}`, `${share}`, kind], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    child.on('message', (message) => {
      if (message.ended) child.ended = true;
      else if (message.went) stays.push({ kind, ...message });
      else came.push({ kind, at: message.came });
    });
    return child;
  });
  await until(() => came.length >= +count, server, 120);
  const publisher = publish(ports.redis);
  await pause(5 * SECOND);

  const start = Date.now();
  console.log(`${came.length} clients are connected; ${name} redeploys now`);
  let there = null;
  let away = null;
  const watch = (async () => {
    while (there === null) {
      const up = await answers();
      if (!up) away ??= Date.now();
      if (up && away !== null) there = Date.now();
      await pause(20);
    }
  })();
  const next = (await redeploy[name](target, server)) ?? { server };
  await Promise.race([watch, pause(PATIENCE_SECONDS * SECOND)]);
  const end = Date.now() + PATIENCE_SECONDS * SECOND;
  const back = () => came.filter(({ at }) => at > start);
  while (Date.now() < end && back().length < +count) await pause(50);
  await pause(3 * SECOND);
  const numbers = publisher.end();
  await pause(SECOND);
  for (const child of crowd) child.send('end');
  while (crowd.some((child) => !child.ended)) await pause(50);

  report({ start, away, there, left: stays.filter(({ came: at, went, why }) => at < start && why !== 'end'), back: back(), stays, numbers });
  await stop(next.server);
  await stop(redis);
}

function report({ start, away, there, left, back, stays, numbers }) {
  const seconds = (at) => ((at - start) / SECOND).toFixed(1);
  console.log(`the WAR was away from ${seconds(away)} s until ${seconds(there)} s`);
  for (const kind of [...new Set(back.map((one) => one.kind)), null]) {
    const mine = (all) => all.filter((one) => kind === null || one.kind === kind);
    const [gone, returned] = [mine(left).map(({ went }) => went), mine(back).map(({ at }) => at)].map((all) => all.sort((a, b) => a - b));
    console.log(
      `${kind ?? 'all'}: ${gone.length} sent away from ${seconds(gone[0])} to ${seconds(gone.at(-1))} s, at most ${most(gone)} a second; ` +
        `${returned.length} came back from ${seconds(returned[0])} to ${seconds(returned.at(-1))} s, at most ${most(returned)} a second`,
    );
  }
  const per = (all) => all.reduce((each, at) => ((each[Math.floor((at - start) / SECOND)] = (each[Math.floor((at - start) / SECOND)] ?? 0) + 1), each), []);
  console.log(`left each second:      ${Array.from(per(left.map(({ went }) => went)), (n) => n ?? 0).join(' ')}`);
  console.log(`came back each second: ${Array.from(per(back.map(({ at }) => at)), (n) => n ?? 0).join(' ')}`);
  console.log(`ends: ${JSON.stringify(left.reduce((all, { kind, why }) => ({ ...all, [`${kind}: ${why}`]: (all[`${kind}: ${why}`] ?? 0) + 1 }), {}))}`);
  const returned = stays.filter(({ came }) => came > start);
  const twice = returned.length - back.length;
  const gaps = returned.reduce((sum, { missed }) => sum + missed, 0);
  // The first event heard must be the next one that was published after the client was back, the last one the last of all.
  const late = returned.filter(({ came, first }) => first === null || numbers.at[first - 1] > came).length;
  const early = returned.filter(({ why, last }) => why === 'end' && last !== numbers.at.length - 1).length;
  const missedBefore = stays.filter(({ came }) => came < start).reduce((sum, { missed }) => sum + missed, 0);
  console.log(`${numbers.at.length} events published; before: ${missedBefore} missed; after: ${gaps} missed in between, ${late} clients missed the first, ${early} the last; ${twice} left again`);
}

/** The most of them in any one second. */
function most(sorted) {
  let [best, from] = [0, 0];
  for (let to = 0; to < sorted.length; to++) {
    while (sorted[to] - sorted[from] >= SECOND) from++;
    best = Math.max(best, to - from + 1);
  }
  return best;
}

/** Numbered events, as Laravel publishes them. */
function publish(port) {
  const socket = connect(port, '127.0.0.1');
  socket.on('data', () => {}).on('error', (error) => console.error(`Redis: ${error.message}`));
  const at = [];
  const timer = setInterval(() => {
    const message = JSON.stringify({ event: 'App\\Events\\Numbered', data: { number: at.length }, socket: null });
    socket.write(['*3', '$7', 'PUBLISH', '$25', 'laravel_database_redeploy', `$${Buffer.byteLength(message)}`, message, ''].join('\r\n'));
    at.push(Date.now());
  }, SECOND / EVENTS_PER_SECOND);
  return {
    end() {
      clearInterval(timer);
      setTimeout(() => socket.destroy(), SECOND);
      return { at };
    },
  };
}

async function answers() {
  try {
    return (await fetch(`http://127.0.0.1:${ports.http}/`, { signal: AbortSignal.timeout(SECOND) })).status === 200;
  } catch {
    return false;
  }
}

await runToEnd(main);
