// Canyon on each application server, as server-config has it.
import { appendFileSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { app } from './app.mjs';
import { java } from './machine.mjs';
import { fail, run, start, until } from './processes.mjs';

const WORK = resolve('target/bench');
const SETTINGS = resolve('server-config');
const HEAP = '-Xmx2g';
const pom = readFileSync('pom.xml', 'utf8');
const version = (name, other) => pom.match(new RegExp(`<${name}.version>([^<]+)<`))?.[1] ?? other ?? fail(`pom.xml has no ${name}.version`);
const wildfly = `${resolve('target')}/wildfly-${version('wildfly')}`;
const payara = `${resolve('target')}/payara-${version('payara-server')}/payara6/glassfish`;

export { app };

const settings = (ports, fastPath) => ({
  'canyon.redis.url': `redis://127.0.0.1:${ports.redis}`,
  'canyon.app.id': app.id,
  'canyon.app.key': app.key,
  'canyon.app.secret': app.secret,
  'canyon.app.api-key': app.apiKey,
  'canyon.fast-path': fastPath ? 'on' : 'off',
});
const properties = (values) => Object.entries(values).map(([key, value]) => `-D${key}=${value}`);
const options = (folder) => (existsSync(`${SETTINGS}/${folder}/jvm.options`) ? [`@${SETTINGS}/${folder}/jvm.options`] : []);

/** Puts an artifact of Maven under target, from the local repository if it has it. */
export async function maven(...args) {
  const { code, output } = await run(['mvn', '-q', '-B', ...args], { seconds: 900 }).over;
  if (code !== 0) fail(`mvn ${args.join(' ')} failed: ${output.split('\n').find((line) => line.includes('ERROR')) ?? code}`);
}
const unpack = (artifact) => maven('dependency:unpack', `-Dartifact=${artifact}`, '-DoutputDirectory=target');

const asadmin = [java(), '-jar', `${payara}/lib/client/appserver-cli.jar`];
const DEPLOY = ['deploy', '--name', 'canyon', '--contextroot', '/', resolve('target/canyon.war')];

const servers = {
  wildfly: {
    async prepare() {
      if (!existsSync(wildfly)) await unpack(`org.wildfly:wildfly-dist:${version('wildfly')}:zip`);
      const from = `${wildfly}/standalone/configuration`;
      const to = `${WORK}/wildfly/configuration`;
      mkdirSync(to, { recursive: true });
      mkdirSync(`${WORK}/wildfly/deployments`, { recursive: true });
      for (const file of ['application-users', 'application-roles', 'mgmt-users', 'mgmt-groups', 'logging']) {
        copyFileSync(`${from}/${file}.properties`, `${to}/${file}.properties`);
      }
      copyFileSync(`${from}/standalone-microprofile.xml`, `${from}/bench.xml`);
      const cli = `embed-server --server-config=bench.xml --std-out=discard,run-batch --file=${SETTINGS}/wildfly/canyon.cli,stop-embedded-server`;
      const { code, output } = await run(
        [java(), '-jar', `${wildfly}/jboss-modules.jar`, '-mp', `${wildfly}/modules`, 'org.jboss.as.cli', `--commands=${cli}`],
        { env: { JBOSS_HOME: wildfly }, seconds: 120 },
      ).over;
      if (code !== 0) fail(`server-config/wildfly/canyon.cli failed: ${output}`);
      copyFileSync(`${from}/bench.xml`, `${to}/canyon.xml`);
      rmSync(`${from}/bench.xml`);
    },
    command(ports, values, home) {
      mkdirSync(`${home}/deployments`, { recursive: true });
      if (!existsSync(`${home}/configuration`)) cpSync(`${WORK}/wildfly/configuration`, `${home}/configuration`, { recursive: true });
      copyFileSync('target/canyon.war', `${home}/deployments/canyon.war`);
      return {
        command: [
          java(), ...options('wildfly'), HEAP, `-Djboss.home.dir=${wildfly}`, `-Djboss.server.base.dir=${home}`,
          `-Djboss.http.port=${ports.http}`, `-Djboss.management.http.port=${ports.management}`, ...properties(values),
          '-jar', `${wildfly}/jboss-modules.jar`, '-mp', `${wildfly}/modules`, 'org.jboss.as.standalone', '--server-config=canyon.xml',
        ],
      };
    },
  },

  payara: {
    // It answers before, but then it loads the application at / once more and answers 503 meanwhile.
    says: 'ready in ',
    async prepare() {
      mkdirSync(`${WORK}/payara`, { recursive: true });
      const artifact = `fish.payara.extras:payara-micro:${version('payara')}`;
      if (!existsSync(`${WORK}/payara-micro-${version('payara')}.jar`)) await maven('dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${WORK}`);
    },
    command(ports, values, home) {
      mkdirSync(home, { recursive: true });
      return {
        command: [
          java(), ...options('payara-micro'), HEAP, '-Dhttp.maxConnections=64', ...properties(values),
          '-jar', `${WORK}/payara-micro-${version('payara')}.jar`, '--nocluster', '--rootDir', home,
          '--prebootcommandfile', `${SETTINGS}/payara-micro/pre-boot.asadmin`,
          '--port', `${ports.http}`, '--contextRoot', '/', '--deploy', resolve('target/canyon.war'),
        ],
      };
    },
  },

  // Payara Micro stands for it in the benchmark; a redeployment only this one can do.
  'payara-server': {
    async prepare() {
      mkdirSync(`${WORK}/payara-server`, { recursive: true });
      if (!existsSync(payara)) {
        const artifact = `fish.payara.distributions:payara:${version('payara-server')}:zip`;
        await maven('dependency:unpack', `-Dartifact=${artifact}`, `-DoutputDirectory=${dirname(dirname(payara))}`);
      }
    },
    command(ports, values) {
      const home = `${WORK}/payara-server`;
      const domain = `${home}/domains/domain1`;
      rmSync(domain, { recursive: true, force: true });
      cpSync(`${payara}/domains/domain1`, domain, { recursive: true });
      const settings = `${domain}/config/domain.xml`;
      // As server-config says: more heap, and no JMS, whose port would be open to all.
      const changed = readFileSync(settings, 'utf8').replace('-Xmx512m', HEAP).replace('</iiop-service>', '</iiop-service><jms-service type="DISABLED"/>');
      writeFileSync(settings, changed);
      const listener = 'set configs.config.server-config.network-config.network-listeners.network-listener.';
      const own = [`${listener}http-listener-1.port=${ports.http}`, `${listener}admin-listener.port=${ports.management}`];
      writeFileSync(`${home}/pre-boot.asadmin`, [readFileSync(`${SETTINGS}/payara-server/pre-boot.asadmin`, 'utf8'), ...own, ''].join('\n'));
      writeFileSync(`${home}/post-boot.asadmin`, `${DEPLOY.join(' ')}\n`);
      writeFileSync(`${home}/java.options`, properties(values).map((option) => `"${option}"\n`).join(''));
      return {
        command: [
          ...asadmin, 'start-domain', '--verbose', '--domaindir', `${home}/domains`,
          '--prebootcommandfile', `${home}/pre-boot.asadmin`, '--postbootcommandfile', `${home}/post-boot.asadmin`, 'domain1',
        ],
        env: { JDK_JAVA_OPTIONS: `@${home}/java.options` },
      };
    },
  },

  liberty: {
    async prepare() {
      if (!existsSync(`${SETTINGS}/open-liberty/server.xml`)) fail('server-config/open-liberty is missing');
      if (!existsSync('target/wlp/bin/server')) await unpack(`io.openliberty:openliberty-runtime:${version('liberty', '26.0.0.3')}:zip`);
    },
    command(ports, values) {
      const server = `${WORK}/liberty/servers/canyon`;
      mkdirSync(`${server}/apps`, { recursive: true });
      for (const file of ['server.xml', 'jvm.options']) copyFileSync(`${SETTINGS}/open-liberty/${file}`, `${server}/${file}`);
      appendFileSync(`${server}/jvm.options`, `${HEAP}\n`);
      copyFileSync('target/canyon.war', `${server}/apps/canyon.war`);
      const lines = Object.entries({ 'http.port': ports.http, ...values }).map(([key, value]) => `${key}=${value}\n`);
      writeFileSync(`${server}/bootstrap.properties`, lines.join(''));
      return { command: [resolve('target/wlp/bin/server'), 'run', 'canyon'], env: { WLP_USER_DIR: `${WORK}/liberty` } };
    },
  },
};

/** Puts the WAR on a running Payara Server in the place of the one that is there. */
export async function redeployOnPayara(ports) {
  const { code, output, errors } = await run([...asadmin, '--port', `${ports.management}`, 'deploy', '--force=true', ...DEPLOY.slice(1)], { seconds: 120 }).over;
  if (code !== 0) fail(`asadmin deploy failed: ${output}${errors}`);
}

/**
 * A target for Canyon on a server; the portable one has the fast path off. One of several nodes (WildFly and Payara Micro
 * only) has a name, which also its folder and its log have, and settings of its own; each start of it is a new server.
 */
export function canyon(server, name, fastPath, node) {
  const home = `${WORK}/${node?.name ?? server}`;
  return {
    name: fastPath ? server : `${server}-portable`,
    title: `Canyon on ${name}${fastPath ? '' : ', portable writer'}`,
    canyon: true,
    portable: !fastPath,
    jvm: true,
    protocol: 'sio3',
    prepare: () => servers[server].prepare(),
    async start(ports) {
      if (node) rmSync(home, { recursive: true, force: true });
      const { command, env } = servers[server].command(ports, { ...settings(ports, fastPath), ...node?.settings }, home);
      const process = start(node?.name ?? server, command, { log: `${WORK}/logs/${node?.log ?? server}.log`, env });
      const says = servers[server].says ?? '';
      await until(() => readFileSync(process.log, 'utf8').includes(says), process);
      await until(() => answers(`http://127.0.0.1:${ports.http}/`), process);
      return { server: process, pid: process.pid, port: ports.http };
    },
  };
}

async function answers(url) {
  try {
    return (await (await fetch(url)).text()) === 'OK';
  } catch {
    return false;
  }
}
