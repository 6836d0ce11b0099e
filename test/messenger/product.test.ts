import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sign } from '../../adapters/meta/signature.ts';
import { persona, registration } from '../support/personas.ts';
import { type Product, startProduct } from '../support/product.ts';
import { type FakeGraph, fakeGraph } from './support/graph.ts';

const PAGE = '100000000000100';
const PSID = '24000000000000001';
const root = mkdtempSync(join(tmpdir(), 'sapa messenger '));
let fake: FakeGraph;
let product: Product;

beforeAll(async () => {
  fake = await fakeGraph();
  product = await startProduct({
    folder: root,
    env: {
      ...{ MESSENGER_PAGE_ID: `${PAGE},200000`, MESSENGER_PAGE_TOKEN: 'token-one,token-two' },
      ...{ MESSENGER_APP_SECRET: 'app-secret', MESSENGER_VERIFY_TOKEN: 'verify-me', GRAPH_BASE_URL: fake.url },
    },
  });
});
afterAll(async () => {
  await product.kill('SIGTERM');
  await fake.close();
  rmSync(root, { recursive: true, force: true });
});

interface Sent {
  readonly text?: string;
  readonly quick_replies?: readonly { readonly title: string; readonly payload: string }[];
  readonly attachment?: { readonly type: string };
}
const sent = (): Sent[] => fake.messages().map(({ message }) => message as Sent);

async function deliver(event: object, page = PAGE): Promise<number> {
  const item = { sender: { id: PSID }, recipient: { id: page }, timestamp: Date.now(), ...event };
  const body = Buffer.from(
    JSON.stringify({ object: 'page', entry: [{ id: page, time: Date.now(), messaging: [item] }] }),
  );
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': sign(body, 'app-secret') };
  const url = `http://127.0.0.1:${product.port}/webhooks/messenger`;
  return (await fetch(url, { method: 'POST', body: new Uint8Array(body), headers })).status;
}

/** What is heard after an event: everything until nothing more has come for a moment. */
async function hear(event: object, page = PAGE): Promise<readonly Sent[]> {
  const before = sent().length;
  expect(await deliver(event, page)).toBe(200);
  let last = before;
  let quiet = 0;
  for (let waits = 0; waits < 100; waits += 1) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    quiet = sent().length === last ? quiet + 1 : 0;
    if (sent().length > before && quiet >= 3) return sent().slice(before);
    last = sent().length;
  }
  throw new Error('nothing was heard');
}

test('from "Get Started" to the ticket, by words and by chips', async () => {
  const start = { postback: { mid: 'm_start', title: 'Mulai', payload: 'GET_STARTED' } };
  const greeted = await hear(start);
  expect(greeted[0]?.text).toContain('Selamat datang');
  let chips = greeted.at(-1)?.quick_replies ?? [];
  expect(chips.map(({ title }) => title)).toContain('Daftar');
  let n = 0;
  const said: string[] = [];
  for (const words of registration(persona('registered'))) {
    // Whatever stands on a chip is pressed, the rest is typed.
    const chip =
      chips.find(({ title }) => title.toLowerCase() === words.toLowerCase()) ??
      (/^\d$/.test(words) ? chips[0] : undefined);
    const message = chip
      ? { mid: `m_${n}`, text: chip.title, quick_reply: { payload: chip.payload } }
      : { mid: `m_${n}`, text: words };
    n += 1;
    const heard = await hear({ message });
    chips = heard.at(-1)?.quick_replies ?? [];
    said.push(...heard.map(({ text = '' }) => text));
  }
  const all = said.join('\n');
  expect(all).toMatch(/Kode tiket: (?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/);
  expect(all).toContain('calendar.ics');
  expect(sent().some(({ attachment }) => attachment?.type === 'image')).toBe(true);
  expect(fake.calls.filter(({ path }) => path.endsWith('/message_attachments'))).toHaveLength(1);
});

test('the same delivery again changes and says nothing', async () => {
  const before = sent().length;
  expect(await deliver({ message: { mid: 'm_0', text: 'daftar' } })).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(sent().length).toBe(before);
});

test('the same person on another page is another conversation, with the token of that page', async () => {
  const heard = await hear({ message: { mid: 'm_x', text: 'tiket' } }, '200000');
  expect(heard[0]?.text).toContain('Selamat datang di Sapa Vaksin');
  expect(fake.calls.at(-1)?.token).toBe('token-two');
});

test('nothing of the person or the credentials is in what the program printed', () => {
  const { answers } = persona('registered');
  for (const secret of ['token-one', 'token-two', 'app-secret', PSID, answers.nik, answers.name]) {
    expect(product.output()).not.toContain(secret);
  }
});
