// Clients for redeploy.mjs, real libraries: node redeploy-clients.mjs <port> <count> <pusher|socket.io 2|socket.io 4>
// Tells its parent when each comes and goes, and which numbered events it heard in between.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { app } from './app.mjs';

const require = createRequire(`${resolve('src/main/web')}/`);
const [port, count, kind] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4]];
const CHANNEL = 'redeploy';
const EVENT = 'App\\Events\\Numbered';
// No such namespace: its refusal shows that the server has handled all that was sent before.
const NOWHERE = '/nowhere';

class Client {
  /** One stay: from when the server has taken the subscription until the end. */
  came() {
    this.stay = { came: Date.now(), first: null, last: null, missed: 0 };
    process.send({ came: this.stay.came });
  }

  heard(number) {
    const stay = this.stay;
    if (!stay) return;
    stay.first ??= number;
    if (stay.last !== null) stay.missed += Math.abs(number - stay.last - 1);
    stay.last = number;
  }

  went(why) {
    if (!this.stay) return;
    process.send({ ...this.stay, went: Date.now(), why });
    this.stay = null;
  }
}

const begin = {
  pusher(client) {
    const Pusher = require('pusher-js');
    const pusher = new Pusher(app.key, { wsHost: '127.0.0.1', wsPort: port, forceTLS: false, cluster: '', enabledTransports: ['ws'], disableStats: true });
    const channel = pusher.subscribe(CHANNEL);
    channel.bind('pusher:subscription_succeeded', () => client.came());
    channel.bind(EVENT, ({ number }) => client.heard(number));
    pusher.connection.bind('state_change', ({ previous }) => previous === 'connected' && client.went('closed'));
  },
  'socket.io 4': (client) => socketIo(client, require('socket.io-client').io),
  'socket.io 2': (client) => socketIo(client, require('socket.io-client-2')),
};

function socketIo(client, io) {
  const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true });
  socket.io.on('packet', ({ nsp }) => nsp === NOWHERE && client.came());
  socket.on('connect', () => {
    socket.emit('subscribe', { channel: CHANNEL, auth: {} });
    socket.io.engine.write(`0${NOWHERE},`);
  });
  socket.on(EVENT, (channel, { number }) => client.heard(number));
  socket.on('disconnect', (why) => client.went(why));
}

const clients = Array.from({ length: count }, () => new Client());
process.on('message', (message) => {
  if (message !== 'end') return;
  for (const client of clients) client.went('end');
  process.send({ ended: true }, () => process.exit());
});
process.on('disconnect', () => process.exit());
for (const client of clients) {
  begin[kind](client);
  await new Promise((go) => setTimeout(go, 5));
}
