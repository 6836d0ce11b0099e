import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGraph } from '../../adapters/meta/graph.ts';
import { readMessengerContent } from '../../adapters/meta/provision/content.ts';
import { planMessenger } from '../../adapters/meta/provision/messenger.ts';
import type { Bubble, Phone } from '../../simulator/meta/phone.ts';
import { type Simulator, startSimulator } from '../../simulator/meta/start.ts';
import { persona, registration } from '../support/personas.ts';
import { type Product, startProduct } from '../support/product.ts';

/** The product and the fake Meta, which is as strict as the real one: a message that breaks a limit never arrives. */
const root = mkdtempSync(join(tmpdir(), 'sapa simulated '));
let meta: Simulator;
let product: Product;
let page: string;

beforeAll(async () => {
  meta = await startSimulator({ seed: 7, pages: 2, settings: { timeScale: 0.02 } });
  const { pageId, pageIds, pageTokens, appId, appSecret, verifyToken } = meta.messenger;
  page = pageId;
  const graph = createGraph({ baseUrl: meta.graphBaseUrl, connections: 1 });
  const place = {
    graph,
    pages: new Map(pageIds.map((id, index) => [id, pageTokens[index] ?? ''])),
    appId,
    content: readMessengerContent(),
    templates: [],
  };
  for (const change of await planMessenger(place)) await change.apply?.();
  await graph.close();
  product = await startProduct({
    folder: root,
    env: {
      ...{ MESSENGER_PAGE_ID: pageIds.join(','), MESSENGER_PAGE_TOKEN: pageTokens.join(','), MESSENGER_APP_ID: appId },
      ...{ MESSENGER_APP_SECRET: appSecret, MESSENGER_VERIFY_TOKEN: verifyToken, GRAPH_BASE_URL: meta.graphBaseUrl },
    },
  });
  expect(await meta.connect('messenger', `http://127.0.0.1:${product.port}/webhooks/messenger`)).toBe(true);
});
afterAll(async () => {
  await product.kill('SIGTERM');
  await meta.close();
  rmSync(root, { recursive: true, force: true });
});

const bubbles = (phone: Phone): Bubble[] => [...(phone.threads.get(page)?.bubbles ?? [])];
const fromBot = (phone: Phone): Bubble[] => bubbles(phone).filter(({ from }) => from !== 'citizen');
const texts = (all: readonly Bubble[]): string => all.map(({ text = '' }) => text).join('\n');

/** Waits until the phone has shown something that fits, and gives what came since `before`. */
async function until(phone: Phone, before: number, fits: (all: readonly Bubble[]) => boolean): Promise<Bubble[]> {
  for (let waits = 0; waits < 750; waits += 1) {
    const heard = fromBot(phone).slice(before);
    if (fits(heard)) return heard;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`not heard: ${texts(fromBot(phone).slice(before))}`);
}
const says = (words: string) => (all: readonly Bubble[]) => texts(all).includes(words);
async function quietly(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  await meta.quiet();
}

/** What each step of a registration ends with. */
const ENDS = [
  ...['Apakah Bapak/Ibu setuju?', 'Berapa NIK', 'Siapa nama', 'Kapan tanggal lahir', 'Berapa nomor HP', 'untuk siapa?'],
  ...['adakah yang sesuai', 'Mau divaksin di mana?', 'Kapan mau datang?', 'Ada lagi yang bisa kami bantu?'],
];

async function register(phone: Phone): Promise<void> {
  for (const [index, words] of registration(persona('registered')).entries()) {
    const before = fromBot(phone).length;
    const last = fromBot(phone).at(-1);
    // What stands on a chip is pressed, the rest is typed.
    const chip = last?.buttons?.findIndex(({ title }) => title.toLowerCase() === words.toLowerCase()) ?? -1;
    if (last && chip >= 0) meta.act(phone, { kind: 'tap', bubble: last.id, button: chip });
    else meta.act(phone, { kind: 'text', text: words });
    await until(phone, before, says(ENDS[index] ?? ''));
  }
}

test('from "Get Started" to the ticket with its picture, on the phone', async () => {
  const phone = meta.phones.add({ channel: 'messenger', name: 'Siti' });
  meta.act(phone, { kind: 'start', ref: 'posko-12' });
  const greeted = await until(phone, 0, says('Ada yang bisa kami bantu?'));
  expect(texts(greeted)).toContain('Selamat datang');
  await register(phone);
  expect(texts(fromBot(phone))).toMatch(/Kode tiket: (?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/);
  expect(fromBot(phone).some(({ type }) => type === 'image')).toBe(true);
  await quietly(50);
  expect(bubbles(phone).filter(({ from, tick }) => from === 'citizen' && tick !== 'read')).toEqual([]);
});

test('a delivery that comes again is answered once; the same person on another page is somebody else', async () => {
  const phone = meta.phones.add({ channel: 'messenger' });
  meta.faults.add({ door: 'webhook', kind: 'repeat', channel: 'messenger', times: 1 });
  meta.act(phone, { kind: 'text', text: 'daftar' });
  const heard = await until(phone, 0, says('Apakah Bapak/Ibu setuju?'));
  await quietly(200);
  meta.faults.clear();
  expect(fromBot(phone)).toHaveLength(heard.length);
  const [, other = ''] = meta.messenger.pageIds;
  meta.act(phone, { kind: 'text', text: 'setuju' }, other);
  const there = (): Bubble[] => phone.threads.get(other)?.bubbles.filter(({ from }) => from !== 'citizen') ?? [];
  for (let waits = 0; waits < 500 && !says('Ada yang bisa kami bantu?')(there()); waits += 1) await quietly(20);
  expect(texts(there())).toContain('Selamat datang');
  expect(fromBot(phone)).toHaveLength(heard.length);
});

test('the persistent menu, a place and a thumb are understood', async () => {
  const phone = meta.phones.add({ channel: 'messenger' });
  meta.act(phone, { kind: 'menu', title: 'Daftar vaksinasi' });
  await until(phone, 0, says('Apakah Bapak/Ibu setuju?'));
  meta.act(phone, { kind: 'media', type: 'sticker' });
  await until(phone, 0, says('Berapa NIK'));
});

test('an officer has the thread: the bot is silent, and says so when it is back', async () => {
  const phone = meta.phones.add({ channel: 'messenger' });
  meta.act(phone, { kind: 'start' });
  await until(phone, 0, says('Ada yang bisa kami bantu?'));
  const thread = meta.phones.thread(phone, page);
  thread.owner = '263902037430900';
  const before = fromBot(phone).length;
  meta.act(phone, { kind: 'text', text: 'daftar' });
  await quietly(300);
  expect(fromBot(phone)).toHaveLength(before);
  thread.owner = meta.messenger.appId;
  const parts = { previous_owner_app_id: '263902037430900', new_owner_app_id: meta.messenger.appId };
  meta.act(phone, { kind: 'raw', type: 'pass_thread_control', parts });
  await until(phone, before, says('kembali dilayani Sapa Vaksin'));
});

test('a send that was carried out and whose answer was lost is not repeated: the echo settles it', async () => {
  const phone = meta.phones.add({ channel: 'messenger' });
  meta.act(phone, { kind: 'start' });
  await until(phone, 0, says('Ada yang bisa kami bantu?'));
  await quietly(100);
  const before = fromBot(phone).length;
  meta.faults.add({ door: 'graph', kind: 'cut_after', channel: 'messenger', path: '/messages', times: 2 });
  meta.act(phone, { kind: 'text', text: 'bantuan' });
  await until(phone, before, says('Ketik DAFTAR'));
  // Longer than a send in doubt waits before it is repeated.
  await quietly(4_000);
  meta.faults.clear();
  const said = fromBot(phone)
    .slice(before)
    .map(({ text }) => text);
  expect(new Set(said).size).toBe(said.length);
  expect(meta.faults.met['cut_after']).toBeGreaterThan(0);
});

test('Messenger is in trouble for a while: everything arrives, once and in order', async () => {
  const phone = meta.phones.add({ channel: 'messenger' });
  meta.faults.add({
    door: 'graph',
    kind: 'status',
    channel: 'messenger',
    path: '/messages',
    status: 500,
    code: 2,
    times: 4,
  });
  meta.act(phone, { kind: 'text', text: 'daftar' });
  const heard = await until(phone, 0, says('Apakah Bapak/Ibu setuju?'));
  meta.faults.clear();
  expect(heard[0]?.text).toContain('Selamat datang');
  const said = heard.map(({ text }) => text);
  expect(new Set(said).size).toBe(said.length);
});

test('nothing of a person or of the credentials is in what the program printed', () => {
  const { answers } = persona('registered');
  const { appSecret, pageTokens } = meta.messenger;
  const psids = meta.phones.all().map(({ userId }) => userId);
  expect(psids.length).toBeGreaterThan(4);
  for (const secret of [...pageTokens, appSecret, ...psids, answers.nik, answers.name]) {
    expect(product.output()).not.toContain(secret);
  }
});
