import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCitizens, PROVEN, type Prepared } from './citizens.ts';
import { type Measured, measure, median, percentile } from './client.ts';
import { type Figure, figure } from './report.ts';
import { type Spawned, spawnServer } from './servers/spawn.ts';

/** Citizens writing at once, each waiting for the 200 before the next message. */
const CITIZENS = 256;
/** Rounds of every shape, alternating, so that a slow moment of the machine falls on all of them. */
const ROUNDS = 5;

interface Shape {
  readonly name: string;
  readonly path: string;
  readonly server: Spawned;
  readonly citizens: ReturnType<typeof createCitizens>;
  /** Messages per citizen and round, so that a round of each shape lasts about a second. */
  readonly messages: number;
  readonly rates: number[];
  latencies: readonly number[];
}

async function round(shape: Shape): Promise<Measured> {
  const prepared = shape.citizens.prepare(shape.messages);
  const queues = prepared.map((messages) => messages.values());
  const next = (index: number): Prepared | undefined => queues[index]?.next().value;
  const measured = await measure({ port: shape.server.port, path: shape.path, connections: CITIZENS, next });
  if (measured.notOk > 0) throw new Error(`${shape.name}: ${measured.notOk} answers were not 200`);
  return measured;
}

/**
 * `turn`: the full path over loopback HTTP (signed webhook, turn, fsynced save, 200) against the stock Bot Framework
 * shape and against the floor, in one run.
 */
export async function benchTurn(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa bench '));
  const shape = async (name: string, path: string, messages: number, prefix: string): Promise<Shape> => ({
    name,
    path,
    messages,
    server: await spawnServer(name, { DATA_DIR: folder }),
    citizens: createCitizens(prefix, CITIZENS, PROVEN),
    rates: [],
    latencies: [],
  });
  const floor = await shape('floor', '/webhook', 120, '1');
  const stock = await shape('stock', '/webhook', 18, '2');
  const sapa = await shape('sapa', '/webhooks/whatsapp', 72, '3');
  const shapes = [floor, stock, sapa];
  try {
    for (const one of shapes) await round(one);
    for (let index = 0; index < ROUNDS; index += 1) {
      for (const one of shapes) {
        const measured = await round(one);
        one.rates.push(measured.requests / measured.seconds);
        one.latencies = measured.latencies;
      }
    }
  } finally {
    await Promise.all(shapes.map((one) => one.server.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
  const [perFloor, perStock, perSapa] = [median(floor.rates), median(stock.rates), median(sapa.rates)];
  const detail = `${Math.round(perSapa)} durable turns/s, p99 ${percentile(sapa.latencies, 0.99).toFixed(1)} ms`;
  return [
    figure('turn/stock', perSapa / perStock, 3, 'higher', `${detail}; stock ${Math.round(perStock)}/s`),
    figure('turn/floor', perSapa / perFloor, 0.25, 'higher', `${detail}; floor ${Math.round(perFloor)}/s`),
  ];
}
