// laravel-echo-server: Socket.IO 2, fed by Redis and by its HTTP API. Arguments: port, port of Redis.
const [port, redis] = process.argv.slice(2).map(Number);
require('laravel-echo-server').run({
  authHost: 'http://127.0.0.1',
  authEndpoint: '/broadcasting/auth',
  clients: [{ appId: 'app', key: 'app-key' }],
  database: 'redis',
  databaseConfig: { redis: { host: '127.0.0.1', port: redis }, sqlite: {} },
  devMode: false,
  host: '127.0.0.1',
  port,
  protocol: 'http',
  socketio: {},
  subscribers: { http: true, redis: true },
});
