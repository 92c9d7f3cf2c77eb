// The others, from npm and Maven, and the least that a program in C can do. All of them psubscribe to '*'.
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { maven } from './canyon.mjs';
import { java } from './machine.mjs';
import { fail, listens, pause, run, start, until } from './processes.mjs';

const WORK = resolve('target/bench');
const SOURCES = resolve('src/bench');

async function npm(name) {
  const folder = `${WORK}/peers/${name}`;
  cpSync(`${SOURCES}/peers/${name}`, folder, { recursive: true });
  if (existsSync(`${folder}/node_modules`)) return;
  const { code, errors } = await run(['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder }).over;
  if (code !== 0) fail(`npm install of ${name} failed: ${errors.split('\n')[0]}`);
}

async function netty() {
  const folder = `${WORK}/peers/nsio`;
  cpSync(`${SOURCES}/peers/nsio`, folder, { recursive: true });
  if (!existsSync(`${folder}/lib`)) await maven('-f', `${folder}/pom.xml`, 'dependency:copy-dependencies', '-DoutputDirectory=lib');
  const { code, errors } = await run([java('javac'), '-nowarn', '-cp', 'lib/*', 'Start.java'], { cwd: folder }).over;
  if (code !== 0) fail(`javac of netty-socketio's start failed: ${errors}`);
}

export async function compile(name, ...args) {
  mkdirSync(`${WORK}/c`, { recursive: true });
  const command = ['gcc', '-O2', '-Wno-deprecated-declarations', '-o', `${WORK}/c/${name}`, `${SOURCES}/c/${name}.c`, '-lcrypto', ...args];
  const { code, errors } = await run(command).over;
  if (code !== 0) fail(`gcc of ${name}.c failed: ${errors}`);
}

function peer(name, title, protocol, prepare, command, cwd, more = {}) {
  return {
    name, title, protocol, prepare, ...more,
    async start(ports) {
      const server = start(name, command(ports).map(String), { log: `${WORK}/logs/${name}.log`, cwd });
      await until(() => listens(ports.http), server, 30);
      await pause(1000); // until it has subscribed to Redis
      return { server, pid: server.pid, port: ports.http };
    },
  };
}

const folder = (name) => `${WORK}/peers/${name}`;
const node = ({ http, redis }) => ['node', 'start.js', http, redis];
const jvm = ({ http, redis }) => [java(), '-Xmx2g', '-cp', 'lib/*:.', 'Start', http, redis];
const floor = (...args) => ({ http, redis }) => [`${WORK}/c/floor`, http, redis, ...args];

export const peers = [
  peer('les', 'laravel-echo-server 1.6.3', 'sio3', () => npm('les'), node, folder('les'), { program: true, apiKey: 'app-key' }),
  peer('sio4', 'socket.io 4.8.4', 'sio4', () => npm('sio4'), node, folder('sio4'), { program: true }),
  peer('nsio', 'netty-socketio 2.0.14', 'sio4', netty, jvm, folder('nsio'), { program: true, jvm: true }),
  peer('floor', 'C, one send() for each message', 'raw', () => compile('floor'), floor(), WORK),
  peer('floor-joined', 'C, waiting frames joined', 'raw', () => compile('floor'), floor('coalesce'), WORK),
];

/** The Redis in which everything is published. */
export async function redis(port) {
  const server = start('redis', ['redis-server', '--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    log: `${WORK}/logs/redis.log`, cwd: WORK,
  });
  await until(() => listens(port), server, 10);
  return server;
}
