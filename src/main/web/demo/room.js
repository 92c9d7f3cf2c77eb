/** A presence channel: who is there, and what they whisper to each other without any server publishing it. */
import { cardOn, shown } from './card.js';
import { chatLogOn } from './log.js';
import { membersOn } from './members.js';
import { LOBBY } from './place.js';
import { subscriptionOn } from './subscription.js';
import { typingNotice, typingSignal } from './typing.js';

const TEXT = {
  enter: 'Join',
  words: {
    out: 'not in the room',
    asking: 'joining',
    in: 'in the room',
    refused: 'refused',
    lost: 'connection lost',
  },
};

/**
 * @param {Document} page
 * @param {string} person
 * @param {() => Promise<import('./connection.js').Line>} line
 */
export function roomOn(page, person, line) {
  const name = shown(person);
  const card = cardOn(page, 'room', person);
  const members = membersOn(card.members, card.size);
  const log = chatLogOn(card.log);
  const notice = typingNotice((text) => {
    card.typing.textContent = text;
  });
  const signal = typingSignal(() => room.whisper('typing', { name }));
  const subscription = subscriptionOn(card, `presence-${LOBBY}`, TEXT, line, { join, changed });
  let room;

  function join(echo) {
    room = echo
      .join(LOBBY)
      .here((all) => {
        members.set(all);
        subscription.wasAdmitted();
      })
      .joining((member) => {
        members.add(member);
        log.note(`${member.name} joined`);
      })
      .leaving((member) => {
        members.remove(member);
        notice.stopped(member.name);
        log.note(`${member.name} left`);
      })
      .listenForWhisper('typing', (whisper) => notice.typing(whisper.name))
      .listenForWhisper('message', (whisper) => {
        notice.stopped(whisper.name);
        log.say(whisper.name, whisper.text);
      });
    return room;
  }

  function changed(state) {
    const inside = state === 'in';
    card.text.disabled = !inside;
    card.send.disabled = !inside;
    if (!inside) {
      members.set([]);
      notice.clear();
    }
  }

  function say(text) {
    room.whisper('message', { name, text });
    // A whisper goes to the others only.
    log.say(name, text, true);
    signal.sent();
  }

  card.text.setAttribute('aria-label', `Message from ${name}`);
  card.text.addEventListener('input', signal.typed);
  card.form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = card.text.value.trim();
    if (text !== '') {
      say(text);
      card.text.value = '';
    }
  });
  return {
    ...subscription,
    reset(client) {
      card.client.textContent = client;
      subscription.reset();
    },
  };
}
