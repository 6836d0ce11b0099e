/** The product without a channel configured: the simulator stands in, and its phones are worked through the product's port. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerTo } from '../support/answers.ts';
import { openChat } from '../support/directline.ts';
import { persona, registration } from '../support/personas.ts';
import { type Product, startProduct } from '../support/product.ts';

const TICKET = /Kode tiket: ((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})/;
const root = mkdtempSync(join(tmpdir(), 'sapa trial '));
let product: Product;
beforeAll(async () => {
  product = await startProduct({ folder: root });
});
afterAll(async () => {
  await product.kill('SIGTERM');
  rmSync(root, { recursive: true, force: true });
});

interface Bubble {
  readonly id: string;
  readonly from: string;
  readonly type: string;
  readonly text?: string;
  readonly media?: string;
  readonly buttons?: readonly { readonly kind: string; readonly title: string }[];
}
interface Phone {
  readonly id: string;
  readonly newest: number;
  readonly chats: readonly { readonly bubbles: readonly Bubble[] }[];
}

async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(`http://127.0.0.1:${product.port}/simulator${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  return (await answer.json()) as T;
}
const bubbles = async (phone: Phone): Promise<readonly Bubble[]> =>
  (await call<Phone>('GET', `/phones/${phone.id}`)).chats[0]?.bubbles ?? [];

/** Does something on the phone and waits for what is said to it, until nothing more comes for a moment. */
async function hear(phone: Phone, act: object): Promise<readonly Bubble[]> {
  const before = (await bubbles(phone)).length;
  await call('POST', `/phones/${phone.id}/acts`, act);
  let seen = before + 1;
  for (let waits = 0, still = 0; waits < 200; waits += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const all = await bubbles(phone);
    still = all.length === seen ? still + 1 : 0;
    seen = all.length;
    if (seen > before + 1 && still >= 4) return all.slice(before).filter((one) => one.from === 'business');
  }
  throw new Error('nothing was heard');
}

test.each([
  ['messenger', { kind: 'start' }, 0, {}],
  ['whatsapp', { kind: 'text', text: 'halo' }, 1, { number: '6289900000001' }],
] as const)('a registration on %s, to the ticket with its picture', async (channel, first, nth, more) => {
  const phone = await call<Phone>('POST', '/phones', { channel, name: 'Siti', ...more });
  let heard = await hear(phone, first);
  const all = [...heard];
  for (const words of registration(persona('registered', nth), channel === 'whatsapp')) {
    const [last] = heard.slice(-1);
    const at = last?.buttons?.findIndex(({ title }) => title.toLowerCase() === words) ?? -1;
    heard = await hear(phone, at >= 0 ? { kind: 'tap', bubble: last?.id, button: at } : { kind: 'text', text: words });
    all.push(...heard);
  }
  expect(all.map(({ text = '' }) => text).join('\n')).toMatch(TICKET);
  const qr = all.find(({ type, media }) => type === 'image' && media !== undefined);
  const picture = await fetch(`http://127.0.0.1:${product.port}/simulator/media/${qr?.media}`);
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(
    Buffer.from(await picture.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
});

test('the fake Meta is provisioned: menus and questions are there, and answered', async () => {
  const phone = await call<Phone & { offer: { menu: { title: string }[]; questions: string[]; greeting: string } }>(
    ...(['POST', '/phones', { channel: 'messenger' }] as const),
  );
  expect(phone.offer.greeting).toContain('119');
  expect(phone.offer.menu.map(({ title }) => title)).toContain('Tiket saya');
  const [question = ''] = phone.offer.questions;
  const heard = await hear(phone, { kind: 'menu', title: question });
  expect(heard.map(({ text = '' }) => text).join()).toContain('Apakah Bapak/Ibu setuju');
});

test('registered on WhatsApp: a web chat that only knows the data is a stranger, and is told the way', async () => {
  const who = persona('registered', 2);
  const phone = await call<Phone>('POST', '/phones', { channel: 'whatsapp', number: '6289900000002' });
  for (const words of registration(who, true)) await hear(phone, { kind: 'text', text: words });
  const code = TICKET.exec((await bubbles(phone)).map(({ text = '' }) => text).join('\n'))?.[1];
  const chat = await openChat(`http://127.0.0.1:${product.port}`);
  const said: string[] = [];
  for (const words of registration(who).slice(0, -2)) said.push(...(await chat.say(words)));
  expect(code).toBeDefined();
  expect(said.join('\n')).toContain('hanya kami buka untuk nomor HP yang terdaftar');
  expect(TICKET.exec(said.join('\n'))).toBeNull();
});

const yohana = persona('registered', 3);
const textOf = (all: readonly Bubble[]): string => all.map(({ text = '' }) => text).join('\n');

/** Answers as this person whatever the chat asks, until it says `until`. */
async function answer(
  say: (text: string) => Promise<string[]>,
  first: string,
  until: RegExp,
  who = yohana,
): Promise<string> {
  const said: string[] = [];
  for (let next: string | undefined = first; next !== undefined && !until.test(said.join('\n')); ) {
    said.push(...(await say(next)));
    next = answerTo(said.at(-1) ?? '', who);
  }
  return said.join('\n');
}

/** The one-time code, once it has come. */
async function digitsOn(phone: Phone): Promise<string> {
  for (let waits = 0; waits < 400; waits += 1) {
    const found = /\b\d{6}\b(?=\*? adalah kode)/.exec(textOf(await bubbles(phone)));
    if (found) return found[0];
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no code came');
}

test('registered on WhatsApp, with no phone in the list: the web chat opens with a code sent to that WhatsApp', async () => {
  const who = persona('registered', 4);
  const phone = await call<Phone>('POST', '/phones', { channel: 'whatsapp', number: '6289900000004' });
  const onPhone = async (text: string): Promise<string[]> =>
    (await hear(phone, { kind: 'text', text })).map(({ text: words = '' }) => words);
  const ticket = TICKET.exec(await answer(onPhone, 'daftar', TICKET, who))?.[1];
  expect(ticket).toBeDefined();
  const chat = await openChat(`http://127.0.0.1:${product.port}`);
  await answer(chat.say, 'daftar', /ketik kodenya/, who);
  expect(TICKET.exec(await answer(chat.say, await digitsOn(phone), TICKET, who))?.[1]).toBe(ticket);
  // And another one with a code of the phone's own chat, which is told of it.
  const [, own = ''] = /LANJUT ([0-9A-Z-]{19})/.exec((await onPhone('pindah hp')).join('\n')) ?? [];
  const page = await openChat(`http://127.0.0.1:${product.port}`);
  await page.say(`lanjut ${own}`);
  await page.say('setuju');
  expect(TICKET.exec((await page.say(who.answers.birthDate)).join('\n'))?.[1]).toBe(ticket);
  for (let n = 0; n < 200 && !textOf(await bubbles(phone)).includes('terlihat di chat lain'); n += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(textOf(await bubbles(phone))).toContain('terlihat di chat lain');
});

test('a NIK with two digits swapped: the chat says what it says to everybody, and the desk has a hint', async () => {
  const who = persona('registered', 0);
  const nik = who.answers.nik.replace(/(\d)(\d)$/, '$2$1');
  expect(nik).not.toBe(who.answers.nik);
  const chat = await openChat(`http://127.0.0.1:${product.port}`);
  const slip = { ...who, answers: { ...who.answers, nik } };
  expect(await answer(chat.say, 'daftar', /kami catat/, slip)).toContain('kami catat');
  let figures = '';
  for (let n = 0; n < 200 && !/near_misses_total\{.*hint.*\} 1/.test(figures); n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    figures = await (await fetch(`http://127.0.0.1:${product.port}/metrics`)).text();
  }
  expect(figures).toMatch(/^sapa_near_misses_total\{outcome="hint"\} 1$/m);
});

test('begun in the web chat, finished on WhatsApp with a short code; the web chat sees the ticket with the code sent to the phone', async () => {
  const number = `62${yohana.answers.phone.replace(/\D/g, '').slice(1)}`;
  const phone = await call<Phone>('POST', '/phones', { channel: 'whatsapp', number });
  const onPhone = async (text: string): Promise<string[]> =>
    (await hear(phone, { kind: 'text', text })).map(({ text: words = '' }) => words);
  const chat = await openChat(`http://127.0.0.1:${product.port}`);
  await answer(chat.say, 'daftar', /nama lengkap/);
  const [, code = ''] = /LANJUT ([0-9A-Z-]{19})/.exec((await chat.say('pindah ke whatsapp')).join('\n')) ?? [];
  const ticket = TICKET.exec(await answer(onPhone, `lanjut ${code}`, TICKET))?.[1];
  expect(ticket).toBeDefined();

  await answer(chat.say, yohana.answers.name, /ketik kodenya/);
  const digits = await digitsOn(phone);
  const [copy] = (await bubbles(phone)).at(-1)?.buttons ?? [];
  expect(copy).toMatchObject({ kind: 'copy', title: 'Salin kode', payload: digits });
  expect(TICKET.exec(await answer(chat.say, digits, TICKET))?.[1]).toBe(ticket);
});

test('the phones are on the demo page, and what they load is there', async () => {
  const base = `http://127.0.0.1:${product.port}`;
  const page = await (await fetch(`${base}/`)).text();
  expect(page).toContain('id="ponsel"');
  const loads = [...page.matchAll(/(?:src|href)="(\/simulator\/ui\/[^"]+)"/g)].map((match) => match[1] ?? '');
  expect(loads.length).toBeGreaterThan(3);
  for (const path of loads) expect((await fetch(`${base}${path}`)).status).toBe(200);
  expect((await fetch(`${base}/simulator/ui/x/secret.js`)).status).toBe(404);
});

test('a webhook that nobody signed is refused, as ever', async () => {
  for (const name of ['messenger', 'whatsapp']) {
    const answer = await fetch(`http://127.0.0.1:${product.port}/webhooks/${name}`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(401);
  }
});

test('when it stops, nobody is left waiting', async () => {
  const waiting = fetch(`http://127.0.0.1:${product.port}/simulator/events?wait=60000`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const began = performance.now();
  await product.kill('SIGTERM');
  await waiting.catch(() => undefined);
  expect(performance.now() - began).toBeLessThan(30_000);
});
