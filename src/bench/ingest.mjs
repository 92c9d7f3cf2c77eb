// What a message from Redis costs Canyon, by who hears it: CPU of the server for each message, medians of three rounds, as
// fast as redis-benchmark and Redis deliver, and what it costs Redis. With CANYON_REDIS_SUBSCRIPTION=exact and
// CANYON_REDIS_PREFIX=laravel_database_ Canyon subscribes only to the channel of its client. Run after mvn package: node src/bench/ingest.mjs [first of three ports] [messages] [seconds of warm-up]
import { mkdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { app, canyon } from './canyon.mjs';
import { redis as startRedis } from './peers.mjs';
import { fail, pause, run, stop, stopEverything } from './processes.mjs';

const [port = 21000, messages = 400_000, warmUp = 20] = process.argv.slice(2).map(Number);
const ports = { redis: port, http: port + 1, management: port + 2 };
const payload = JSON.stringify({ event: 'App\\Events\\Shipped', data: { id: 7, text: 'x'.repeat(200) }, socket: null });
const channels = {
  // Canyon knows this name before it looks anything up: what is left is Jedis.
  'Jedis alone': 'PresenceChannelUpdated',
  'foreign, 1,000 channels': 'laravel_database_others.__rand_int__',
  'own, one subscriber': 'laravel_database_own',
};
const TICKS_PER_SECOND = 100;
const ROUNDS = 3;
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

async function main() {
  mkdirSync('target/bench/logs', { recursive: true });
  process.env.CANYON_LIMITS_OUTBOX_BYTES = String(64 << 20); // the one client must not be too slow
  const target = canyon('wildfly', 'WildFly', true);
  await target.prepare();
  const redis = await startRedis(ports.redis);
  await cli('config', 'set', 'client-output-buffer-limit', 'pubsub 0 0 0'); // nor Canyon itself
  const server = await target.start(ports);
  const client = await listener('own');
  for (const end = Date.now() + warmUp * 1000; Date.now() < end; ) {
    for (const channel of Object.values(channels)) await publish(channel, messages / 10);
  }
  const figures = Object.entries(channels).map(([name, channel]) => ({ name, channel, each: [], redis: [], rate: [] }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const figure of figures) {
      const [ticks, redisTicks, start] = [cpu(server.pid), cpu(redis.pid), Date.now()];
      await publish(figure.channel, messages);
      figure.rate.push((messages * 1000) / (Date.now() - start));
      figure.each.push((((cpu(server.pid) - ticks) / TICKS_PER_SECOND) * 1e6) / messages);
      figure.redis.push((((cpu(redis.pid) - redisTicks) / TICKS_PER_SECOND) * 1e6) / messages);
    }
  }
  console.log('| message | CPU µs each | of Redis | messages/s |\n|---|---|---|---|');
  for (const { name, each, redis: ofRedis, rate } of figures) console.log(`| ${name} | ${median(each).toFixed(2)} | ${median(ofRedis).toFixed(2)} | ${Math.round(median(rate))} |`);
  if (client.destroyed) fail('the client was closed: its figure is not one of a message that is heard');
  client.destroy();
  await stop(server.server);
  await stop(redis);
}

const cpu = (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13).reduce((sum, ticks) => sum + Number(ticks), 0);

async function cli(...args) {
  const { code, output, errors } = await run(['redis-cli', '-p', `${port}`, ...args]).over;
  return code === 0 ? output : fail(`redis-cli: ${code} ${errors}`);
}

/** Publishes and waits until Canyon has taken it all. */
async function publish(channel, count) {
  const { code, errors } = await run([
    'redis-benchmark', '-h', '127.0.0.1', '-p', `${port}`, '-q', '-c', '4', '-P', '64', '-n', `${count}`, '-r', '1000', 'publish', channel, payload,
  ]).over;
  if (code !== 0) fail(`redis-benchmark: ${code} ${errors}`);
  while (/ psub=[1-9].* (oll|omem)=[1-9]/.test(await cli('client', 'list', 'type', 'pubsub'))) await pause(20);
  await pause(200);
}

/** A Pusher client that subscribes and reads whatever comes. */
function listener(channel) {
  return new Promise((resolve, reject) => {
    const socket = connect(ports.http, '127.0.0.1', () => {
      socket.write(`GET /app/${app.key}?protocol=7 HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`);
    });
    let heard = '';
    socket.on('error', reject).on('data', (data) => {
      if (heard === null) return;
      heard += data;
      if (heard.includes('subscription_succeeded')) {
        heard = null;
        resolve(socket);
      } else if (heard.includes('connection_established') && !heard.includes('asked')) {
        heard += 'asked';
        const text = Buffer.from(JSON.stringify({ event: 'pusher:subscribe', data: { channel } }));
        socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), text]));
      }
    });
  });
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopEverything().then(() => process.exit(130)));
main().catch(async (error) => {
  console.error(`ingest: ${error.message}`);
  await stopEverything();
  process.exit(1);
});
