/** All channels that somebody has joined. */
import { appName, count } from '../format.js';
import { channelLink } from '../parts.js';
import { listOf } from './list.js';

export function channelsView(context) {
  return {
    heading: 'Channels',
    content: listOf(context, {
      path: 'channels',
      key: 'channels',
      one: 'channel',
      searchLabel: 'Name holds',
      columns: [
        { title: 'Channel' },
        { title: 'Application', class: 'minor' },
        { title: 'Kind' },
        { title: 'Subscriptions', class: 'figure' },
        { title: 'Users', class: 'figure minor' },
      ],
      cells: (channel) => [
        channelLink(channel.app, channel.name),
        appName(channel.app),
        kindOf(channel),
        count(channel.subscriptions),
        channel.kind === 'presence' ? count(channel.users) : '–',
      ],
    }),
  };
}

export function kindOf({ kind, cache }) {
  return cache ? `${kind}, cache` : kind;
}
