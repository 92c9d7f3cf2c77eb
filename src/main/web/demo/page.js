/** Puts the page together and keeps connections open that are as the visitor chose. */
import { choiceIn, choiceOf, queryOf } from './choice.js';
import { copyButtonsOn } from './copy.js';
import { feedOn } from './feed.js';
import { personOn } from './person.js';
import { FEED, PEOPLE, placeOf } from './place.js';
import { publishFormOn } from './publish.js';
import { openSession } from './session.js';
import { snippetFor } from './snippet.js';
import { statusOn } from './status.js';

/** A subscription is not acknowledged: milliseconds after which the server should have it. */
const SUBSCRIBED_AFTER = 300;

const place = placeOf(location.href);
const choices = document.querySelector('#choices');
const snippet = document.querySelector('#snippet');
const listening = document.querySelector('#listening');
const refusal = document.querySelector('#refusal');
const pollingNote = document.querySelector('#polling-note');

let choice = choiceIn(location.search);
let session;
/** Besides the feed the page hears one other channel, the one that the form names. */
let other;
let attempt = 0;

const feed = feedOn(document);
const status = statusOn(document);
const people = PEOPLE.map((name) => personOn(document, place, name));
const publishForm = publishFormOn(document, place, { socketId: () => session?.id(), listenTo });

async function open() {
  const mine = ++attempt;
  const whileCurrent = (report) => (...facts) => mine === attempt && report(...facts);
  session?.close();
  session = undefined;
  feed.startCount();
  refusal.textContent = '';
  snippet.textContent = snippetFor(choice, place);

  const opened = await openSession(choice, place, {
    onStatus: whileCurrent((facts) => {
      status.show(facts);
      publishForm.socketIdChanged();
    }),
    onEvent: whileCurrent(feed.add),
    onRefused: whileCurrent(refused),
  });
  if (mine !== attempt) {
    opened.close();
    return;
  }
  session = opened;
  session.join(FEED.channel);
  if (other) {
    session.join(other.channel);
  }
}

function refused(channel, code) {
  refusal.textContent = `Canyon refused the channel ${channel} (${code}).`;
  if (channel === other?.channel) {
    leaveOther();
  }
}

/** @returns {Promise<void>} done when the server should know that this client listens */
async function listenTo(channel) {
  if (channel === FEED.channel) {
    return;
  }
  if (channel !== other?.channel) {
    leaveOther();
    other = { channel, subscribed: after(SUBSCRIBED_AFTER) };
    refusal.textContent = '';
    listening.textContent = `${FEED.channel} and ${channel}`;
    session?.join(channel);
  }
  await other.subscribed;
}

function after(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function leaveOther() {
  if (other) {
    session?.leave(other.channel);
  }
  other = undefined;
  listening.textContent = FEED.channel;
}

function start() {
  pollingNote.hidden = choice.transport !== 'polling';
  open();
  people.forEach((person) => person.restart(choice));
}

for (const [name, value] of Object.entries(choice)) {
  choices.elements[name].value = value;
}
choices.addEventListener('change', () => {
  choice = choiceOf(choices.elements);
  history.replaceState(null, '', queryOf(choice));
  start();
});
copyButtonsOn(document);
start();
