// Every process that the benchmark starts, so that all of them end with it: by process id, also on Ctrl-C.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';

const running = new Map();
let stopping = false;

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Something that the user can mend: said in one line. */
export class Failure extends Error {}
export function fail(message) {
  throw new Failure(message);
}

/** Starts a server in the background, with as many file descriptors as it may have; what it says goes to a file. */
export function start(name, command, { log, env = {}, cwd = process.cwd() }) {
  if (stopping) fail('stopped');
  const out = openSync(log, 'w');
  const child = spawn('sh', ['-c', 'ulimit -n "$(ulimit -Hn)"; exec "$@"', '-', ...command], {
    detached: true, // a Ctrl-C is for us, and we end it
    stdio: ['ignore', out, out],
    env: { ...process.env, ...env },
    cwd,
  });
  closeSync(out);
  const server = { name, pid: child.pid, log, over: new Promise((resolve) => child.on('exit', resolve)), ended: false };
  child.on('error', () => (server.ended = true));
  child.on('exit', () => {
    server.ended = true;
    running.delete(child.pid);
  });
  running.set(child.pid, server);
  return server;
}

export async function stop(server, patience = 15_000) {
  if (!server || server.ended) return;
  signal(server.pid, 'SIGTERM');
  const hurry = setTimeout(() => signal(server.pid, 'SIGKILL'), patience);
  await server.over;
  clearTimeout(hurry);
}

/** As if its machine had lost its power. */
export async function kill(server) {
  if (server.ended) return;
  signal(server.pid, 'SIGKILL');
  await server.over;
}

/** Runs a command to its end, at most for the given seconds. The answer has what it printed. */
export function run(command, { seconds = 600, env = {}, cwd = process.cwd(), onError } = {}) {
  if (stopping) fail('stopped');
  const child = spawn(command[0], command.slice(1), { stdio: ['pipe', 'pipe', 'pipe'], detached: true, cwd, env: { ...process.env, ...env } });
  let [output, errors] = ['', ''];
  child.stdin.on('error', () => {});
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => {
    errors += data;
    onError?.(String(data));
  });
  const over = new Promise((resolve) => {
    const timer = setTimeout(() => signal(child.pid, 'SIGKILL'), seconds * 1000);
    if (child.pid) running.set(child.pid, { pid: child.pid, over: new Promise((gone) => child.on('exit', gone)) });
    const end = (code) => {
      clearTimeout(timer);
      running.delete(child.pid);
      resolve({ code, output, errors });
    };
    child.on('error', (error) => end(error.code));
    child.on('close', (code) => end(code ?? 'killed'));
  });
  return { over, input: child.stdin };
}

/** Waits until the condition holds; a server that ends or takes too long is a failure that names its log. */
export async function until(condition, server, seconds = 240) {
  const end = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (server.ended) fail(`${server.name} has ended: see ${server.log}\n${tail(server.log)}`);
    if (Date.now() > end) fail(`${server.name} is not ready after ${seconds} s: see ${server.log}\n${tail(server.log)}`);
    await pause(50);
  }
}

export function listens(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (yes) => () => {
      socket.destroy();
      resolve(yes);
    };
    socket.on('connect', answer(true)).on('error', answer(false));
  });
}

/** Ends everything that was started and lets nothing else begin. */
export async function stopEverything() {
  stopping = true;
  const all = [...running.values()];
  for (const { pid } of all) signal(pid, 'SIGTERM');
  await Promise.race([Promise.all(all.map(({ over }) => over)), pause(8_000)]);
  for (const { pid } of running.values()) signal(pid, 'SIGKILL');
}

/** Runs a program of its own, for the WAR that is there, from its first process to the end of the last. */
export async function runToEnd(main) {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopEverything().then(() => process.exit(130)));
  try {
    if (!existsSync('target/canyon.war')) fail('target/canyon.war is missing: run mvn package');
    await main();
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  }
  await stopEverything();
  process.exit();
}

function signal(pid, name) {
  try {
    process.kill(-pid, name); // its own session: its children, too
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

const tail = (file) => readFileSync(file, 'utf8').split('\n').filter(Boolean).slice(-5).join('\n');
