import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from '../demo/place.js';
import { optionsFor } from '../demo/pusher.js';

const root = placeOf('http://127.0.0.1:6001/');

test('at the root pusher-js needs a host and a port', () => {
  assert.deepEqual(optionsFor({ client: 'reverb', transport: 'websocket' }, root), {
    broadcaster: 'reverb',
    key: 'canyon-key',
    wsHost: '127.0.0.1',
    wsPort: 6001,
    wssPort: 6001,
    forceTLS: false,
    enabledTransports: ['ws'],
    authEndpoint: 'http://127.0.0.1:6001/broadcasting/auth?driver=pusher',
  });
});

test('Echo takes a cluster from whoever says pusher', () => {
  assert.equal(optionsFor({ client: 'pusher', transport: 'websocket' }, root).cluster, '');
});

test('under a context root everything has a path, and TLS goes through the port of https', () => {
  const options = optionsFor({ client: 'reverb', transport: 'auto' }, placeOf('https://example.test/canyon/'));

  assert.equal(options.wsPath, '/canyon');
  assert.equal(options.httpPath, '/canyon/pusher');
  assert.deepEqual([options.wssPort, options.httpsPort, options.forceTLS], [443, 443, true]);
});

test('without WebSocket only the ways over HTTP are left', () => {
  const options = optionsFor({ client: 'reverb', transport: 'polling' }, root);

  assert.deepEqual(options.enabledTransports, ['xhr_streaming', 'xhr_polling']);
  assert.deepEqual([options.httpHost, options.httpPort], ['127.0.0.1', 6001]);
});
