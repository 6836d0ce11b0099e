import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { delivery } from '../../simulator/wire/delivery.ts';
import { type Product, startProduct, WIRE_SECRET } from '../support/product.ts';

/** Turns that the product takes at once here, and the senders that all want one: ten times as many. */
const QUEUE = 40;
const SENDERS = QUEUE * 10;
const ROUNDS = 9;

const folder = mkdtempSync(join(tmpdir(), 'sapa overload '));
let product: Product;
beforeAll(async () => {
  product = await startProduct({
    folder,
    conversation: 'tally',
    env: { MAX_QUEUE: String(QUEUE), LOG_LEVEL: 'silent' },
  });
});
afterAll(async () => {
  await product?.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

/** Bytes of memory of the whole process, as it says itself. */
async function memory(): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${product.port}/metrics`)).text();
  return Number(/^sapa_process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
}

/** One message of every sender at once; the statuses, and whether each refusal said when to come back. */
async function flood(round: number): Promise<{ taken: number; refused: number; honest: boolean }> {
  const answers = await Promise.all(
    Array.from({ length: SENDERS }, async (_none, n) => {
      const message = { id: `m.${round}.${n}`, from: `6289${n}`, text: 'halo', at: 1_790_000_000 };
      const { body, signature } = delivery([message], WIRE_SECRET);
      const answer = await fetch(`http://127.0.0.1:${product.port}/webhooks/wire`, {
        method: 'POST',
        body: new Uint8Array(body),
        headers: { 'x-hub-signature-256': signature },
      });
      await answer.arrayBuffer();
      return { status: answer.status, wait: Number(answer.headers.get('retry-after')) };
    }),
  );
  const refused = answers.filter((one) => one.status === 503);
  expect(answers.every((one) => one.status === 200 || one.status === 503)).toBe(true);
  return {
    taken: answers.length - refused.length,
    refused: refused.length,
    honest: refused.every((one) => one.wait >= 1),
  };
}

test('ten times the load it can take: it takes what it can, says no to the rest at once, and memory stays flat', async () => {
  const readings: number[] = [];
  const taken: number[] = [];
  let refused = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const one = await flood(round);
    expect(one.honest).toBe(true);
    taken.push(one.taken);
    refused += one.refused;
    readings.push(await memory());
  }
  expect(refused).toBeGreaterThan(0);
  // However slow the disk: nothing was under way when a round began, so a full queue is taken in each.
  expect(Math.min(...taken)).toBeGreaterThanOrEqual(QUEUE);
  // The first rounds fill caches and let the heap find its size; from there on it must not grow with the load.
  const settled = Math.max(...readings.slice(2, 5));
  const last = Math.min(...readings.slice(-3));
  expect(last - settled).toBeLessThan(48 * 1_048_576);
  expect((await fetch(`http://127.0.0.1:${product.port}/readyz`)).status).toBe(200);
});
