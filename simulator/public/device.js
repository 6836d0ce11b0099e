import { api } from './api.js';
import { drawBubble } from './bubble.js';
import { make } from './make.js';
import { choiceSheet, listSheet } from './sheet.js';
import { redraw, refill } from './stay.js';

const PLACES = [
  ['Jakarta Pusat', { latitude: -6.1862, longitude: 106.8341, name: 'Jakarta Pusat' }],
  ['Bandung', { latitude: -6.9175, longitude: 107.6191, name: 'Bandung' }],
  ['Surabaya', { latitude: -7.2575, longitude: 112.7521, name: 'Surabaya' }],
];
const FILES = [
  ['Lokasi', 'location'],
  ['Foto', 'image'],
  ['Pesan suara', 'voice'],
  ['Stiker', 'sticker'],
  ['Dokumen', 'document'],
  ['Kontak saya', 'contact'],
];
/** The sign that somebody writes goes by itself after this long, on both apps. */
const TYPING_MS = { whatsapp: 25_000, messenger: 20_000 };

/** One phone on the page: shows its chat and does what its owner does. */
export class Device {
  constructor(phone, parts) {
    this.phone = phone;
    this.parts = parts;
    this.channel = phone.channel;
    this.bubbles = new Map();
    this.takeChats(phone);
    parts.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.say(parts.field.value);
    });
    parts.attach.addEventListener('click', () => void this.attach());
    parts.menu?.addEventListener('click', () => void this.openMenu());
    this.draw();
  }

  takeChats(phone) {
    const [chat] = phone.chats;
    this.offer = phone.offer ?? {};
    this.bubbles = new Map((chat?.bubbles ?? []).map((bubble) => [bubble.id, bubble]));
  }

  /** Reads everything anew. */
  async reload() {
    const { number, userId, channel, name } = this.phone;
    const made = channel === 'whatsapp' ? { channel, number, name } : { channel, userId, name };
    this.phone = await api.makePhone(made);
    this.takeChats(this.phone);
    this.draw();
  }

  /** Another person's phone in its place. Nothing can be written meanwhile: it would go out from the phone before. */
  async become(made) {
    const { field } = this.parts;
    field.disabled = true;
    try {
      this.phone = await api.makePhone(made);
      this.takeChats(this.phone);
      this.typing(false);
      this.draw();
    } finally {
      field.disabled = false;
    }
  }

  take({ kind, data }) {
    if (kind === 'typing') this.typing(true);
    if (kind === 'phone') this.phone = { ...this.phone, ...data };
    if (kind !== 'bubble') return;
    const known = this.bubbles.has(data.bubble.id);
    this.bubbles.set(data.bubble.id, data.bubble);
    if (!known && data.bubble.from === 'business') this.typing(false);
    this.put(data.bubble);
  }

  typing(on) {
    clearTimeout(this.timer);
    const { status, state, log } = this.parts;
    status.hidden = !on;
    if (state) state.textContent = on ? 'sedang mengetik…' : 'Akun bisnis resmi';
    if (on) {
      this.timer = setTimeout(() => this.typing(false), TYPING_MS[this.channel]);
      log.scrollTop = log.scrollHeight;
    }
  }

  draw() {
    const { list, start, field } = this.parts;
    const all = [...this.bubbles.values()].map((bubble) => this.drawn(bubble));
    refill(list, all, field);
    if (start) start.hidden = this.bubbles.size > 0;
    this.questions();
    this.chips();
    this.toEnd();
  }

  drawn(bubble) {
    const quoted = bubble.quote === undefined ? undefined : this.bubbles.get(bubble.quote);
    // A press shows its own words: what it answers stands right above.
    const shown = quoted?.buttons && bubble.from === 'citizen' && this.channel === 'messenger' ? undefined : quoted;
    const press = (button, index, card) => void this.press(bubble, button, index, card);
    return drawBubble(bubble, { channel: this.channel, quoted: shown, press });
  }

  put(bubble) {
    const { list, start, field } = this.parts;
    const old = [...list.children].find((one) => one.dataset.id === bubble.id);
    const drawn = this.drawn(bubble);
    if (start) start.hidden = true;
    if (old) redraw(old, drawn, field);
    else {
      list.append(drawn);
      this.chips();
      this.toEnd();
      drawn.querySelector('img')?.addEventListener('load', () => this.toEnd());
    }
  }

  toEnd() {
    const { log } = this.parts;
    log.scrollTop = log.scrollHeight;
  }

  /** What an empty chat offers to begin with. */
  questions() {
    const { questions, greeting } = this.parts;
    if (greeting) greeting.textContent = this.offer.greeting || 'Layanan pemerintah';
    const ask = (words) => (this.channel === 'whatsapp' ? this.say(words) : this.act({ kind: 'menu', title: words }));
    questions.replaceChildren(
      ...(this.offer.questions ?? []).map((words) =>
        make('button', { type: 'button', on: { click: () => void ask(words) } }, words),
      ),
    );
  }

  /** Messenger's quick replies: those of the last message, until something new is said. */
  chips() {
    const { chips, field } = this.parts;
    if (!chips) return;
    const last = [...this.bubbles.values()].at(-1);
    const all = (last?.buttons ?? []).map((one, index) => [one, index]).filter(([one]) => one.kind === 'quick');
    const press = (one, index) => () => void this.press(last, one, index);
    refill(
      chips,
      all.map(([one, index]) => make('button', { type: 'button', on: { click: press(one, index) } }, one.title)),
      field,
    );
    chips.hidden = all.length === 0;
  }

  async act(act) {
    // At once: the answer may be here, and its buttons in use, before the request is over.
    this.parts.field.focus({ preventScroll: true });
    try {
      await api.act(this.phone.id, act);
      this.parts.trouble.textContent = '';
    } catch (error) {
      this.parts.trouble.textContent = `Tidak bisa: ${error.message}`;
    }
  }

  async say(text) {
    const words = text.trim();
    if (words === '') return;
    this.parts.field.value = '';
    await this.act({ kind: 'text', text: words });
  }

  async press(bubble, button, index, card) {
    const tap = { kind: 'tap', bubble: bubble.id, button: index, ...(card === undefined ? {} : { card }) };
    if (button.kind === 'list') {
      const row = await listSheet(this.parts.screen, button);
      if (row !== undefined) await this.act({ ...tap, row });
    } else if (button.kind === 'location') await this.where(bubble.id);
    else if (button.kind === 'contact') await this.act({ kind: 'contact', quote: bubble.id });
    else if (button.kind === 'copy') await navigator.clipboard?.writeText(button.payload ?? '').catch(() => {});
    else await this.act(tap);
  }

  async where(quote) {
    const place = await choiceSheet(this.parts.screen, 'Kirim lokasi', PLACES);
    if (place)
      await this.act({ kind: 'location', ...place, ...(quote && this.channel === 'whatsapp' ? { quote } : {}) });
  }

  async attach() {
    const items = FILES.filter(([, kind]) => kind !== 'contact' || this.channel === 'whatsapp');
    const kind = await choiceSheet(this.parts.screen, 'Lampirkan', items);
    if (kind === undefined) return;
    if (kind === 'location') await this.where();
    else await this.act(kind === 'contact' ? { kind } : { kind: 'media', type: kind });
  }

  async openMenu() {
    this.offer = (await api.phone(this.phone.id)).offer;
    const items = (this.offer.menu ?? []).map((one) => [one.title, one]);
    if (items.length === 0) return;
    const item = await choiceSheet(this.parts.screen, 'Menu', items);
    if (item?.type === 'web_url') window.open(item.url, '_blank', 'noopener');
    else if (item) await this.act({ kind: 'menu', title: item.title });
  }
}
