import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultPoint } from '../../bots/faults.ts';
import type { Phone } from '../../simulator/meta/phone.ts';
import { type Simulator, startSimulator } from '../../simulator/meta/start.ts';
import { persona, registration } from '../support/personas.ts';
import { type Product, startProduct } from '../support/product.ts';
import { whatsappEnv } from '../whatsapp/support/stage.ts';

/** The first turns of a registration: one that greets and asks, one that asks several things, two that are answers. */
const SCRIPT = ['halo', ...registration(persona('registered')).slice(0, 3)];
/** The turn that is struck: it has three replies. */
const STRUCK = 1;
/** Whoever is not answered after so long never will be, ms: slow machines included. */
const PATIENCE = 180_000;

const root = mkdtempSync(join(tmpdir(), 'sapa crash whatsapp '));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Field {
  readonly meta: Simulator;
  readonly phone: Phone;
  readonly folder: string;
  product: Product;
}

const words = ({ meta, phone }: Field): string[] =>
  (phone.threads.get(meta.whatsapp.phoneNumberId)?.bubbles ?? [])
    .filter((one) => one.from === 'business')
    .map((one) => one.text ?? '');

async function start(field: Omit<Field, 'product'>, fault?: string): Promise<Product> {
  const env = { ...whatsappEnv(field.meta), ...(fault === undefined ? {} : { SAPA_FAULT: fault }) };
  const product = await startProduct({ folder: field.folder, env });
  // What Meta has to tell meanwhile waits until somebody listens, as it does for seven days.
  void product.ended.then(() => field.meta.webhooks.hold(true));
  field.meta.webhooks.hold(false);
  field.meta.webhooks.targets.whatsapp.url = `http://127.0.0.1:${product.port}/webhooks/whatsapp`;
  return product;
}

async function open(fault?: string): Promise<Field> {
  const meta = await startSimulator({ seed: 11, settings: { timeScale: 0.2, disorder: 0.3 } });
  const phone = meta.phones.add({ channel: 'whatsapp', number: '6281200000077', name: 'Siti' });
  const field = { meta, phone, folder: mkdtempSync(join(root, 'run ')) };
  return { ...field, product: await start(field, fault) };
}

/** Says a line and waits until so many bubbles are there; a process that dies over it is followed by another one. */
async function say(field: Field, text: string, bubbles: number): Promise<void> {
  let dead = false;
  void field.product.ended.then(() => {
    dead = true;
  });
  field.meta.act(field.phone, { kind: 'text', text });
  const until = Date.now() + PATIENCE;
  while (words(field).length < bubbles && Date.now() < until) {
    if (dead) {
      dead = false;
      field.product = await start(field);
    }
    await pause(20);
  }
  if (dead) field.product = await start(field);
}

async function close({ meta, product }: Field): Promise<void> {
  await product.kill('SIGTERM');
  await meta.close();
}

/** The undisturbed conversation: its bubbles, and how many there are after each line. */
let ground: { words: string[]; after: number[] };
beforeAll(async () => {
  const field = await open();
  const after: number[] = [];
  for (const text of SCRIPT) {
    const before = words(field).length;
    await say(field, text, before + 1);
    for (let quiet = 0, last = 0; quiet < 8; quiet += 1) {
      await pause(50);
      if (words(field).length !== last) quiet = 0;
      last = words(field).length;
    }
    after.push(words(field).length);
  }
  ground = { words: words(field), after };
  await close(field);
});

const POINTS: readonly FaultPoint[] = ['after-save', 'amid-speak', 'after-speak'];

test.each(
  POINTS,
)('killed %s: the statuses of what had gone out settle it, the rest is spoken: nothing missing, nothing twice', async (point) => {
  // `amid-speak` falls between two replies: the first turn that has several is the struck one's own.
  const nth = point === 'amid-speak' ? (ground.after[0] ?? 1) : point === 'after-speak' ? 2 : STRUCK + 1;
  const field = await open(`${point}:${nth}`);
  const first = field.product;
  for (const [n, text] of SCRIPT.entries()) await say(field, text, ground.after[n] ?? 0);
  expect(field.product).not.toBe(first);
  // What is still in doubt has spoken by then: a lease, the wait for a report, and a sweep.
  await pause(4_000);
  expect(words(field)).toEqual(ground.words);
  await close(field);
});
