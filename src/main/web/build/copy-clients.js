/** Puts the browser files of the official clients where Canyon serves them: socket.io/<major>/. */
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const web = new URL('../', import.meta.url);
const target = new URL('../../../target/web/socket.io/', web);
const packages = { 2: 'socket.io-client-2', 4: 'socket.io-client' };

rmSync(target, { recursive: true, force: true });
for (const [major, name] of Object.entries(packages)) {
  const dist = new URL(`node_modules/${name}/dist/`, web);
  cpSync(fileURLToPath(dist), fileURLToPath(new URL(`${major}/`, target)), { recursive: true });
}
