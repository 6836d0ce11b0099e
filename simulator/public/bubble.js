import { api } from './api.js';
import { icon, make } from './make.js';
import { marked } from './marks.js';

const TIME = new Intl.DateTimeFormat('id-ID', { hour: '2-digit', minute: '2-digit' });
const TICKS = {
  waiting: ['clock', 'Menunggu'],
  sent: ['tick', 'Terkirim'],
  delivered: ['ticks', 'Sampai'],
  read: ['ticks', 'Dibaca'],
  failed: ['clock', 'Gagal'],
};
/** Icons on buttons of WhatsApp. */
const ICONS = {
  reply: 'reply',
  template: 'reply',
  list: 'list',
  url: 'open',
  call: 'call',
  copy: 'copy',
  location: 'pin',
  contact: 'person',
  flow: 'list',
};

function picture({ media, mime, filename, text, type }) {
  const address = api.media(media);
  if (mime?.startsWith('image/')) {
    const alt = text || (type === 'sticker' ? 'Stiker' : 'Gambar');
    return make('img.picture', { src: address, alt, loading: 'lazy' });
  }
  if (type === 'audio')
    return make('.voice', {}, icon('mic'), make('span.wave', { 'aria-hidden': 'true' }), 'Pesan suara');
  const name = filename ?? 'Berkas';
  return make('a.file', { href: address, download: name }, icon('file'), make('span', {}, name));
}

/** Files that the citizen sent without real bytes are drawn, not shown. */
function attachment(bubble) {
  if (bubble.type === 'sticker' && bubble.from === 'citizen')
    return make('span.sticker', { role: 'img', 'aria-label': 'Stiker' }, '👍');
  if (bubble.type === 'image' && bubble.from === 'citizen')
    return make('.photo', { role: 'img', 'aria-label': 'Foto' }, icon('image'));
  if (bubble.media) return picture(bubble);
  if (bubble.type === 'audio') return picture({ ...bubble, mime: '' });
  return undefined;
}

function place({ place: { latitude, longitude, name, address } }) {
  return make(
    '.place',
    {},
    make('.map', { 'aria-hidden': 'true' }, icon('pin')),
    make('strong', {}, name ?? 'Lokasi'),
    address ? make('span', {}, address) : undefined,
    make('span.small', {}, `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`),
  );
}

function meta(bubble, channel) {
  const time = make('time', { datetime: new Date(bubble.at).toISOString() }, TIME.format(bubble.at));
  if (bubble.from === 'business') return make('.meta', {}, time);
  const [name, label] = TICKS[bubble.tick];
  const tick = make(`span.tick.${bubble.tick}`, {}, icon(name, label));
  return make('.meta', {}, channel === 'whatsapp' ? time : undefined, tick);
}

/** What a button does when it is pressed: a link or a call open by themselves, everything else goes to `press`. */
function button(one, index, channel, press) {
  const content = channel === 'whatsapp' ? [icon(ICONS[one.kind] ?? 'reply'), one.title] : [one.title];
  if (one.kind === 'url' && /^https?:/.test(one.url)) {
    return make('a.press', { href: one.url, target: '_blank', rel: 'noopener noreferrer' }, ...content);
  }
  if (one.kind === 'call') return make('a.press', { href: `tel:${one.payload}` }, ...content);
  return make('button.press', { type: 'button', on: { click: () => press(one, index) } }, ...content);
}

function cards(bubble, press) {
  const one = ({ title, subtitle, image, buttons }, card) =>
    make(
      'li.one-card',
      {},
      image ? make('img', { src: image, alt: '', loading: 'lazy' }) : undefined,
      make('strong', {}, title),
      subtitle ? make('span', {}, subtitle) : undefined,
      ...buttons.map((each, index) => button(each, index, 'messenger', (found, at) => press(found, at, card))),
    );
  return make('ul.carousel', { tabindex: 0, 'aria-label': 'Pilihan' }, ...bubble.cards.map(one));
}

function body(bubble, channel, quoted) {
  if (bubble.gone) return [make('p.gone', {}, 'Pesan ini telah dihapus')];
  const text = bubble.type === 'image' && bubble.from === 'citizen' ? undefined : bubble.text;
  return [
    quoted ? make('.quote', {}, quoted.text?.slice(0, 80) ?? 'Pesan') : undefined,
    attachment(bubble),
    bubble.place ? place(bubble) : undefined,
    bubble.header ? make('p.header', {}, bubble.header) : undefined,
    text ? make('p.text', {}, ...marked(text, channel === 'whatsapp')) : undefined,
    bubble.footer ? make('p.footer', {}, bubble.footer) : undefined,
  ];
}

/** Quick replies stand above the keyboard, not in the chat. */
const inChat = (one) => one.kind !== 'quick' && !(one.kind === 'contact' && one.title.startsWith('user_'));

/** One message as the app shows it. `press(button, index, card)` is called for what a citizen presses. */
export function drawBubble(bubble, { channel, quoted, press }) {
  const mine = bubble.from === 'citizen';
  const buttons = (bubble.buttons ?? []).map((one, index) => [one, index]).filter(([one]) => inChat(one));
  const item = make(`li.bubble.${mine ? 'mine' : 'theirs'}.is-${bubble.type}`, { 'data-id': bubble.id });
  const inside = make(
    '.inside',
    {},
    make('span.who', {}, mine ? 'Anda:' : 'Sapa Vaksin:'),
    ...body(bubble, channel, quoted),
    meta(bubble, channel),
  );
  item.append(inside);
  if (bubble.cards) item.append(cards(bubble, press));
  if (buttons.length > 0 && !bubble.gone) {
    item.append(make('.buttons', {}, ...buttons.map(([one, index]) => button(one, index, channel, press))));
  }
  if (bubble.reaction) item.append(make('span.reaction', {}, bubble.reaction));
  if (bubble.tick === 'failed') item.append(make('p.failed', {}, `Tidak terkirim (${bubble.error ?? '?'})`));
  return item;
}
