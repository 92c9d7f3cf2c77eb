/** The views by the names that routes give them. */
import { appsView } from './apps.js';
import { authView } from './auth.js';
import { channelView } from './channel.js';
import { channelsView } from './channels.js';
import { connectView } from './connect.js';
import { connectionView } from './connection.js';
import { connectionsView } from './connections.js';
import { eventsView } from './events.js';
import { nodesView } from './nodes.js';
import { overviewView } from './overview.js';
import { publishView } from './publish.js';
import { selfTestView } from './selftest.js';
import { settingsView } from './settings.js';

/** @type {{[name: string]: (context: import('../page.js').Context) => {heading: string, content: Node[]}}} */
export const VIEW = {
  overview: overviewView,
  events: eventsView,
  channels: channelsView,
  channel: channelView,
  connections: connectionsView,
  connection: connectionView,
  nodes: nodesView,
  publish: publishView,
  auth: authView,
  'self-test': selfTestView,
  apps: appsView,
  connect: connectView,
  settings: settingsView,
};
