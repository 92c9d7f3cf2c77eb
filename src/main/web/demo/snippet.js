/** The lines that do in your application what this page does. */
import { dependencies } from '../package.json';
import { isPusher } from './choice.js';
import { DESK, FEED, LOBBY } from './place.js';
import { optionsFor as pusherOptions } from './pusher.js';
import { missesReconnect, optionsFor as socketIoOptions } from './socketio.js';

const IMPORTS = { 2: "import io from 'socket.io-client';", 4: "import { io } from 'socket.io-client';" };

const CLIENTS = { 2: versionOf('socket.io-client-2'), 4: versionOf('socket.io-client') };
const ECHOES = { 1: versionOf('laravel-echo-1'), 2: versionOf('laravel-echo') };
const PUSHER = versionOf('pusher-js');

const RECONNECT = `
// laravel-echo 1 does not notice that socket.io-client 4 is back.
echo.connector.socket.io.on('reconnect', () => {
    Object.values(echo.connector.channels).forEach((channel) => channel.subscribe());
});
`;

/**
 * @param {import('./choice.js').Choice} choice
 * @param {import('./place.js').Place} place
 */
export function snippetFor(choice, place) {
  const { packageName, imports, client, options, after } = isPusher(choice)
    ? pusherParts(choice, place)
    : socketIoParts(choice, place);
  const [broadcaster, ...others] = lines(options);
  return `// npm install laravel-echo@${ECHOES[choice.echo]} ${packageName}
import Echo from 'laravel-echo';
${imports}

const echo = new Echo({
${[broadcaster, client, ...others].map((line) => `    ${line},`).join('\n')}
    auth: { headers: { Authorization: 'Bearer demo-alice' } },
});
${after}
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

function socketIoParts(choice, place) {
  return {
    packageName: `socket.io-client@${CLIENTS[choice.client]}`,
    imports: IMPORTS[choice.client],
    client: 'client: io',
    options: socketIoOptions(choice, place),
    after: missesReconnect(choice) ? RECONNECT : '',
  };
}

function pusherParts(choice, place) {
  return {
    packageName: `pusher-js@${PUSHER}`,
    imports: "import Pusher from 'pusher-js';",
    client: 'Pusher',
    options: pusherOptions(choice, place),
    after: '',
  };
}

function lines(options) {
  return Object.entries(options).map(([name, value]) => `${name}: ${literal(value)}`);
}

function literal(value) {
  if (Array.isArray(value)) {
    return `[${value.map(literal).join(', ')}]`;
  }
  return typeof value === 'string' ? `'${value}'` : String(value);
}

function versionOf(name) {
  return dependencies[name].replace(/^npm:.*@/, '');
}
