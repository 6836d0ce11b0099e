import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { delivery } from '../simulator/wire/delivery.ts';
import { measure, median } from './client.ts';
import { fill } from './population.ts';
import { type Figure, figure } from './report.ts';
import { SECRET } from './servers/common.ts';
import { type Spawned, spawnServer } from './servers/spawn.ts';

const SMALL = 1_000;
const LARGE = 1_000_000;
const CONNECTIONS = 128;
const REQUESTS = 12_000;
const ROUNDS = 5;

interface Town {
  readonly size: number;
  readonly server: Spawned;
  readonly rates: number[];
}

/** The n-th invented citizen. */
export const phone = (n: number): string => `62877${String(n).padStart(8, '0')}`;

/** Messages from citizens picked at random from the whole town: at a million hardly one of them is in RAM. */
async function round(town: Town, number: number): Promise<void> {
  const prepared = Array.from({ length: REQUESTS }, (_unused, n) => {
    const from = phone(Math.floor(Math.random() * town.size));
    return delivery([{ id: `g.${town.size}.${number}.${n}`, from, text: 'Siti Aminah', at: 1_790_000_000 }], SECRET);
  });
  let at = 0;
  const next = (): (typeof prepared)[number] | undefined => prepared[at++];
  const measured = await measure({ port: town.server.port, path: '/webhooks/wire', connections: CONNECTIONS, next });
  if (measured.notOk > 0) throw new Error(`${measured.notOk} answers were not 200`);
  if (number > 0) town.rates.push(measured.requests / measured.seconds);
}

/** `growth`: what a turn costs with a million conversations in the store, against a thousand. */
export async function benchGrowth(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa growth '));
  const towns: Town[] = [];
  try {
    for (const size of [SMALL, LARGE]) {
      const data = join(folder, String(size));
      await fill(data, size, phone);
      towns.push({ size, server: await spawnServer('sapa', { DATA_DIR: data }), rates: [] });
    }
    for (let number = 0; number <= ROUNDS; number += 1) for (const town of towns) await round(town, number);
  } finally {
    await Promise.all(towns.map((town) => town.server.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
  const [small, large] = towns.map((town) => median(town.rates));
  const detail = `${Math.round(small ?? 0)} turns/s with ${SMALL} conversations, ${Math.round(large ?? 0)} with ${LARGE}, citizens at random`;
  return [figure('growth', (small ?? 0) / (large ?? 1), 1.3, 'lower', detail)];
}
