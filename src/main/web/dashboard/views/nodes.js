/** The servers that work together. */
import { el } from '../dom.js';
import { count, moment } from '../format.js';
import { badge, tableOf } from '../parts.js';
import { loadInto, refreshButton } from './load.js';

export function nodesView(context) {
  const place = el('div', { class: 'stack' });
  const load = loadInto(context, place, async () => {
    const { nodes } = await context.api.get('nodes', { signal: context.signal });
    const table = tableOf('Nodes',
      [
        { title: 'Node' },
        { title: 'Address', class: 'minor' },
        { title: 'Connections', class: 'figure' },
        { title: 'Channels', class: 'figure' },
        { title: 'Since', class: 'minor' },
      ], 'nodes');
    table.add(nodes.map((node) => [
      el('span', {}, el('span', { class: 'code' }, node.id), ' ', node.self && badge('accent', '◆', 'this one')),
      node.address, count(node.connections), count(node.channels), moment(node.since),
    ]));
    return [table.element];
  });
  return { heading: 'Nodes', content: [el('p', { class: 'title-row' }, refreshButton(load)), place] };
}
