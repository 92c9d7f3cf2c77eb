/** The lines that do in your application what this page does. */
import { dependencies } from '../package.json';
import { FEED } from './place.js';

const IMPORTS = { 2: "import io from 'socket.io-client';", 4: "import { io } from 'socket.io-client';" };

const VERSIONS = {
  2: dependencies['socket.io-client-2'].replace('npm:socket.io-client@', ''),
  4: dependencies['socket.io-client'],
};

/**
 * @param {import('./choice.js').Choice} choice
 * @param {{host: string, path: string}} place
 */
export function snippetFor({ client, transport }, { host, path }) {
  const options = ["broadcaster: 'socket.io'", 'client: io', `host: '${host}'`];
  if (path !== '/socket.io/') {
    options.push(`path: '${path}'`);
  }
  if (transport !== 'auto') {
    options.push(`transports: ['${transport}']`);
  }
  return `// npm install laravel-echo@${dependencies['laravel-echo']} socket.io-client@${VERSIONS[client]}
import Echo from 'laravel-echo';
${IMPORTS[client]}

const echo = new Echo({
${options.map((option) => `    ${option},`).join('\n')}
});

echo.channel('${FEED.channel}').listen('.${FEED.event}', (data) => {
    console.log(data.n, data.at, data.load);
});`;
}
