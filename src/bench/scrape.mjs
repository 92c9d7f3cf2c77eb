// What scrapes of /ops/metrics cost, without and with load, and whether a client misses an event for them. Run after
// mvn package: node src/bench/scrape.mjs [wildfly|payara] [clients] [scrapes] [first of three ports]
import { fork } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { canyon } from './canyon.mjs';
import { redis as startRedis } from './peers.mjs';
import { fail, pause, runToEnd, stop, until } from './processes.mjs';

const [name = 'wildfly', count = '1000', scrapes = '300', first = '21000'] = process.argv.slice(2);
const ports = { redis: +first, http: +first + 1, management: +first + 2 };
const WORK = resolve('target/bench');
const EVENTS_PER_SECOND = 20;
const TICK = 10; // milliseconds, of Linux's clock for processes
const SECOND = 1000;

async function main() {
  mkdirSync(`${WORK}/logs`, { recursive: true });
  const target = canyon(name, name, true);
  await target.prepare();
  for (const left of ['deployed', 'failed', 'undeployed']) rmSync(`${WORK}/wildfly/deployments/canyon.war.${left}`, { force: true });
  const redis = await startRedis(ports.redis);
  const { server } = await target.start(ports);
  const stays = [];
  let came = 0;
  const child = fork('src/bench/redeploy-clients.mjs', [`${ports.http}`, count, 'socket.io 4'], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  child.on('message', (message) => {
    if (message.ended) child.ended = true;
    else if (message.went) stays.push(message);
    else came++;
  });
  await until(() => came >= +count, server, 120);
  await measure('warm-up', server);
  await measure('idle', server);
  const publisher = publish(ports.redis);
  await pause(SECOND);
  const before = cpu(server);
  await pause(5 * SECOND);
  console.log(`without scrapes ${EVENTS_PER_SECOND} events a second to ${count} clients take ${((cpu(server) - before) / 5).toFixed(0)} ms of a processor a second`);
  await measure('under load', server);
  publisher.end();
  await pause(SECOND);
  child.send('end');
  while (!child.ended) await pause(50);
  const missed = stays.reduce((sum, stay) => sum + stay.missed, 0);
  console.log(`${stays.length} clients missed ${missed} events; ${stays.filter(({ why }) => why !== 'end').length} were disconnected`);
  await stop(server);
  await stop(redis);
}

/** One after the other, as fast as they go. */
async function measure(title, server) {
  const [begin, ticks] = [performance.now(), cpu(server)];
  let bytes = 0;
  let slowest = 0;
  for (let i = 0; i < +scrapes; i++) {
    const start = performance.now();
    const answer = await fetch(`http://127.0.0.1:${ports.http}/ops/metrics`);
    bytes = (await answer.text()).length;
    if (answer.status !== 200) fail(`a scrape was answered ${answer.status}`);
    slowest = Math.max(slowest, performance.now() - start);
  }
  const each = (total) => (total / +scrapes).toFixed(2);
  console.log(`${title}: ${bytes} bytes, ${each(performance.now() - begin)} ms each, the slowest ${slowest.toFixed(1)} ms, ${each(cpu(server) - ticks)} ms of a processor each, with all else`);
}

/** Milliseconds of a processor that the server has used. */
function cpu(server) {
  const [user, system] = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13);
  return (+user + +system) * TICK;
}

/** Numbered events, as Laravel publishes them. */
function publish(port) {
  const socket = connect(port, '127.0.0.1');
  socket.on('data', () => {}).on('error', (error) => console.error(`Redis: ${error.message}`));
  let number = 0;
  const timer = setInterval(() => {
    const message = JSON.stringify({ event: 'App\\Events\\Numbered', data: { number: number++, text: 'x'.repeat(150) }, socket: null });
    socket.write(['*3', '$7', 'PUBLISH', '$25', 'laravel_database_redeploy', `$${Buffer.byteLength(message)}`, message, ''].join('\r\n'));
  }, SECOND / EVENTS_PER_SECOND);
  return {
    end() {
      clearInterval(timer);
      setTimeout(() => socket.destroy(), SECOND);
    },
  };
}

await runToEnd(main);
