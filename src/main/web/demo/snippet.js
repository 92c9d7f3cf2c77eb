/** The lines that do in your application what this page does. */
import { dependencies } from '../package.json';
import { missesReconnect } from './connection.js';
import { DESK, FEED, LOBBY } from './place.js';

const IMPORTS = { 2: "import io from 'socket.io-client';", 4: "import { io } from 'socket.io-client';" };

const CLIENTS = { 2: versionOf('socket.io-client-2'), 4: versionOf('socket.io-client') };
const ECHOES = { 1: versionOf('laravel-echo-1'), 2: versionOf('laravel-echo') };

const RECONNECT = `
// laravel-echo 1 does not notice that socket.io-client 4 is back.
echo.connector.socket.io.on('reconnect', () => {
    Object.values(echo.connector.channels).forEach((channel) => channel.subscribe());
});
`;

/**
 * @param {import('./choice.js').Choice} choice
 * @param {{host: string, path: string}} place
 */
export function snippetFor(choice, { host, path }) {
  const options = ["broadcaster: 'socket.io'", 'client: io', `host: '${host}'`];
  if (path !== '/socket.io/') {
    options.push(`path: '${path}'`);
  }
  if (choice.transport !== 'auto') {
    options.push(`transports: ['${choice.transport}']`);
  }
  options.push("auth: { headers: { Authorization: 'Bearer demo-alice' } }");
  return `// npm install laravel-echo@${ECHOES[choice.echo]} socket.io-client@${CLIENTS[choice.client]}
import Echo from 'laravel-echo';
${IMPORTS[choice.client]}

const echo = new Echo({
${options.map((option) => `    ${option},`).join('\n')}
});
${missesReconnect(choice) ? RECONNECT : ''}
echo.channel('${FEED.channel}').listen('.${FEED.event}', (data) => {
    console.log(data.n, data.at, data.load);
});

echo.private('${DESK.channel}').listen('.${DESK.event}', (data) => console.log(data.n));

const room = echo.join('${LOBBY}')
    .here((members) => console.log(members))
    .joining((member) => console.log(member.name, 'joined'))
    .leaving((member) => console.log(member.name, 'left'))
    .listenForWhisper('typing', (whisper) => console.log(whisper.name, 'is typing'));
input.addEventListener('input', () => room.whisper('typing', { name: 'Alice' }));`;
}

function versionOf(name) {
  return dependencies[name].replace(/^npm:.*@/, '');
}
