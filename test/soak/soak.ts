import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Product, startProduct } from '../support/product.ts';
import { openSink, type Sink } from '../support/sink.ts';
import { judge, type Verdict } from './judge.ts';
import { createPlan, type Step } from './plan.ts';

export interface SoakSettings {
  readonly turns: number;
  readonly conversations: number;
  readonly kills: number;
  readonly seed: number;
  /**
   * How long a reply belongs to who claimed it, ms. A machine that stands still for longer makes processes repeat each
   * other's replies. A kill repeats what was spoken and not yet written down: up to a quarter of this, and a sweep's wait.
   */
  readonly leaseMs?: number;
  /** How long the next of the last replies may take, ms. */
  readonly patienceMs?: number;
  /** Hears how far it is. */
  readonly say?: (line: string) => void;
}

export interface SoakReport extends Verdict {
  readonly turns: number;
  readonly deliveries: number;
  readonly kills: number;
  readonly seconds: number;
}

/** Citizens writing at once. */
const AT_ONCE = 24;

interface Field {
  readonly products: (Product | undefined)[];
  deliveries: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Delivers until a 200 comes, as a channel does: to whichever process is up, again after every failure. */
async function deliver(field: Field, step: Step): Promise<void> {
  for (let attempt = step.process; ; attempt += 1) {
    const product = field.products[attempt % field.products.length];
    field.deliveries += 1;
    const status = product && (await product.deliver(step.message));
    if (status === 200) return;
    await pause(5);
  }
}

async function citizen(field: Field, steps: readonly (readonly Step[])[], done: () => void): Promise<void> {
  for (const together of steps) {
    await Promise.all(together.map((step) => deliver(field, step)));
    for (const _one of new Set(together.map((step) => step.message))) done();
  }
}

async function restart(field: Field, index: number, open: () => Promise<Product>): Promise<void> {
  const victim = field.products[index];
  field.products[index] = undefined;
  await victim?.kill('SIGKILL');
  field.products[index] = await open();
}

/** Waits until every reply of the model has been spoken; answers when none was for `patience` ms. */
async function allSpoken(sink: Sink, replies: number, patience: number): Promise<void> {
  const seen = new Set<string>();
  let last = Date.now();
  for (let at = 0; seen.size < replies && Date.now() - last < patience; await pause(50)) {
    const before = seen.size;
    for (; at < sink.received.length; at += 1) seen.add(sink.received[at]?.id ?? '');
    if (seen.size > before) last = Date.now();
  }
}

/**
 * Two processes on one store, citizens writing to both, one of the two killed with SIGKILL again and again. A model in
 * memory judges at the end: nothing lost, nothing counted twice, nothing wrong, everything spoken.
 */
export async function soak(settings: SoakSettings): Promise<SoakReport> {
  const began = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'sapa soak '));
  const sink = await openSink();
  const lease = settings.leaseMs === undefined ? {} : { OUTBOX_LEASE_MS: String(settings.leaseMs) };
  const env = { LOG_LEVEL: 'error', ...lease };
  const open = (): Promise<Product> => startProduct({ folder, sink: sink.url, conversation: 'tally', env });
  const field: Field = { products: [await open()], deliveries: 0 };
  field.products.push(await open());
  const plan = createPlan(settings);
  let turns = 0;
  let kills = 0;
  let killing = Promise.resolve();
  const done = (): void => {
    turns += 1;
    if (turns < (plan.killAt[kills] ?? Number.POSITIVE_INFINITY)) return;
    const victim = kills % 2;
    kills += 1;
    settings.say?.(`${turns} turns, ${kills} kills`);
    killing = killing.then(() => restart(field, victim, open));
  };
  const waiting = plan.citizens.values();
  const walk = async (): Promise<void> => {
    for (const steps of waiting) await citizen(field, steps, done);
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, walk));
    await killing;
    await allSpoken(sink, settings.turns * 2, settings.patienceMs ?? 60_000);
    await Promise.all(field.products.map((product) => product?.kill('SIGTERM')));
    const verdict = await judge(folder, plan, sink.received);
    return { ...verdict, turns, kills, deliveries: field.deliveries, seconds: (performance.now() - began) / 1000 };
  } finally {
    for (const product of field.products) product?.child.kill('SIGKILL');
    await sink.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
