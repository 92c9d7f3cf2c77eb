/** The events that arrived: a count, the latest ones as a list, the load as a chart. */
import { chartOn } from './chart.js';
import { FEED } from './place.js';

const SHOWN = 12;
/** Characters of an event's data that the list shows. */
const DATA_LENGTH = 300;

/** @param {Document} page */
export function feedOn(page) {
  const list = page.querySelector('#events');
  const empty = page.querySelector('#empty');
  const countField = page.querySelector('#count');
  const pause = page.querySelector('#pause');
  const chart = chartOn(page);
  let count = 0;
  let paused = false;

  pause.addEventListener('click', () => {
    paused = !paused;
    pause.textContent = paused ? 'Resume' : 'Pause';
  });

  function show(channel, event, data) {
    empty.hidden = true;
    list.hidden = false;
    list.prepend(itemOf(page, channel, event, data));
    while (list.childElementCount > SHOWN) {
      list.lastElementChild.remove();
    }
    if (isTick(channel, event) && typeof data?.load === 'number') {
      chart.add(data.load);
    }
  }

  return {
    /** The count goes on while the picture is paused. */
    add(channel, event, data) {
      countField.textContent = String(++count);
      if (!paused) {
        show(channel, event, data);
      }
    },
    startCount() {
      count = 0;
      countField.textContent = '0';
    },
  };
}

function isTick(channel, event) {
  return channel === FEED.channel && event === FEED.event;
}

function itemOf(page, channel, event, data) {
  const item = page.createElement('li');
  const now = new Date();
  const time = part('time', 'event-time', now.toLocaleTimeString('en-GB'));
  time.dateTime = now.toISOString();
  item.dataset.testid = 'event';
  item.className = isTick(channel, event) ? 'event' : 'event event-yours';
  item.append(
    time,
    part('strong', 'event-name', event),
    ...(channel === FEED.channel ? [] : [part('span', 'event-channel', channel)]),
    part('code', 'event-data', shortened(JSON.stringify(data) ?? '')),
  );
  return item;

  function part(tag, className, text) {
    const element = page.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }
}

function shortened(text) {
  return text.length > DATA_LENGTH ? `${text.slice(0, DATA_LENGTH)}…` : text;
}
