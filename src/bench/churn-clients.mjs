// Clients for churn.mjs, real libraries: node churn-clients.mjs <first index> <count> <kind> <rooms> <feeds>
// Each listens to a feed, is in a presence channel or comes and goes, and connects elsewhere when its node is gone.
// Tells its parent which numbered events each heard and when it was there, and whom each believes to be in its channel.
import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { app } from './app.mjs';

const require = createRequire(`${resolve('src/main/web')}/`);
const [first, count, kind, rooms, feeds] = process.argv.slice(2).map((text, at) => (at === 2 ? text : Number(text)));
const [library, transport = 'websocket'] = kind.split(/ (?=polling)/);
const EVENT = 'App\\Events\\Numbered';
const EVERY_TENTH = 10; // shares its user with its neighbour, as two tabs of a browser
// No such namespace: its refusal shows that the server has handled all that was sent before.
const NOWHERE = '/nowhere';
const CONNECTING = 10_000; // milliseconds, after which another node is tried
const JOINING = 20_000;
const MOST_COMING = 30; // at the beginning

let nodes = [];
const seen = { joins: 0, leaves: 0, twice: 0, unknown: 0, refused: 0, given: 0, late: 0 };
const latencies = new Map();
const ends = {};
const between = (least, most) => least + Math.random() * (most - least);

class Client {
  constructor(index) {
    const user = index % EVERY_TENTH === EVERY_TENTH - 1 ? index - 1 : index;
    this.user = `u${user}`;
    this.room = `presence-room-${(user + Math.floor(user / EVERY_TENTH)) % rooms}`;
    this.feed = `feed-${index % feeds}`;
    this.index = index;
    this.wants = true;
    this.members = null;
    this.stays = [];
    this.line = null;
  }

  connect() {
    const elsewhere = nodes.filter((port) => port !== this.port);
    const choice = this.line === null && this.stays.length === 0 ? nodes : elsewhere.length ? elsewhere : nodes;
    if (choice.length === 0) return this.again();
    this.port = choice[this.stays.length === 0 ? this.index % choice.length : Math.floor(Math.random() * choice.length)];
    const line = open[library](this, this.port);
    this.line = line;
    this.patience = setTimeout(() => !this.stay?.came && this.lost(line, 'no connection in time'), CONNECTING);
    return undefined;
  }

  again() {
    setTimeout(() => this.connect(), between(200, 3000));
  }

  /** It hears its feed from now on, for sure. */
  came(line) {
    if (line !== this.line || this.stay?.came) return;
    this.stay = this.begun();
    this.stay.came = Date.now();
    clearTimeout(this.patience);
    if (this.wants) this.join();
  }

  begun() {
    this.stay ??= { port: this.port, came: null, went: null, why: null, heard: {} };
    return this.stay;
  }

  lost(line, why) {
    if (line !== this.line) return;
    clearTimeout(this.patience);
    clearTimeout(this.joining);
    this.line = null;
    this.members = null;
    if (this.stay) this.stays.push({ ...this.stay, went: Date.now(), why });
    this.stay = null;
    ends[why] = (ends[why] ?? 0) + 1;
    line.end();
    this.again();
  }

  heard(line, { key, number, at }) {
    if (line !== this.line) return;
    const { heard } = this.begun();
    const runs = (heard[key] ??= []);
    const last = runs.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
    const delay = Math.ceil((Date.now() - at) / 5) * 5;
    latencies.set(delay, (latencies.get(delay) ?? 0) + 1);
  }

  join() {
    this.wants = true;
    if (!this.stay?.came) return;
    this.asked = Date.now();
    this.line.join();
    const { line } = this;
    this.joining = setTimeout(() => {
      if (line === this.line && this.wants && this.members === null) {
        seen.late++;
        this.lost(line, 'no list in time');
      }
    }, JOINING);
  }

  leave() {
    this.wants = false;
    this.members = null;
    this.line.leave();
    seen.leaves++;
  }

  list(line, users) {
    if (line !== this.line || !this.wants || this.members !== null) return;
    clearTimeout(this.joining);
    this.members = new Set(users);
    seen.joins++;
  }

  joined(line, user) {
    if (line !== this.line || this.members === null) return;
    if (this.members.has(user)) seen.twice++;
    this.members.add(user);
  }

  left(line, user) {
    if (line !== this.line || this.members === null) return;
    if (!this.members.delete(user)) seen.unknown++;
  }

  refused(line, why) {
    if (line !== this.line) return;
    seen.refused++;
    clearTimeout(this.joining);
    this.lost(line, `refused: ${why}`);
  }
}

const open = {
  pusher(client, port) {
    const Pusher = require('pusher-js');
    const pusher = new Pusher(app.key, {
      wsHost: '127.0.0.1', wsPort: port, forceTLS: false, cluster: '', enabledTransports: ['ws'], disableStats: true,
      channelAuthorization: { customHandler: ({ socketId, channelName }, done) => done(null, signed(socketId, channelName, client.user)) },
    });
    const line = {
      join() {
        const channel = pusher.subscribe(client.room);
        channel.bind('pusher:subscription_succeeded', (members) => client.list(line, Object.keys(members.members)));
        channel.bind('pusher:member_added', ({ id }) => client.joined(line, id));
        channel.bind('pusher:member_removed', ({ id }) => client.left(line, id));
        channel.bind('pusher:subscription_error', ({ status, error }) => client.refused(line, status ?? error));
      },
      leave: () => pusher.unsubscribe(client.room),
      end: () => pusher.disconnect(),
    };
    const feed = pusher.subscribe(client.feed);
    feed.bind('pusher:subscription_succeeded', () => client.came(line));
    feed.bind(EVENT, (data) => client.heard(line, data));
    pusher.connection.bind('state_change', ({ previous, current }) => {
      // Later, for the library is in the middle of it.
      if (previous === 'connected' || current === 'unavailable' || current === 'failed') setImmediate(() => client.lost(line, previous === 'connected' ? 'closed' : current));
    });
    return line;
  },
  'socket.io 4': (client, port) => socketIo(client, port, require('socket.io-client').io),
  'socket.io 2': (client, port) => socketIo(client, port, require('socket.io-client-2')),
};

function signed(socketId, channel, user) {
  const data = JSON.stringify({ user_id: user, user_info: { name: `User ${user}` } });
  const signature = createHmac('sha256', app.secret).update(`${socketId}:${channel}:${data}`).digest('hex');
  return { auth: `${app.key}:${signature}`, channel_data: data };
}

function socketIo(client, port, io) {
  const socket = io(`http://127.0.0.1:${port}`, { transports: [transport], forceNew: true, reconnection: false, timeout: CONNECTING });
  const line = {
    join: () => socket.emit('subscribe', { channel: client.room, auth: { headers: { Authorization: `Bearer ${client.user}` } } }),
    leave: () => socket.emit('unsubscribe', { channel: client.room }),
    end: () => socket.close(),
  };
  socket.io.on('packet', ({ nsp }) => nsp === NOWHERE && client.came(line));
  socket.on('connect', () => {
    socket.emit('subscribe', { channel: client.feed, auth: {} });
    socket.io.engine.write(`0${NOWHERE},`);
  });
  socket.on(EVENT, (channel, data) => client.heard(line, data));
  socket.on('presence:subscribed', (channel, members) => client.list(line, members.map((member) => member.user_id)));
  socket.on('presence:joining', (channel, member) => client.joined(line, member.user_id));
  socket.on('presence:leaving', (channel, member) => client.left(line, member.user_id));
  socket.on('subscription_error', (channel, status) => client.refused(line, status));
  for (const name of ['connect_error', 'connect_timeout', 'error']) socket.on(name, () => setImmediate(() => client.lost(line, 'not connected')));
  socket.on('disconnect', (why) => setImmediate(() => client.lost(line, why)));
  return line;
}

const clients = Array.from({ length: count }, (_, at) => new Client(first + at));
const isIn = (client) => client.members !== null;
const isSettled = (client) => Boolean(client.stay?.came) && client.wants === isIn(client);

let coming = 0;
let churning = null;

/** So many leave each second, and join again a little later. */
function churn(perSecond) {
  clearInterval(churning);
  if (perSecond === 0) return;
  const TICK = 50;
  let [due, before] = [0, Date.now()];
  churning = setInterval(() => {
    const now = Date.now();
    due += (perSecond * (now - before)) / 1000;
    before = now;
    for (; due >= 1; due--) {
      for (let tries = 0; tries < 20; tries++) {
        const client = clients[Math.floor(Math.random() * clients.length)];
        if (!isIn(client) || !client.stay?.came) continue;
        client.leave();
        coming++;
        setTimeout(() => {
          coming--;
          client.join();
        }, between(300, 3000));
        break;
      }
    }
  }, TICK);
}

const tell = {
  nodes: (ports) => (nodes = ports),
  churn,
  state: () => process.send({ state: { settled: clients.filter(isSettled).length, in: clients.filter(isIn).length, coming } }),
  lists: () => process.send({ lists: clients.map((client) => ({ user: client.user, room: client.room, port: client.port, members: isIn(client) ? [...client.members].sort().join(' ') : null })) }),
  end() {
    for (const client of clients) {
      if (client.stay) client.stays.push({ ...client.stay, went: Date.now(), why: 'end' });
      process.send({ stays: client.stays.filter(({ came }) => came !== null), feed: client.feed, index: client.index });
    }
    process.send({ ended: true, seen, ends, latencies: [...latencies] }, () => process.exit());
  },
};
process.on('message', (message) => Object.entries(message).forEach(([name, value]) => tell[name](value)));
process.on('disconnect', () => process.exit());
while (nodes.length === 0) await new Promise((go) => setTimeout(go, 20));
for (const [index, client] of clients.entries()) {
  client.connect();
  // Not all at once at servers that have just been started, whose code is not compiled yet: that is another test.
  do await new Promise((go) => setTimeout(go, 10));
  while (index - clients.slice(0, index).filter(({ stay }) => stay?.came).length > MOST_COMING);
}
