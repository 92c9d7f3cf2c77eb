// What is measured. Each scenario tells the runs that it has on a target; a run is one start of the load generator.
import { app } from './canyon.mjs';

const thousand = ['--conns', '1000'];
/** The JIT compiler of a JVM works for seconds after a path has got hot; a figure that holds its work is none of the path. */
const warmedUp = (target, jvm, other = 2) => ['--warmup', `${target.jvm ? jvm : other}`];
const steady = (rate, target) => ['--rate', rate, ...warmedUp(target ?? {}, 10, 3)];
const saturated = ['--rate', '0', '--window', '64'];
const redis = (ports) => ['--publish', `redis:127.0.0.1:${ports.redis}`];

/** @typedef {{ variant: string, protocol?: string, kind?: string, seconds: number, args: (ports) => string[] }} Run */
const run = (variant, seconds, args, more = {}) => ({ variant, seconds, args: (ports) => [...args, ...redis(ports)], ...more });
const published = (target, variant, publish) => ({
  variant, seconds: 4, // as many connections as requests at once; one client hears them
  args: () => ['--conns', '1', '--publish', publish, '--pub-conns', '16', '--rate', '0', '--window', '256', ...warmedUp(target, 60, 3)],
});

export const scenarios = {
  S9: {
    title: 'S1 from the moment in which the server is ready',
    runs: (target) => (target.canyon && !target.portable
      ? [run('', 6, [...thousand, '--rate', '50', '--warmup', '0', '--settle', '0.2'], { kind: 'fresh' })] : []),
  },
  S4: {
    title: '10,000 idle connections',
    firstPassOnly: true,
    runs(target) {
      if (target.portable || target.name === 'floor-joined') return [];
      const idle = (protocol) => ({ variant: protocol, protocol, kind: 'idle', seconds: 1,
        args: () => ['--conns', '10000', '--publish', 'none', '--warmup', '0', '--settle', '3', '--hold'] });
      return target.canyon ? ['sio3', 'sio4', 'pusher'].map(idle) : [idle(target.protocol)];
    },
  },
  S2: {
    title: 'saturation: 1,000 connections on one channel, 64 messages outstanding',
    runs(target) {
      const of = (protocol, warmup) => run(protocol, 4, [...thousand, ...saturated, ...warmedUp(target, warmup)], { protocol });
      // The first one finds the JIT compiler at work for half a minute.
      return target.canyon && !target.portable ? [of('sio3', 30), of('pusher', 10)] : [of(target.protocol, 30)];
    },
  },
  S1: {
    title: '50 messages a second to 1,000 connections on one channel',
    runs: (target) => (target.portable || target.name === 'floor-joined' ? [] : [run('', 6, [...thousand, ...steady('50')])]),
  },
  S6: {
    title: 'S1, half of the connections Socket.IO and half Pusher',
    firstPassOnly: true,
    runs: (target) => (target.canyon && !target.portable
      ? [run('', 8, [...thousand, ...steady('50')], { protocol: 'sio3+pusher' })] : []),
  },
  S3: {
    title: '10 messages a second to 5,000 connections on one channel',
    runs: (target) => (target.portable || target.name === 'floor-joined' ? [] : [run('', 6, ['--conns', '5000', ...steady('10', target)])]),
  },
  S5: {
    title: '1,000 channels with one subscriber each, 64 messages outstanding',
    runs: (target) => (target.portable ? [] : [run('', 5, [...thousand, '--channels', '1000', ...saturated, ...warmedUp(target, 20)])]),
  },
  S8: {
    title: 'HTTP publishing: 16 connections that wait for each answer, one subscriber',
    runs(target) {
      if (target.name === 'les') return [published(target, 'unsigned', `http-echo:${app.id}:${target.apiKey}`)];
      if (!target.canyon || target.portable) return [];
      return [published(target, 'unsigned', `http-echo:${app.id}:${app.apiKey}`), published(target, 'signed', `pusher-http:${app.id}:${app.key}:${app.secret}`)];
    },
  },
  S7: {
    title: '50 clients that never read beside 950 that do, 64 messages of 4,000 bytes outstanding',
    firstPassOnly: true,
    runs: (target) => (target.canyon && !target.portable
      ? [
          // Larger than the others: the kernel's buffers for a client that never reads have to be full in time.
          run('without', 8, ['--conns', '950', '--size', '4000', ...saturated, '--warmup', '1']),
          run('with', 8, ['--conns', '950', '--size', '4000', '--slow', '50', ...saturated, '--warmup', '1'], { kind: 'slow' }),
        ] : []),
  },
};
