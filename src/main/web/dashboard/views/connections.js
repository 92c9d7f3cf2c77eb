/** All clients. */
import { appName, bytes, count, since } from '../format.js';
import { connectionLink } from '../parts.js';
import { listOf } from './list.js';

export function connectionsView(context) {
  return {
    heading: 'Connections',
    content: listOf(context, {
      path: 'connections',
      key: 'connections',
      one: 'connection',
      searchLabel: 'Id, user, address or user agent holds',
      columns: [
        { title: 'Id' },
        { title: 'Application', class: 'minor' },
        { title: 'Protocol' },
        { title: 'Transport', class: 'minor' },
        { title: 'Address' },
        { title: 'User', class: 'minor' },
        { title: 'For', class: 'figure minor' },
        { title: 'Channels', class: 'figure minor' },
        { title: 'Waiting', class: 'figure minor' },
      ],
      cells: (connection) => [
        connectionLink(connection.id),
        appName(connection.app),
        connection.protocol,
        connection.transport,
        connection.address,
        connection.user,
        since(connection.since),
        count(connection.subscriptions),
        bytes(connection.waitingBytes),
      ],
    }),
  };
}
