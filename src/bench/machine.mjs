// The machine: what it is, whether it is quiet, and that only one benchmark runs on it.
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fail, listens, pause, run } from './processes.mjs';

const LOCK = join(tmpdir(), 'canyon-bench.lock');

/** One benchmark at a time; a lock whose owner is gone is taken over. */
export function lock() {
  for (let attempt = 0; ; attempt++) {
    try {
      const file = openSync(LOCK, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(LOCK, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const owner = readFileSync(LOCK, 'utf8');
      if (attempt || !owner || existsSync(`/proc/${owner}`)) fail(`another benchmark is running, process ${owner}; if not, remove ${LOCK}`);
      rmSync(LOCK, { force: true });
    }
  }
}

/** Waits until less than a quarter of a core is used for a second. Whether it is. */
export async function quiet(seconds) {
  for (const end = Date.now() + seconds * 1000; ; ) {
    const before = busyTicks();
    await pause(1000);
    if (busyTicks() - before < 25) return true;
    if (Date.now() >= end) return false;
  }
}

/** Connections that a server on this port still has. */
export function connectionsOf(port) {
  const here = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const [ESTABLISHED, CLOSE_WAIT] = ['01', '08'];
  return ['/proc/net/tcp', '/proc/net/tcp6']
    .flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1))
    .map((line) => line.trim().split(/ +/))
    .filter(([, local, , state]) => local?.endsWith(here) && (state === ESTABLISHED || state === CLOSE_WAIT)).length;
}

function busyTicks() {
  const [user, nice, system, , , hard, soft] = readFileSync('/proc/stat', 'utf8').split('\n')[0].split(/ +/).slice(1).map(Number);
  return user + nice + system + hard + soft;
}

/** What the command needs from the machine, each with a line of what to do about it. */
export async function requirements({ port, scenarios, targets }) {
  for (let each = port; each < port + 10; each++) {
    if (await listens(each)) fail(`port ${each} is in use: end what listens there, or choose ten others with -Dbench.port=`);
  }
  const files = Number((await run(['sh', '-c', 'ulimit -Hn']).over).output) || Infinity;
  const needed = (scenarios.includes('S4') ? 10_000 : 5_000) + 1_000; // connections, and what Canyon says a server has open besides
  if (files < needed) fail(`a process may open ${files} files, ${needed} are needed: raise "ulimit -Hn" (limits.conf, or LimitNOFILE)`);
  const tools = [['gcc', 'gcc --version', 'gcc'], ['redis-server', 'redis-server --version', 'redis-server'], ['npm', 'npm --version', 'npm']];
  for (const [name, command, of] of tools) {
    if ((await run(command.split(' ')).over).code !== 0) fail(`${name} is missing (Debian: apt-get install ${of})`);
  }
  if (!existsSync('/usr/include/openssl/hmac.h')) fail('OpenSSL\'s headers are missing (Debian: apt-get install libssl-dev)');
  if (!existsSync('target/canyon.war')) fail('target/canyon.war is missing: run mvn -Pbench verify');
  const version = (await run([java(), '-version']).over).errors;
  const major = Number(version.match(/version "(\d+)/)?.[1]);
  if (!(major >= 17)) fail(`${java()} is Java ${major || 'unknown'}; 17 or later is needed: set JAVA_HOME`);
  if (targets.length === 0) fail('bench.targets is empty');
}

export const java = (tool = 'java') => (process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', tool) : tool);

/** The line of the report that says where the figures are from. */
export async function facts() {
  const jdk = (await run([java(), '-version']).over).errors.split('\n').find((line) => line.includes('Runtime Environment')) ?? '';
  const commit = (await run(['git', 'rev-parse', '--short', 'HEAD']).over).output.trim();
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' ') + ' UTC',
    machine: `${cpus().length} cores ${cpus()[0].model.replace(/\(R\)|\(TM\)|CPU|Processor| +@.*/g, '').replace(/ +/g, ' ').trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}`,
    jdk: jdk.replace(/ *Runtime Environment.*\(build (.*)\)/, ' $1').trim(),
    node: process.version,
    commit,
  };
}
