// Three nodes under churn: real clients of several protocols join and leave presence channels, numbered events are
// published over HTTP and through Redis all the time, and every minute a node is killed and started again while its
// clients connect elsewhere. At the end everybody's list of members is compared with the truth, and it is counted which
// events did not arrive, or twice, or in another order, although the client was connected and subscribed on a living
// node. Run after mvn package: node src/bench/churn.mjs [clients] [minutes] [wildfly|payara] [joins and leaves a second, each] [kinds, such as "pusher,socket.io 2,socket.io 4,socket.io 4 polling"] [first of 12 ports]
import { fork } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { app, canyon } from './canyon.mjs';
import { facts } from './machine.mjs';
import { table } from './markdown.mjs';
import { redis as startRedis } from './peers.mjs';
import { fail, kill, pause, runToEnd, stop, until } from './processes.mjs';

const [count = '3000', minutes = '5', name = 'wildfly', churn = '100', kinds = 'pusher,socket.io 2,socket.io 4', firstPort = '21000'] = process.argv.slice(2);
const WORK = resolve('target/bench');
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const LEASE = 30 * SECOND; // canyon.presence.lease
const ROOM_SIZE = 50;
const FEED_SIZE = 100;
const EVENTS_PER_SECOND = 20; // over HTTP, and as many through Redis
const HEADSTART = SECOND; // what was published so long before a node is killed must have arrived
const CPU_TICK = 10; // milliseconds, of Linux's clock for processes
const [redisPort, authPort] = [+firstPort, +firstPort + 1];
const rooms = Math.max(1, Math.round(+count / ROOM_SIZE));
const feeds = Math.max(1, Math.round(+count / FEED_SIZE));

class Node {
  constructor(number) {
    this.name = `node-${number}`;
    this.ports = { redis: redisPort, http: +firstPort + 2 * number, management: +firstPort + 2 * number + 1 };
    this.lives = 0;
    this.alive = false;
    this.killedAt = [];
  }

  async start() {
    this.lives++;
    const settings = { 'canyon.node.id': this.name, 'canyon.auth.host': `http://127.0.0.1:${authPort}` };
    const target = canyon(name, name, true, { name: this.name, log: `${this.name}-${this.lives}`, settings });
    const begin = Date.now();
    const { server } = await target.start(this.ports);
    this.server = server;
    await until(() => this.ready(), server, 60);
    this.alive = true;
    return Date.now() - begin;
  }

  async kill() {
    this.alive = false;
    this.killedAt.push(Date.now());
    await kill(this.server);
  }

  async ready() {
    return (await this.get('/ops/ready'))?.status === 200;
  }

  async get(path, seconds = 5) {
    try {
      const answer = await fetch(`http://127.0.0.1:${this.ports.http}${path}`, { headers: { Authorization: `Bearer ${app.apiKey}` }, signal: AbortSignal.timeout(seconds * SECOND) });
      return { status: answer.status, text: await answer.text() };
    } catch {
      return null;
    }
  }
}

/** Milliseconds of a processor that a process has used. */
const cpu = (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13).reduce((sum, ticks) => sum + Number(ticks), 0) * CPU_TICK;
const nodes = [1, 2, 3].map((number) => new Node(number));
const alive = () => nodes.filter((node) => node.alive);

/** The Laravel application: whoever has a token is its user. */
function authorize() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const user = request.headers.authorization?.replace('Bearer ', '');
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ channel_data: { user_id: user, user_info: { name: `User ${user}` } } }));
    });
  });
  server.keepAliveTimeout = 60 * SECOND;
  return new Promise((done) => server.listen(authPort, '127.0.0.1', () => done(server)));
}

/** Numbered events in sequences of their own for each channel and way; what is not known to have been taken is not expected. */
class Publisher {
  constructor(port) {
    this.sequences = {};
    this.turns = new Map(nodes.map((node) => [node, Promise.resolve()]));
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', () => {}).on('error', (error) => console.error(`Redis: ${error.message}`));
  }

  begin() {
    this.timer = setInterval(() => {
      const feed = () => `feed-${Math.floor(Math.random() * feeds)}`;
      this.throughRedis(feed());
      const living = alive();
      if (living.length) {
        const node = living[Math.floor(Math.random() * living.length)];
        // One after the other on a node: else nobody says which is first.
        this.turns.set(node, this.turns.get(node).then(() => this.overHttp(feed(), node)));
      }
    }, SECOND / EVENTS_PER_SECOND);
  }

  next(key, node) {
    const sequence = (this.sequences[key] ??= []);
    const event = { key, number: sequence.length, begin: Date.now(), end: null, node };
    sequence.push(event);
    return event;
  }

  throughRedis(feed) {
    const event = this.next(`${feed} redis`, null);
    const message = JSON.stringify({ event: 'App\\Events\\Numbered', data: { key: event.key, number: event.number, at: event.begin }, socket: null });
    const channel = `laravel_database_${feed}`;
    this.socket.write(['*3', '$7', 'PUBLISH', `$${channel.length}`, channel, `$${Buffer.byteLength(message)}`, message, ''].join('\r\n'));
    event.end = Date.now();
  }

  async overHttp(feed, node) {
    if (!node.alive) return;
    const event = this.next(`${feed} ${node.name}`, node);
    try {
      const answer = await fetch(`http://127.0.0.1:${node.ports.http}/apps/${app.id}/events`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${app.apiKey}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ channel: feed, name: 'App\\Events\\Numbered', data: { key: event.key, number: event.number, at: event.begin } }),
        signal: AbortSignal.timeout(10 * SECOND),
      });
      await answer.text();
      if (answer.status === 200) event.end = Date.now();
    } catch {
      // Its node was killed: nobody knows whether it was taken.
    }
  }

  async end() {
    clearInterval(this.timer);
    await Promise.all(this.turns.values());
    setTimeout(() => this.socket.destroy(), SECOND);
  }
}

/** The clients of one kind. */
class Crowd {
  constructor(kind, first, share) {
    this.kind = kind;
    this.clients = [];
    this.child = fork('src/bench/churn-clients.mjs', [`${first}`, `${share}`, kind, `${rooms}`, `${feeds}`], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.child.on('message', (message) => {
      if (message.stays) this.clients.push(message);
      else Object.assign(this, message);
    });
    this.child.on('exit', () => (this.gone = true));
  }

  tell(message) {
    if (!this.gone) this.child.send(message);
  }

  async ask(question) {
    this[question] = null;
    this.tell({ [question]: true });
    while (!this[question]) {
      if (this.gone) fail(`the clients of ${this.kind} have ended`);
      await pause(20);
    }
    return this[question];
  }
}

async function main() {
  mkdirSync(`${WORK}/logs`, { recursive: true });
  await canyon(name, name, true).prepare();
  const redis = await startRedis(redisPort);
  const laravel = await authorize();
  console.log(`${await about()}; ${count} clients (${kinds}) in ${rooms} presence channels, ${churn} joins and ${churn} leaves a second, ${minutes} minutes`);
  const starts = await Promise.all(nodes.map((node) => node.start()));
  console.log(`three nodes are ready after ${(Math.max(...starts) / SECOND).toFixed(1)} s`);

  const crowds = kinds.split(',').map((kind, index, all) => {
    const share = Math.floor(+count / all.length);
    return new Crowd(kind, index * share, index === all.length - 1 ? +count - index * share : share);
  });
  const tellAll = (message) => crowds.forEach((crowd) => crowd.tell(message));
  const tellNodes = () => tellAll({ nodes: alive().map((node) => node.ports.http) });
  const settled = async (seconds) => {
    const begin = Date.now();
    let now;
    do {
      await pause(500);
      now = (await Promise.all(crowds.map((crowd) => crowd.ask('state')))).reduce((sum, state) => sum + state.settled, 0);
    } while (now < +count && Date.now() - begin < seconds * SECOND);
    return { now, seconds: (Date.now() - begin) / SECOND };
  };
  tellNodes();
  const connected = await settled(180);
  if (connected.now < +count) fail(`only ${connected.now} of ${count} clients are connected after ${connected.seconds} s`);
  console.log(`${count} clients are in their channels after ${connected.seconds.toFixed(0)} s`);

  const publisher = new Publisher(redisPort);
  publisher.begin();
  tellAll({ churn: +churn / crowds.length });
  const begin = Date.now();
  const redisBefore = cpu(redis.pid);
  const kills = [];
  for (let minute = 1; minute < +minutes; minute++) {
    await pause(begin + minute * MINUTE - Date.now());
    const node = nodes[(minute - 1) % nodes.length];
    await until(() => nodes.every((one) => one.alive), node.server);
    const at = Date.now();
    await node.kill();
    tellNodes();
    const took = await node.start();
    tellNodes();
    kills.push({ node, at });
    console.log(`minute ${minute}: ${node.name} was killed, and was ready again after ${(took / SECOND).toFixed(1)} s`);
  }
  await pause(begin + +minutes * MINUTE - Date.now());
  tellAll({ churn: 0 });
  const seconds = (Date.now() - begin) / SECOND;
  const redisCpu = (cpu(redis.pid) - redisBefore) / SECOND / seconds;
  const rest = Math.max(...kills.map(({ at }) => at), 0) + LEASE + LEASE / 3 + 5 * SECOND - Date.now();
  const last = await settled(60);
  if (rest > 0) await pause(rest);
  await pause(2 * SECOND);
  await publisher.end();
  await pause(3 * SECOND);

  const wrong = await compare(crowds);
  if (wrong.lists > 0) {
    await pause(LEASE / 2);
    console.log(`half a lease later ${(await compare(crowds)).lists} lists are wrong`);
  }
  const meters = await Promise.all(nodes.map((node) => node.get('/ops/metrics')));
  tellAll({ end: true });
  while (!crowds.every((crowd) => crowd.ended || crowd.gone)) await pause(50);
  report({ crowds, publisher, wrong, seconds, last, redisCpu });
  tellMeters(meters);
  for (const node of nodes) await stop(node.server);
  await stop(redis);
  laravel.closeAllConnections();
  laravel.close();
}

async function about() {
  const { date, machine, jdk, commit } = await facts();
  return `${date}, ${machine}; ${jdk}; ${name}; commit ${commit}`;
}

/** Everybody's list against who is there, and what each node answers over HTTP. */
async function compare(crowds) {
  const all = (await Promise.all(crowds.map((crowd) => crowd.ask('lists').then((lists) => lists.map((list) => ({ ...list, kind: crowd.kind })))))).flat();
  const truth = new Map();
  for (const { room, user, members } of all) {
    if (members === null) continue;
    if (!truth.has(room)) truth.set(room, new Set());
    truth.get(room).add(user);
  }
  const text = (room) => [...(truth.get(room) ?? [])].sort().join(' ');
  const wrong = all.filter(({ room, members }) => members !== null && members !== text(room));
  for (const { room, user, kind, port, members } of wrong.slice(0, 5)) {
    const [has, should] = [new Set(members.split(' ')), truth.get(room)];
    const missing = [...should].filter((one) => !has.has(one));
    const ghosts = [...has].filter((one) => !should.has(one));
    console.log(`${kind} ${user} in ${room} on port ${port}: misses ${missing.join(' ') || 'nobody'}, has ${ghosts.join(' ') || 'nobody'} too many`);
  }
  let answers = 0;
  for (const room of truth.keys()) {
    for (const node of alive()) {
      const answer = await node.get(`/apps/${app.id}/channels/${room}/users`);
      const users = answer?.status === 200 ? JSON.parse(answer.text).users.map(({ id }) => `${id}`).sort().join(' ') : `${answer?.status}`;
      if (users !== text(room)) {
        answers++;
        if (answers <= 3) console.log(`${node.name} answers for ${room}: ${users.slice(0, 200)}; it should be ${text(room).slice(0, 200)}`);
      }
    }
  }
  return { lists: wrong.length, compared: all.filter(({ members }) => members !== null).length, outside: all.filter(({ members }) => members === null).length, answers, rooms: truth.size };
}

function report({ crowds, publisher, wrong, seconds, last, redisCpu }) {
  const rows = crowds.map((crowd) => [crowd.kind, judge(crowd, publisher)]);
  const sum = rows.reduce((total, [, row]) => Object.fromEntries(Object.keys(row).map((key) => [key, (total[key] ?? 0) + row[key]])), {});
  const line = (title, { stays, heard, expected, lost, lostWith, twice, reordered }) => [title, stays, heard, expected, lost, lostWith, twice, reordered].map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell));
  console.log(`\n${table(['clients', 'stays on a node', 'heard', 'must be heard', 'lost', 'lost with the node that had taken them', 'twice', 'reordered'], [...rows.map(([title, row]) => line(title, row)), line('all', sum)])}\n`);
  const seen = crowds.reduce((total, crowd) => Object.fromEntries(Object.entries(crowd.seen ?? {}).map(([key, value]) => [key, (total[key] ?? 0) + value])), {});
  const ends = crowds.reduce((total, { ends: each = {} }) => Object.entries(each).reduce((all, [why, times]) => ({ ...all, [why]: (all[why] ?? 0) + times }), total), {});
  const events = Object.values(publisher.sequences).flat();
  console.log(`events: ${events.length.toLocaleString('en')}, of which ${events.filter(({ node }) => node).length.toLocaleString('en')} over HTTP (${events.filter(({ end }) => end === null).length} without an answer)`);
  console.log(`delays: ${delays(crowds)}`);
  console.log(`joins ${seen.joins.toLocaleString('en')}, leaves ${seen.leaves.toLocaleString('en')} (${(seen.leaves / seconds).toFixed(0)} a second); joins refused ${seen.refused}, without a list in time ${seen.late}; told of somebody who was there ${seen.twice}, of the leaving of somebody who was not ${seen.unknown}`);
  console.log(`ends of connections: ${JSON.stringify(ends)}`);
  console.log(`after the churn ${last.now} of ${count} were where they wanted to be within ${last.seconds.toFixed(0)} s; Redis used ${(redisCpu * 100).toFixed(0)} % of a processor`);
  console.log(`lists: ${wrong.compared} compared in ${wrong.rooms} channels, ${wrong.lists} wrong; ${wrong.outside} clients outside; answers over HTTP: ${wrong.rooms * nodes.length} compared, ${wrong.answers} wrong`);
  if (wrong.lists + wrong.answers + sum.lost + sum.twice + sum.reordered + wrong.outside > 0) process.exitCode = 1;
}

/** What clients had to hear and what they heard. */
function judge(crowd, publisher) {
  const result = { stays: 0, heard: 0, expected: 0, lost: 0, lostWith: 0, twice: 0, reordered: 0 };
  for (const { stays, feed, index } of crowd.clients) {
    const known = new Map();
    for (const stay of stays) {
      result.stays++;
      for (const [key, runs] of Object.entries(stay.heard)) {
        const before = known.get(key) ?? new Set();
        known.set(key, before);
        let most = -1;
        for (const [from, to] of runs) {
          if (from < most) result.reordered++;
          for (let number = from; number <= to; number++) {
            result.heard++;
            if (before.has(number)) result.twice++;
            before.add(number);
          }
          most = Math.max(most, to);
        }
      }
      // A client may notice late that its node is dead.
      const killed = nodes.find(({ ports }) => ports.http === stay.port).killedAt.find((at) => at > stay.came && at <= stay.went);
      const end = stay.why === 'end' ? Infinity : Math.min(stay.went, killed ?? Infinity) - HEADSTART;
      for (const way of ['redis', ...nodes.map((node) => node.name)]) {
        const key = `${feed} ${way}`;
        for (const event of publisher.sequences[key] ?? []) {
          if (event.end === null || event.begin <= stay.came || event.end >= end) continue;
          result.expected++;
          if (known.get(key)?.has(event.number)) continue;
          const { node } = event;
          const isWithNode = node !== null && node.killedAt.some((at) => at >= event.begin && at - event.end < HEADSTART);
          if (isWithNode) result.lostWith++;
          else {
            result.lost++;
            if (result.lost <= 5) console.log(`lost: ${key} ${event.number} of ${new Date(event.begin).toISOString()} by ${crowd.kind} ${index} on port ${stay.port} since ${new Date(stay.came).toISOString()} until ${stay.why === 'end' ? 'the end' : new Date(stay.went).toISOString()}`);
          }
        }
      }
    }
  }
  return result;
}

function delays(crowds) {
  const all = new Map();
  for (const [delay, times] of crowds.flatMap(({ latencies = [] }) => latencies)) all.set(delay, (all.get(delay) ?? 0) + times);
  const sorted = [...all].sort(([one], [other]) => one - other);
  const total = sorted.reduce((sum, [, times]) => sum + times, 0);
  const at = (share) => {
    let left = total * share;
    return sorted.find(([, times]) => (left -= times) <= 0)?.[0] ?? 0;
  };
  return `${at(0.5)} ms in the median, ${at(0.99)} ms p99, ${at(1)} ms at most`;
}

/** What the nodes themselves have counted, in their last lives. */
function tellMeters(meters) {
  const names = ['nodes', 'echo_ms', 'sent_total', 'received_total', 'gaps_total', 'repeated_total', 'garbage_total', 'foreign_total', 'unsent_total', 'resyncs_total', 'swept_total', 'refused_total'];
  const value = (answer, metric) => answer?.text.match(new RegExp(`^canyon_cluster_${metric}(?:\\{[^}]*\\})? (\\S+)`, 'm'))?.[1] ?? '–';
  console.log(`\n${table(['canyon_cluster_…', ...nodes.map((node) => node.name)], names.map((metric) => [metric, ...meters.map((answer) => value(answer, metric))]))}`);
}

await runToEnd(main);
