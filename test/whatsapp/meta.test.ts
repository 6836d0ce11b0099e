import type { Bubble, Phone } from '../../simulator/meta/phone.ts';
import { type Stage, startStage } from './support/stage.ts';

let stage: Stage;
let made = 0;
beforeAll(async () => {
  stage = await startStage({ settings: { timeScale: 0.05 } });
});
afterAll(() => stage.close());

const citizen = (more: object = {}): Phone => {
  made += 1;
  return stage.meta.phones.add({ channel: 'whatsapp', number: `6281388800${String(made).padStart(3, '0')}`, ...more });
};
const texts = (bubbles: readonly Bubble[]): string[] => bubbles.map((one) => one.text ?? '');
const WELCOME = /^Selamat datang di Sapa Vaksin/;
const MENU = /^Ada yang bisa kami bantu/;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function put(path: string, body: object): Promise<void> {
  const url = `http://127.0.0.1:${stage.meta.port}/simulator/${path}`;
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(url, { method: 'PUT', headers, body: JSON.stringify(body) })).status).toBe(200);
}

/** Faults of the Graph API at the read mark and the first reply: each citizen still hears everything once, in order. */
test.each([
  ['an answer that is cut off after Meta took the message', { kind: 'cut_after' }],
  ['a connection that is cut before', { kind: 'cut_before' }],
  ['429', { kind: 'status', status: 429, code: 130_429 }],
  ['500', { kind: 'status', status: 500, code: 131_000 }],
  ['a page of a gateway in place of JSON', { kind: 'text' }],
] as const)('%s', async (_name, fault) => {
  const siti = citizen();
  stage.meta.faults.add({ door: 'graph', path: '/messages', times: 2, ...fault });
  stage.meta.act(siti, { kind: 'text', text: 'halo' });
  await stage.until(() => stage.heard(siti).length >= 2);
  // A repetition would come when the wait for a report is over.
  await pause(500);
  const heard = texts(stage.heard(siti));
  expect(heard).toEqual([expect.stringMatching(WELCOME), expect.stringMatching(MENU)]);
});

test('Meta is away for a while: what was said meanwhile is answered in order when it is back', async () => {
  const siti = citizen();
  stage.meta.faults.downUntil = Date.now() + 1_500;
  stage.meta.act(siti, { kind: 'text', text: 'halo' });
  await stage.until(() => stage.heard(siti).length >= 2);
  expect(texts(stage.heard(siti))).toEqual([expect.stringMatching(WELCOME), expect.stringMatching(MENU)]);
});

test('a citizen who changes the number in the middle goes on, and is reached at the new one', async () => {
  const siti = citizen();
  await stage.hear(siti, { kind: 'text', text: 'daftar' });
  await put(`phones/${siti.id}`, { number: '6281388877001' });
  await pause(300);
  const heard = texts(await stage.hear(siti, { kind: 'text', text: 'setuju' }));
  expect(heard).toEqual([expect.stringMatching(/^1 dari \d\. Berapa NIK/)]);

  // Whoever gets the old number next is somebody new.
  const budi = stage.meta.phones.add({
    channel: 'whatsapp',
    number: `6281388800${String(made).padStart(3, '0')}`,
    name: 'Budi',
  });
  expect(texts(await stage.hear(budi, { kind: 'text', text: 'halo' }))[0]).toMatch(WELCOME);
});

test('a number that changed hands without a word from Meta: its next owner sees nothing of the one before', async () => {
  const siti = citizen();
  for (const text of ['daftar', 'setuju', '3273014503509901']) await stage.hear(siti, { kind: 'text', text });
  const budi = stage.meta.phones.add({
    channel: 'whatsapp',
    number: siti.number,
    userId: 'ID.777700001111',
    name: 'Budi',
  });
  const heard = [
    ...texts(await stage.hear(budi, { kind: 'text', text: 'lanjut' })),
    ...texts(await stage.hear(budi, { kind: 'text', text: 'tiket saya' })),
  ].join('\n');
  expect(heard).toMatch(/Selamat datang/);
  expect(heard).not.toMatch(/nama lengkap|3273|2 dari/);
});

test('a citizen who takes a username, and whose number is not told any more, goes on', async () => {
  const siti = citizen();
  await stage.hear(siti, { kind: 'text', text: 'daftar' });
  await put(`phones/${siti.id}`, { username: 'siti.aminah' });
  const heard = texts(await stage.hear(siti, { kind: 'text', text: 'setuju' }));
  expect(heard).toEqual([expect.stringMatching(/^1 dari \d\. Berapa NIK/)]);
});

test('a reaction, and a message taken back, are left alone', async () => {
  const siti = citizen();
  const [first] = await stage.hear(siti, { kind: 'text', text: 'halo' });
  const before = stage.heard(siti).length;
  stage.meta.act(siti, { kind: 'reaction', bubble: first?.id ?? '', emoji: '❤️' });
  await pause(600);
  expect(stage.heard(siti)).toHaveLength(before);
});

test('a message with something that the channel could not deliver is answered once only', async () => {
  const siti = citizen();
  const poll = { kind: 'raw', type: 'unsupported', parts: { unsupported: { type: 'poll' } } } as const;
  await stage.hear(siti, poll);
  const before = stage.heard(siti).length;
  for (let n = 0; n < 3; n += 1) stage.meta.act(siti, poll);
  await pause(600);
  expect(stage.heard(siti)).toHaveLength(before);
  await stage.hear(siti, { kind: 'text', text: 'menu' });
  expect((await stage.hear(siti, poll)).length).toBeGreaterThan(0);
});

test('a revoked token raises the gauge; nobody is told the token, a number or a secret', async () => {
  const siti = citizen();
  await put(`numbers/${stage.meta.whatsapp.phoneNumberId}`, { state: 'revoked' });
  stage.meta.act(siti, { kind: 'text', text: 'halo' });
  let metrics = '';
  for (let waits = 0; waits < 100 && !/channel_down\{channel="whatsapp"\} 2/.test(metrics); waits += 1) {
    await pause(50);
    metrics = await stage.metrics();
  }
  expect(metrics).toMatch(/sapa_channel_down\{channel="whatsapp"\} 2/);
  expect(metrics).toMatch(/sapa_outbox_refused_total\{channel="whatsapp",reason="token"\} [1-9]/);
  const { accessToken, appSecret, verifyToken } = stage.meta.whatsapp;
  for (const secret of [accessToken, appSecret, verifyToken, '62813888', 'ID.']) {
    expect(stage.product.output()).not.toContain(secret);
    expect(metrics).not.toContain(secret);
  }
});
