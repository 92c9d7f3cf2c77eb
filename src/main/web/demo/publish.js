/** The form that publishes an event through the HTTP API. */
import { bodyOf, curlFor, headersFor, mistakeIn } from './request.js';

/**
 * @param {Document} page
 * @param {{events: string, apiKey: string}} place
 * @param {{socketId: () => string | undefined, listenTo: (channel: string) => Promise<void>}} session
 */
export function publishFormOn(page, place, session) {
  const form = page.querySelector('#publish');
  const { channel, name, data, others } = form.elements;
  const fields = { channel, name, data };
  const mistakeField = page.querySelector('#mistake');
  const curl = page.querySelector('#curl');
  const answer = page.querySelector('#answer');

  const draft = () => ({
    channel: channel.value.trim(),
    name: name.value.trim(),
    data: data.value,
    except: others.checked ? session.socketId() : undefined,
  });

  function showMistake(mistake) {
    mistakeField.textContent = mistake?.message ?? '';
    for (const [key, field] of Object.entries(fields)) {
      field.setAttribute('aria-invalid', String(key === mistake?.field));
    }
  }

  function showCurl() {
    const current = draft();
    curl.textContent = mistakeIn(current)
      ? '# The command appears here once the form is complete.'
      : curlFor(place, bodyOf(current));
  }

  async function publish() {
    const current = draft();
    const mistake = mistakeIn(current);
    showMistake(mistake);
    if (mistake) {
      answer.textContent = '';
      fields[mistake.field].focus();
      return;
    }
    answer.textContent = 'Sending…';
    await session.listenTo(current.channel);
    answer.textContent = await answerTo(place, bodyOf(current));
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    publish();
  });
  channel.addEventListener('change', () => {
    if (!mistakeIn(draft())) {
      session.listenTo(draft().channel);
    }
  });
  form.addEventListener('input', () => {
    showMistake(null);
    showCurl();
  });
  showCurl();
  return { socketIdChanged: showCurl };
}

async function answerTo(place, body) {
  try {
    const response = await fetch(place.events, { method: 'POST', headers: headersFor(place), body });
    return `${response.status} ${response.statusText}\n${await response.text()}`;
  } catch (error) {
    return `No answer: ${error.message}`;
  }
}
