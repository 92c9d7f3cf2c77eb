/** One channel: who is on it, and a form that publishes there. */
import { el } from '../dom.js';
import { appName, count, counted, duration } from '../format.js';
import { badge, connectionLink, facts, jsonView, link, note, panel, tableOf } from '../parts.js';
import { publishForm } from '../publishing.js';
import { kindOf } from './channels.js';
import { loadInto, refreshButton } from './load.js';

/** What applications and clients wrote, which is shown as they wrote it. */
const THEIRS = ['info', 'data'];

export function channelView(context) {
  const { app = '', name = '' } = context.query;
  const place = el('div', { class: 'stack' });
  const load = loadInto(context, place, async () =>
    shown(await context.api.get('channel', { query: { app, name }, signal: context.signal, keeping: THEIRS })));
  return {
    heading: name || 'Channel',
    content: [
      el('p', { class: 'title-row' }, link('channels', { app }, '← All channels'),
        link('events', { app, channel: name }, 'Watch its events'), refreshButton(load)),
      place,
      panel('Publish here', {}, publishForm(context, { app, channels: name, event: '', data: '{}' }, { fixed: true })),
    ],
  };
}

function shown(channel) {
  return [
    panel('Facts', {}, facts([
      ['Application', appName(channel.app)],
      ['Kind', kindOf(channel)],
      ['Subscriptions', el('span', { testid: 'channel-subscriptions' }, count(channel.subscriptions))],
      channel.kind === 'presence' && ['Users', count(channel.users)],
    ])),
    channel.kind === 'presence' && panel('Members', {}, members(channel.members ?? []),
      channel.moreMembers > 0 && note(`${counted(channel.moreMembers, 'more member')} not listed.`)),
    panel('Subscribers', {}, subscribers(channel)),
    channel.cache && panel('Last event', {}, ...lastEvent(channel.lastEvent)),
  ];
}

function members(all) {
  if (all.length === 0) {
    return note('Nobody is here.');
  }
  const table = tableOf('Members',
    [{ title: 'Id' }, { title: 'User info' }, { title: 'Connections', class: 'figure' }], 'members');
  table.add(all.map(({ id, info, connections }) =>
    [el('span', { class: 'code' }, id), info === 'null' ? '–' : jsonView(info), count(connections)]));
  return table.element;
}

function subscribers({ subscribers = [], more = 0 }) {
  if (subscribers.length === 0) {
    return note('Nobody is here.');
  }
  const table = tableOf('Subscribers',
    [{ title: 'Connection' }, { title: 'Protocol' }, { title: 'User' }, { title: 'Node', class: 'minor' }],
    'subscribers');
  table.add(subscribers.map(({ socketId, protocol, userId, node }) =>
    [connectionLink(socketId), protocol, userId, node]));
  return el('div', { class: 'stack' }, table.element,
    more > 0 && note(`${counted(more, 'more subscriber')} not listed.`));
}

function lastEvent(last) {
  if (!last) {
    return [note('None yet: the next subscriber is told that the cache is empty.')];
  }
  return [
    el('p', {}, badge('accent', '»', last.event),
      last.keptSeconds !== undefined && el('small', {}, ` kept for ${duration(last.keptSeconds)} more`)),
    jsonView(last.data, 'last-event'),
  ];
}
