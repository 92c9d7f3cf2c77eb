/**
 * Puts the browser files of the official clients where Canyon serves them, socket.io/<major>/, and those that only
 * tests load into clients/.
 */
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const web = new URL('../', import.meta.url);
const target = new URL('../../../target/web/', web);
const copies = {
  'socket.io-client-2/dist/': 'socket.io/2/',
  'socket.io-client/dist/': 'socket.io/4/',
  'laravel-echo-1/dist/echo.iife.js': 'clients/laravel-echo-1.js',
  'laravel-echo/dist/echo.iife.js': 'clients/laravel-echo-2.js',
  'pusher-js/dist/web/pusher-with-encryption.js': 'clients/pusher-js.js',
};

for (const folder of ['socket.io/', 'clients/']) {
  rmSync(new URL(folder, target), { recursive: true, force: true });
}
for (const [source, copy] of Object.entries(copies)) {
  cpSync(fileURLToPath(new URL(`node_modules/${source}`, web)), fileURLToPath(new URL(copy, target)), { recursive: true });
}
