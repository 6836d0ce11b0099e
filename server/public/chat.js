/** The chat: Web Chat in our words and looks, on a connection that comes back by itself. */
import { fitToScreen } from './fit.js';
import { createFrame } from './frame.js';
import { createKeep } from './keep.js';
import { createLine } from './line.js';
import { styleOptions } from './look.js';
import { readable, renderText } from './show.js';
import { createUnread } from './unread.js';
import { wordsFor } from './words.js';

const { WebChat } = window;
const words = wordsFor(document.documentElement.lang);
const root = document.getElementById('chat');
const state = document.getElementById('state');
const keep = createKeep({ onCleared: () => window.location.reload() });

/** One line under the title: what the connection is doing. Empty while all is well. */
function tell(name) {
  state.textContent = name === undefined ? '' : words.state[name];
  state.dataset.kind = name ?? '';
}

/** Where somebody who opened the chat goes on: the text field; on a phone its keyboard would cover the first question. */
function begin() {
  const touch = window.matchMedia('(pointer: coarse)').matches;
  const field = touch ? null : root.querySelector('[data-id="webchat-sendbox-input"]');
  (field ?? document.querySelector('h1')).focus();
}

const frame = createFrame({
  onShown(shown, focus) {
    unread.shown(shown);
    if (focus) begin();
  },
});
const unread = createUnread({ keep, onCount: frame.unread });
const line = createLine({ WebChat, keep, locale: words.locale, onState: tell, onActivity: unread.heard });

/** What comes in is made readable before Web Chat sees it. */
const store = WebChat.createStore({}, () => (next) => (action) => {
  if (action.type !== 'DIRECT_LINE/INCOMING_ACTIVITY') return next(action);
  return next({ ...action, payload: { ...action.payload, activity: readable(action.payload.activity, words) } });
});

function askToForget() {
  const sure = document.getElementById('sure');
  document.getElementById('forget').addEventListener('click', () => sure.showModal());
  sure.addEventListener('close', () => {
    if (sure.returnValue !== 'yes') return;
    keep.clear();
    window.location.reload();
  });
}

function closeOnEscape() {
  document.getElementById('close').addEventListener('click', frame.close);
  window.addEventListener('keydown', (event) => {
    // Inside the history Escape means "back to the text field", and in a dialog "close the dialog".
    if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]')) frame.close();
  });
}

askToForget();
closeOnEscape();
fitToScreen();
tell('opening');
await line.open();
WebChat.renderWebChat(
  {
    directLine: line,
    store,
    styleOptions,
    locale: words.locale,
    nonce: root.dataset.nonce,
    overrideLocalizedStrings: (strings) => ({ ...strings, ...words.strings }),
    renderMarkdown: (text) => renderText(text, words),
  },
  root,
);
frame.ready();
