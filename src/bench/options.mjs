// What the command line says. From Maven each --name=value is the property bench.name; empty means the default.
import { fail } from './processes.mjs';

const numbers = {
  passes: 3, // times that everything is measured; the report shows medians
  seconds: 0, // of each measured window, 0: as the scenario has it
  noise: 30, // per cent of a core that others may use in a run before it is repeated
  quiet: 30, // seconds to wait for a quiet machine before a run
  port: 21000, // the first of 10 ports on 127.0.0.1
  minutes: 120, // after which nothing new is begun
};

export function options(args, scenarios, targets) {
  const given = Object.fromEntries(args.map((arg) => arg.match(/^--([a-z]+)=(.*)$/s)?.slice(1) ?? fail(`what is ${arg}?`)));
  const set = (name) => given[name] !== undefined && given[name] !== '';
  const result = { quick: set('quick') && given.quick !== 'false', publish: set('publish') && given.publish !== 'false' };
  for (const [name, value] of Object.entries(numbers)) {
    result[name] = set(name) ? Number(given[name]) : value;
    if (!(result[name] >= 0)) fail(`bench.${name} must be a number, not ${given[name]}`);
  }
  if (result.quick) {
    if (!set('passes')) result.passes = 1;
    if (!set('seconds')) result.seconds = 2;
    if (!set('quiet')) result.quiet = 2;
  }
  result.scenarios = chosen('scenarios', given.scenarios, scenarios);
  result.targets = chosen('targets', given.targets, targets);
  for (const name of Object.keys(given)) {
    if (!(name in result)) fail(`there is no property bench.${name}; there are ${Object.keys(result).map((n) => `bench.${n}`).join(', ')}`);
  }
  return result;
}

function chosen(name, text, all) {
  const names = (text ?? '').split(',').map((part) => part.trim()).filter(Boolean);
  for (const one of names) {
    if (!all.includes(one)) fail(`bench.${name}: there is no ${one}; there are ${all.join(', ')}`);
  }
  return names.length ? all.filter((one) => names.includes(one)) : all;
}
