import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Phone } from '../../simulator/meta/phone.ts';
import { type Simulator, startSimulator } from '../../simulator/meta/start.ts';
import { type Product, startProduct } from '../support/product.ts';
import { whatsappEnv } from '../whatsapp/support/stage.ts';

const CITIZENS = 12;
const MESSAGES = 8;
/** Turns after which the process is killed. */
const KILL_AT = [20, 60];
/** Meta waits longer and longer before it comes again: on a slow machine a restart costs several of its waits. */
const PATIENCE = 100_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Field {
  readonly meta: Simulator;
  readonly folder: string;
  product: Product;
  turns: number;
  restarting: Promise<void>;
}

async function start({ meta, folder }: Pick<Field, 'meta' | 'folder'>): Promise<Product> {
  const product = await startProduct({ folder, conversation: 'tally', env: whatsappEnv(meta) });
  // What Meta has to tell while nobody listens waits, as it does for seven days.
  void product.ended.then(() => meta.webhooks.hold(true));
  meta.webhooks.targets.whatsapp.url = `http://127.0.0.1:${product.port}/webhooks/whatsapp`;
  meta.webhooks.hold(false);
  return product;
}

function heard({ meta }: Field, phone: Phone): string[] {
  const bubbles = phone.threads.get(meta.whatsapp.phoneNumberId)?.bubbles ?? [];
  return bubbles.filter((one) => one.from === 'business').map((one) => one.text ?? '');
}

function counted(field: Field): void {
  field.turns += 1;
  if (!KILL_AT.includes(field.turns)) return;
  field.restarting = field.restarting.then(async () => {
    await field.product.kill('SIGKILL');
    field.product = await start(field);
  });
}

/** Says everything, one line after the other was answered; now and then two in one breath. */
async function citizen(field: Field, phone: Phone, nth: number): Promise<void> {
  for (let n = 0; n < MESSAGES; n += 1) {
    const together = n % 4 === nth % 4 && n + 1 < MESSAGES ? [n, ++n] : [n];
    for (const one of together) field.meta.act(phone, { kind: 'text', text: `t${one}` });
    const until = Date.now() + PATIENCE;
    while (!together.every((one) => heard(field, phone).includes(`heard t${one}`)) && Date.now() < until)
      await pause(30);
    for (const _one of together) counted(field);
  }
}

test('WhatsApp over the fake Meta, statuses in disorder, the process killed again and again: nothing is missing', async () => {
  const meta = await startSimulator({ seed: 3, settings: { timeScale: 0.05, disorder: 0.3 } });
  const folder = mkdtempSync(join(tmpdir(), 'sapa soak whatsapp '));
  const base = { meta, folder };
  const field: Field = { ...base, product: await start(base), turns: 0, restarting: Promise.resolve() };
  const phones = Array.from({ length: CITIZENS }, (_unused, n) =>
    meta.phones.add({ channel: 'whatsapp', number: `62813990000${String(n).padStart(2, '0')}` }),
  );
  await Promise.all(phones.map((phone, nth) => citizen(field, phone, nth)));
  await field.restarting;
  // The last replies in doubt, and their repetition if there is one.
  await pause(4_000);
  let [missing, twice, numbers] = [0, 0, 0];
  for (const phone of phones) {
    const words = heard(field, phone);
    for (let n = 0; n < MESSAGES; n += 1) {
      const times = words.filter((one) => one === `heard t${n}`).length;
      missing += times === 0 ? 1 : 0;
      twice += Math.max(0, times - 1);
      // The n-th turn says its number: missing or wrong when a turn was lost or counted twice.
      numbers += words.includes(String(n + 1)) ? 0 : 1;
    }
    expect(words).not.toContain(String(MESSAGES + 1));
  }
  const { ok, failed, dropped } = meta.webhooks.counts.whatsapp;
  console.info(
    `whatsapp soak: ${JSON.stringify({ turns: field.turns, missing, twice, numbers, ok, failed, dropped })}`,
  );
  expect({ missing, numbers, dropped, turns: field.turns }).toEqual({
    ...{ missing: 0, numbers: 0, dropped: 0 },
    turns: CITIZENS * MESSAGES,
  });
  // Only what was under way when the process died, and whose status it took with it.
  expect(twice).toBeLessThanOrEqual(KILL_AT.length * CITIZENS);
  await field.product.kill('SIGTERM');
  await meta.close();
  rmSync(folder, { recursive: true, force: true });
}, 180_000);
