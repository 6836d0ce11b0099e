import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Phone } from '../../simulator/meta/phone.ts';
import { type Simulator, startSimulator } from '../../simulator/meta/start.ts';
import { messengerEnv, subscribe } from '../messenger/support/subscribe.ts';
import { type Product, startProduct } from '../support/product.ts';
import { whatsappEnv } from '../whatsapp/support/stage.ts';

/** How many people say how much, and the turns after which the process is killed. */
interface Plan {
  readonly channel: 'whatsapp' | 'messenger';
  readonly citizens: number;
  readonly messages: number;
  readonly killAt: readonly number[];
}
const PLANS: readonly Plan[] = [
  { channel: 'whatsapp', citizens: 12, messages: 8, killAt: [20, 60] },
  { channel: 'messenger', citizens: 8, messages: 6, killAt: [12, 30] },
];
/** Meta waits longer and longer before it comes again: on a slow machine a restart costs several of its waits. */
const PATIENCE = 180_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Field {
  readonly plan: Plan;
  readonly meta: Simulator;
  readonly folder: string;
  product: Product;
  turns: number;
  restarting: Promise<void>;
}

async function start({ plan, meta, folder }: Pick<Field, 'plan' | 'meta' | 'folder'>): Promise<Product> {
  const { channel } = plan;
  const env = channel === 'whatsapp' ? whatsappEnv(meta) : messengerEnv(meta);
  const product = await startProduct({ folder, conversation: 'tally', env });
  // What Meta has to tell while nobody listens waits, as it does for seven days.
  void product.ended.then(() => meta.webhooks.hold(true));
  meta.webhooks.targets[channel].url = `http://127.0.0.1:${product.port}/webhooks/${channel}`;
  meta.webhooks.hold(false);
  return product;
}

function heard({ plan, meta }: Field, phone: Phone): string[] {
  const business = plan.channel === 'whatsapp' ? meta.whatsapp.phoneNumberId : meta.messenger.pageId;
  const bubbles = phone.threads.get(business)?.bubbles ?? [];
  return bubbles.filter((one) => one.from === 'business').map((one) => one.text ?? '');
}

function counted(field: Field): void {
  field.turns += 1;
  if (!field.plan.killAt.includes(field.turns)) return;
  field.restarting = field.restarting.then(async () => {
    await field.product.kill('SIGKILL');
    field.product = await start(field);
  });
}

/** Says everything, one line after the other was answered; now and then two in one breath. */
async function citizen(field: Field, phone: Phone, nth: number): Promise<void> {
  const { messages } = field.plan;
  for (let n = 0; n < messages; n += 1) {
    const together = n % 4 === nth % 4 && n + 1 < messages ? [n, ++n] : [n];
    for (const one of together) field.meta.act(phone, { kind: 'text', text: `t${one}` });
    const until = Date.now() + PATIENCE;
    while (!together.every((one) => heard(field, phone).includes(`heard t${one}`)) && Date.now() < until)
      await pause(30);
    for (const _one of together) counted(field);
  }
}

/** What is missing, what came twice, and turns that were lost or counted twice: the n-th turn says its number. */
function judge(field: Field, phones: readonly Phone[]): { missing: number; twice: number; numbers: number } {
  const { messages } = field.plan;
  let [missing, twice, numbers] = [0, 0, 0];
  for (const phone of phones) {
    const words = heard(field, phone);
    for (let n = 0; n < messages; n += 1) {
      const times = words.filter((one) => one === `heard t${n}`).length;
      missing += times === 0 ? 1 : 0;
      twice += Math.max(0, times - 1);
      numbers += words.includes(String(n + 1)) ? 0 : 1;
    }
    numbers += words.includes(String(messages + 1)) ? 1 : 0;
  }
  return { missing, twice, numbers };
}

test.each(
  PLANS,
)('$channel over the fake Meta, reports in disorder, the process killed again and again: nothing is missing and nothing is said twice', async (plan) => {
  const { channel, citizens, messages } = plan;
  const meta = await startSimulator({ seed: 3, settings: { timeScale: 0.05, disorder: 0.3 } });
  if (channel === 'messenger') await subscribe(meta);
  const folder = mkdtempSync(join(tmpdir(), `sapa soak ${channel} `));
  const base = { plan, meta, folder };
  const field: Field = { ...base, product: await start(base), turns: 0, restarting: Promise.resolve() };
  const phones = Array.from({ length: citizens }, (_unused, n) =>
    meta.phones.add({
      channel,
      ...(channel === 'whatsapp' ? { number: `62813990000${String(n).padStart(2, '0')}` } : {}),
    }),
  );
  await Promise.all(phones.map((phone, nth) => citizen(field, phone, nth)));
  await field.restarting;
  // The last replies in doubt, and their repetition if there is one.
  await pause(4_000);
  const { missing, twice, numbers } = judge(field, phones);
  const { ok, failed, dropped } = meta.webhooks.counts[channel];
  console.info(
    `${channel} soak: ${JSON.stringify({ turns: field.turns, missing, twice, numbers, ok, failed, dropped })}`,
  );
  expect({ missing, numbers, dropped, turns: field.turns }).toEqual({
    ...{ missing: 0, numbers: 0, dropped: 0 },
    turns: citizens * messages,
  });
  // What was under way when the process died was reported, to it or to the next one: so nothing is repeated.
  expect(twice).toBe(0);
  await field.product.kill('SIGTERM');
  await meta.close();
  rmSync(folder, { recursive: true, force: true });
});
