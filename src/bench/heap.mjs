// The live heap of a JVM by class, after a collection.
import { java } from './machine.mjs';
import { fail, run } from './processes.mjs';

/** Bytes in all, and bytes and objects of each class. */
export async function heap(pid) {
  await run([java('jcmd'), `${pid}`, 'GC.run'], { seconds: 60 }).over; // what finalizers and references let go is gone next time
  const { code, output, errors } = await run([java('jcmd'), `${pid}`, 'GC.class_histogram'], { seconds: 60 }).over;
  if (code !== 0) fail(`jcmd ${pid} GC.class_histogram failed: ${errors || output}`);
  const classes = new Map();
  let bytes = 0;
  for (const line of output.split('\n')) {
    const [, count, size, name] = line.match(/^ *\d+: +(\d+) +(\d+) +(\S+)/) ?? [];
    if (!name) continue;
    const known = classes.get(name) ?? { bytes: 0, count: 0 };
    classes.set(name, { bytes: known.bytes + Number(size), count: known.count + Number(count) });
    bytes += Number(size);
  }
  return { bytes, classes };
}

/** What each class grew by for one connection, the greatest first. */
export function heapDifference(before, after, connections) {
  return [...after.classes]
    .map(([name, { bytes, count }]) => {
      const was = before.classes.get(name) ?? { bytes: 0, count: 0 };
      return { name, bytes: (bytes - was.bytes) / connections, count: (count - was.count) / connections };
    })
    .sort((a, b) => b.bytes - a.bytes);
}
