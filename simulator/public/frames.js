import { icon, make } from './make.js';

const initials = (name) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((one) => one[0] ?? '')
    .join('')
    .toUpperCase();

/** The parts both apps share: the chat, what goes wrong, and the line to write in. */
function common(channel, words) {
  const list = make('ol.bubbles', {});
  const status = make(
    '.typing',
    { hidden: true, role: 'status' },
    make('span.dots', { 'aria-hidden': 'true' }, make('i'), make('i'), make('i')),
    make('span.who', {}, 'Sapa Vaksin sedang mengetik'),
  );
  const log = make('.log', { role: 'log', 'aria-live': 'polite', 'aria-label': words.log, tabindex: 0 }, list, status);
  const trouble = make('p.trouble', { role: 'alert' });
  const field = make('input.field', {
    type: 'text',
    'aria-label': words.field,
    placeholder: words.hint,
    autocomplete: 'off',
    enterkeyhint: 'send',
    maxlength: 4000,
  });
  const attach = make(
    'button.attach',
    { type: 'button', 'aria-label': 'Lampirkan' },
    icon(channel === 'whatsapp' ? 'clip' : 'plus'),
  );
  const send = make('button.send', { type: 'submit', 'aria-label': 'Kirim' }, icon('send'));
  return { list, status, log, trouble, field, attach, send };
}

/** The bar of the phone itself, with a clock that goes. */
function top() {
  const clock = make('span');
  const tell = () => {
    clock.textContent = new Date().toLocaleTimeString('id-ID', { hour: '2-digit', minute: '2-digit' });
  };
  tell();
  setInterval(tell, 20_000);
  return make('.status-bar', { 'aria-hidden': 'true' }, clock, make('span.island'), make('span.bars'));
}

/** WhatsApp, as on a phone of these days. */
export function whatsappFrame(phone) {
  const parts = common('whatsapp', { log: 'Obrolan WhatsApp', field: 'Pesan WhatsApp', hint: 'Ketik pesan' });
  const state = make('span.state', {}, 'Akun bisnis resmi');
  const seal = make('span.seal', {}, icon('tick', 'Terverifikasi'));
  const head = make(
    '.app-bar',
    {},
    icon('back'),
    make('span.avatar', { 'aria-hidden': 'true' }, initials('Sapa Vaksin')),
    make('span.titles', {}, make('strong', {}, 'Sapa Vaksin ', seal), state),
  );
  const note = make(
    'p.note',
    {},
    'Pesan dan panggilan terenkripsi. Ini ponsel peraga: tidak ada yang dikirim ke mana pun.',
  );
  parts.log.prepend(make('p.day', {}, 'Hari ini'), note);
  const questions = make('.questions');
  const start = make('.start', {}, questions);
  parts.log.append(start);
  const form = make(
    'form.composer',
    { autocomplete: 'off' },
    make('.pill', {}, icon('smile'), parts.field, parts.attach),
    parts.send,
  );
  const screen = make('.screen.whatsapp', {}, top(), head, parts.log, parts.trouble, form);
  const frame = make('section.device', { 'aria-label': `Ponsel WhatsApp ${phone.name}` }, screen);
  return { frame, screen, form, state, start, questions, ...parts };
}

/** Messenger, with its quick replies above the keyboard and the page's menu beside it. */
export function messengerFrame(phone) {
  const parts = common('messenger', { log: 'Obrolan Messenger', field: 'Pesan Messenger', hint: 'Aa' });
  const head = make(
    '.app-bar',
    {},
    icon('back'),
    make('span.avatar', { 'aria-hidden': 'true' }, initials('Sapa Vaksin')),
    make('span.titles', {}, make('strong', {}, 'Sapa Vaksin'), make('span.state', {}, 'Biasanya langsung membalas')),
  );
  const greeting = make('span.greeting');
  const questions = make('.questions');
  const begin = make('button.begin', { type: 'button' }, 'Mulai');
  const start = make(
    '.start',
    {},
    make('span.avatar.big', { 'aria-hidden': 'true' }, initials('Sapa Vaksin')),
    make('strong', {}, 'Sapa Vaksin'),
    greeting,
    begin,
    questions,
  );
  parts.log.prepend(start);
  const chips = make('.chips', { hidden: true, role: 'group', 'aria-label': 'Jawaban cepat' });
  const menu = make('button.menu', { type: 'button', 'aria-label': 'Menu' }, icon('menu'));
  const form = make('form.composer', { autocomplete: 'off' }, menu, parts.attach, parts.field, parts.send);
  const screen = make('.screen.messenger', {}, top(), head, parts.log, chips, parts.trouble, form);
  const frame = make('section.device', { 'aria-label': `Ponsel Messenger ${phone.name}` }, screen);
  return { frame, screen, form, chips, menu, start, begin, greeting, questions, ...parts };
}
