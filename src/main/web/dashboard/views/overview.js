/** How the server is: figures of now, charts, warnings. */
import { chartOf } from '../chart.js';
import { el, fill } from '../dom.js';
import { bytes, count, duration, figure, moment } from '../format.js';
import { follow } from '../live.js';
import { appSelect, badge, facts, note, panel, problemPlace, segments, tableOf, textOf } from '../parts.js';
import { RANGES, withPoint } from '../series.js';
import { drainPanel } from './drain.js';
import { liveBadge } from './livestate.js';
import { every, loadInto } from './load.js';

const REFRESH = 5;
const CHARTS = [
  ['Connections', 'connections', [['connections', 'now', count], ['peakConnections', 'peak', count]]],
  ['Channels', 'channels', [['channels', 'channels', count]]],
  // Two charts: of a broadcast far more goes out than comes in.
  ['Messages in', 'in', [['in', 'per second', figure]]],
  ['Messages out', 'out', [['out', 'per second', figure]]],
  ['Lag', 'lag', [['lagMillis', 'ms', figure]]],
  ['Events published', 'published', [['published', 'events', count]]],
  ['HTTP calls', 'calls', [['apiCalls', 'calls', count]]],
  ['Errors', 'errors', [['errors', 'errors', count]]],
];
const REDIS = {
  CONNECTED: ['good', '✓', 'connected'],
  NONE: ['muted', '–', 'not configured'],
};

export function overviewView(context) {
  const { api, signal } = context;
  let range = Object.hasOwn(RANGES, context.query.range ?? '') ? context.query.range : 'hour';
  let points = [];
  /** The range that the points are of. */
  let loaded = null;
  const state = liveBadge();
  const tiles = new Tiles();
  const charts = CHARTS.map(([title, testid, lines]) => chartOf({
    title, testid: `chart-${testid}`, signal,
    lines: lines.map(([key, label, show]) => ({ key, label, show })),
  }));
  const kept = el('small', { class: 'note' });
  const problem = problemPlace('history-problem');
  const app = appSelect(context, { all: true, onchange: loadHistory });
  const figures = figuresTable();
  const table = el('details', { class: 'panel', testid: 'figures-open', ontoggle: showFigures },
    el('summary', {}, 'The same as a table'), figures.element);
  const place = el('div', { class: 'stack' });
  const about = new About();

  async function loadHistory() {
    const asked = [range, app.value()];
    try {
      const history = await api.get('history', { query: { range, app: app.value() }, signal });
      if (asked[0] !== range || asked[1] !== app.value()) {
        return;
      }
      problem.textContent = '';
      kept.textContent = history.kept === 'database' ? 'kept in the database' : 'kept in memory';
      points = history.points;
      loaded = range;
      draw();
      showFigures();
      if (range === 'hour' && app.value() === null && points.length > 0) {
        tiles.sample(points.at(-1));
      }
    } catch (error) {
      if (!signal.aborted) {
        problem.textContent = textOf(error);
      }
    }
  }

  function draw() {
    charts.forEach((chart) => chart.show(points));
  }

  /** Not with each second, in which nobody can read a line of it. */
  function showFigures() {
    if (table.open) {
      figures.show(points);
    }
  }

  function live(sample) {
    tiles.sample(sample);
    if (loaded === 'hour' && app.value() === null) {
      points = withPoint(points, sample, RANGES.hour);
      if (!document.hidden) {
        draw();
      }
    }
  }

  const drain = drainPanel(context, () => loadOverview());
  const loadOverview = loadInto(context, place, async () => {
    const overview = await api.get('overview', { signal });
    tiles.overview(overview);
    drain.show(overview.draining);
    return about.of(overview);
  });
  every(REFRESH, signal, loadOverview);
  every(REFRESH, signal, () => (range === 'hour' && app.value() !== null ? loadHistory() : undefined));
  every(60, signal, () => (range === 'hour' ? showFigures() : loadHistory()));
  document.addEventListener('visibilitychange', () => document.hidden || draw(), { signal });
  loadHistory();
  let broken = false;
  follow(api, {
    // Few of that kind happen, and each changes what is seen here.
    query: { kind: 'NODE' },
    signal,
    whileSeen: true,
    onState(now) {
      state.show(now);
      if (now.state === 'live' && broken) {
        loadHistory();
      }
      broken = now.state === 'waiting' || (broken && now.state !== 'live');
    },
    on: { sample: live, happening: () => loadOverview() },
  });

  return {
    heading: 'Overview',
    content: [
      about.warnings,
      tiles.element,
      el('div', { class: 'bar' },
        segments('Range', 'range', { hour: 'Hour', day: 'Day', month: 'Month' }, range, (value) => {
          range = value;
          loaded = null;
          context.replaceQuery({ range });
          loadHistory();
        }),
        app.element, el('p', { class: 'bar-end' }, state.element, ' ', kept)),
      problem,
      el('div', { class: 'charts' }, charts.map((chart) => chart.element)),
      table,
      place,
      drain.element,
    ],
  };
}

/** Figures of now, each with what it consists of. */
class Tiles {
  #parts = {};
  #sampled = false;

  constructor() {
    this.element = el('dl', { class: 'tiles', 'aria-label': 'Now' },
      [['connections', 'Connections'], ['channels', 'Channels'], ['in', 'Messages in'], ['out', 'Messages out'],
        ['lagMillis', 'Lag'], ['errors', 'Errors'], ['heap', 'Heap'], ['redis', 'Redis']].map(([key, label]) => {
        const value = el('strong', { testid: `tile-${key}` }, '–');
        const more = el('small');
        this.#parts[key] = { value, more };
        return el('div', { class: 'tile' }, el('dt', {}, label), el('dd', {}, value, more));
      }));
  }

  #show(key, value, more) {
    fill(this.#parts[key].value, value);
    if (more !== undefined) {
      this.#parts[key].more.textContent = more;
    }
  }

  sample(point) {
    this.#sampled = true;
    this.#show('connections', count(point.connections));
    this.#show('channels', count(point.channels));
    this.#show('in', figure(point.in), 'per second');
    this.#show('out', figure(point.out), 'per second');
    this.#show('lagMillis', `${figure(point.lagMillis)} ms`);
    this.#show('errors', count(point.errors), 'in the last second');
  }

  overview({ connections, channels, users, heap, redis }) {
    if (!this.#sampled) {
      this.#show('connections', count(connections.total));
      this.#show('channels', count(channels));
    }
    this.#parts.connections.more.textContent = parts(connections.byProtocol);
    this.#parts.channels.more.textContent = `${count(users)} signed-in users`;
    const share = heap.maxBytes > 0 ? Math.round((100 * heap.usedBytes) / heap.maxBytes) : 0;
    this.#show('heap', `${share} %`, `${bytes(heap.usedBytes)} of ${bytes(heap.maxBytes)}`);
    this.#show('redis', redisBadge(redis), [redis.error, redis.state !== 'NONE' && redis.since && `since ${moment(redis.since)}`].filter(Boolean).join(', '));
  }
}

function redisBadge({ state }) {
  const [tone, mark, text] = REDIS[state] ?? ['bad', '!', String(state).toLowerCase().replaceAll('_', ' ')];
  return badge(tone, mark, text);
}

function parts(figures) {
  const filled = Object.entries(figures ?? {}).filter(([, value]) => value > 0);
  return filled.map(([name, value]) => `${name}: ${count(value)}`).join(' · ');
}

function warningsOf({ warnings, draining, redis }) {
  const all = [
    ...(draining ? ['This server is draining: it takes no new clients and sends those it has away.'] : []),
    ...(REDIS[redis.state] ? [] : [`Redis is not connected (${redis.state}): what Laravel broadcasts through it does not arrive.`]),
    ...warnings,
  ];
  return all.length === 0
    ? []
    : [el('ul', { class: 'warnings panel', 'aria-label': 'Warnings' },
      all.map((warning) => el('li', {}, el('strong', {}, '⚠ '), warning)))];
}

/** What the server is. It is made anew only when it has changed; what changes all the time is written into it. */
class About {
  #uptime = el('span', { testid: 'uptime' });
  #transports = el('p', { testid: 'by-transport' });
  #made = { of: '', content: [] };
  warnings = el('div', { testid: 'warnings' });

  /** @returns {Node[]} the same array as long as it holds the same */
  of(overview) {
    this.#uptime.textContent = duration(overview.uptimeSeconds);
    this.#transports.textContent = parts(overview.connections.byTransport) || 'None.';
    const { uptimeSeconds, connections, channels, users, heap, ...lasting } = overview;
    const now = JSON.stringify(lasting);
    if (now !== this.#made.of) {
      this.#made = { of: now, content: aboutOf(overview, this.#uptime, this.#transports) };
      fill(this.warnings, warningsOf(overview));
    }
    return this.#made.content;
  }
}

function aboutOf(overview, uptime, transports) {
  const drops = tableOf('Drops', [{ title: 'Reason' }, { title: 'Connections closed or messages dropped', class: 'figure' }], 'drops');
  const dropped = overview.drops.filter((drop) => drop.count > 0);
  drops.add(dropped.map((drop) => [drop.reason, count(drop.count)]));
  return [
    el('div', { class: 'two' },
      panel('Server', {}, facts([
        ['Node', el('span', { class: 'code' }, overview.node)],
        ['Canyon', overview.version],
        ['Application server', overview.server],
        ['Writes by', overview.writer],
        ['Java', overview.java],
        ['Up for', uptime],
        ['Public address', overview.publicUrl ?? 'not set (canyon.public-url)'],
        ['Context root', overview.contextPath || '/'],
        ['Redis', overview.redis.url ?? '–'],
        overview.dev && ['Mode', 'development'],
      ])),
      el('div', { class: 'stack' },
        panel('Connections by transport', {}, transports),
        panel('Drops', {}, dropped.length === 0 ? note('None since the start.') : drops.element))),
  ];
}

/** The charts for those who cannot see them: a figure a minute at most, newest first. */
function figuresTable() {
  const columns = CHARTS.flatMap(([title, , lines]) => lines.map(([key, label, show]) =>
    ({ title: lines.length > 1 ? `${title}, ${label}` : title, key, show })));
  const table = tableOf('Figures', [{ title: 'Time', class: 'time' }, ...columns.map(({ title }) => ({ title, class: 'figure' }))], 'figures');
  return {
    element: table.element,
    show(points) {
      const step = Math.max(1, Math.ceil(points.length / 60));
      const chosen = points.filter((_, index) => (points.length - 1 - index) % step === 0).reverse();
      table.clear();
      table.add(chosen.map((point) => [moment(point.t * 1000), ...columns.map(({ key, show }) => show(point[key]))]));
    },
  };
}
