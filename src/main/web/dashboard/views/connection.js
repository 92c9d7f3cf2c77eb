/** One client: all that is known of it, and the two ways to get rid of it. */
import { el } from '../dom.js';
import { appName, bytes, count, moment, since } from '../format.js';
import { ask, attempt, channelLink, facts, link, note, panel, problemPlace } from '../parts.js';
import { loadInto, refreshButton } from './load.js';

export function connectionView(context) {
  const { id = '' } = context.query;
  const path = `connections/${encodeURIComponent(id)}`;
  const place = el('div', { class: 'stack' });
  const load = loadInto(context, place, async () => shown(await context.api.get(path, { signal: context.signal })));
  return {
    heading: 'Connection',
    content: [
      el('p', { class: 'title-row' }, link('connections', {}, '← All connections'),
        link('events', { q: id }, 'Watch what it does'), refreshButton(load)),
      place,
      panel('Disconnect', {}, ...disconnectButtons(context, path)),
    ],
  };
}

function shown(connection) {
  const channels = connection.channels ?? [];
  return [
    panel('Facts', {}, facts([
      ['Id', el('span', { class: 'code', testid: 'connection-id' }, connection.id)],
      ['Application', appName(connection.app)],
      ['Protocol', el('span', { testid: 'connection-protocol' }, connection.protocol)],
      ['Transport', el('span', { testid: 'connection-transport' }, connection.transport)],
      ['Address', connection.address],
      ['User', connection.user],
      ['Connected', `${moment(connection.since)} (for ${since(connection.since)})`],
      ['Node', connection.node],
      ['Waiting to be sent', el('span', { testid: 'connection-queue' }, bytes(connection.waitingBytes))],
      ['Subscriptions', count(connection.subscriptions)],
      ['User agent', connection.userAgent],
    ])),
    panel('Channels', {}, channels.length === 0
      ? note('It has joined none.')
      : el('ul', { class: 'plain', testid: 'connection-channels' },
        channels.map((name) => el('li', {}, channelLink(connection.app, name))))),
  ];
}

function disconnectButtons(context, path) {
  const problem = problemPlace('disconnect-problem');
  const done = el('p', { role: 'status', testid: 'disconnect-result' });
  const button = (label, reconnect, question, result, testid) => {
    const element = el('button', { type: 'button', class: reconnect ? '' : 'danger', testid }, label);
    element.addEventListener('click', async () => {
      if (await ask({ title: 'Disconnect this client?', text: question, yes: label })) {
        await attempt(element, problem, async () => {
          await context.api.send('DELETE', path, undefined, { query: { reconnect } });
          done.textContent = result;
        });
      }
    });
    return element;
  };
  return [
    el('div', { class: 'buttons' },
      button('Disconnect and let it come back', true, 'The client is told to connect again, which it does at once.',
        'Disconnected; it may come back under another id.', 'disconnect-back'),
      button('Disconnect', false, 'The client is told to stay away until its page is loaded again.',
        'Disconnected.', 'disconnect')),
    problem,
    done,
  ];
}
