// socket.io 4 with rooms fed by Redis. Arguments: port, port of Redis.
const [port, redis] = process.argv.slice(2).map(Number);
const http = require('http').createServer();
const io = new (require('socket.io').Server)(http);
const subscriber = new (require('ioredis'))({ host: '127.0.0.1', port: redis });
io.on('connection', (socket) => socket.on('subscribe', ({ channel }) => socket.join(channel)));
subscriber.psubscribe('*');
subscriber.on('pmessage', (pattern, channel, text) => {
  const message = JSON.parse(text);
  io.to(channel).emit(message.event, channel, message.data);
});
http.listen(port, '127.0.0.1', 4096);
