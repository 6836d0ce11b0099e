import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCitizens, PROVEN, type Prepared, STOCK } from './citizens.ts';
import { type Measured, measure, median, percentile } from './client.ts';
import { type Figure, figure } from './report.ts';
import { type Spawned, spawnServer } from './servers/spawn.ts';

/** Rounds of every shape, alternating, so that a slow moment of the machine falls on all of them. */
const ROUNDS = 5;

interface Size {
  /** Citizens writing at once, each waiting for the 200 before the next message. */
  readonly writers: number;
  /** Messages per citizen and round, so that a round of each shape lasts some seconds. */
  readonly messages: number;
  readonly path?: string;
  readonly script?: readonly string[];
  readonly env?: Record<string, string>;
}

interface Shape extends Pick<Size, 'writers' | 'messages'> {
  readonly name: string;
  readonly path: string;
  readonly server: Spawned;
  readonly citizens: ReturnType<typeof createCitizens>;
  readonly rates: number[];
  latencies: readonly number[];
}

async function round(shape: Shape): Promise<Measured> {
  const prepared = shape.citizens.prepare(shape.messages);
  const queues = prepared.map((messages) => messages.values());
  const next = (index: number): Prepared | undefined => queues[index]?.next().value;
  const measured = await measure({ port: shape.server.port, path: shape.path, connections: shape.writers, next });
  if (measured.notOk > 0) throw new Error(`${shape.name}: ${measured.notOk} answers were not 200`);
  return measured;
}

/**
 * `turn`: the full path over loopback HTTP (signed webhook, turn, fsynced save, 200) against the stock Bot Framework
 * shape and against the floor, in one run.
 */
export async function benchTurn(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa bench '));
  const shapes: Shape[] = [];
  const add = async (name: string, { path = '/webhook', script = PROVEN, env = {}, ...size }: Size): Promise<Shape> => {
    const server = await spawnServer(name, { DATA_DIR: folder, ...env });
    const citizens = createCitizens(String(shapes.length + 1), size.writers, script);
    const made: Shape = { name, path, server, citizens, ...size, rates: [], latencies: [] };
    shapes.push(made);
    return made;
  };
  const floor = await add('floor', { writers: 256, messages: 80 });
  // Whole scripts in a round: one without a date would be compared with one of dates. Fewer write, so that it ends.
  const stock = await add('stock', { writers: 64, messages: STOCK.length, script: STOCK });
  const text = await add('stock', { writers: 256, messages: STOCK.length, script: STOCK, env: { ANSWERS: 'text' } });
  const sapa = await add('sapa', { writers: 256, messages: PROVEN.length * 5, path: '/webhooks/whatsapp' });
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
  const per = ({ rates }: Shape): number => median(rates);
  const against = (other: Shape): number => per(sapa) / per(other);
  const detail = `${Math.round(per(sapa))} durable turns/s, p99 ${percentile(sapa.latencies, 0.99).toFixed(1)} ms`;
  return [
    figure('turn/stock', against(stock), 3, 'higher', `${detail}; stock ${Math.round(per(stock))}/s`),
    // No budget of the architecture: the cheapest bot of that shape, which takes any text for every answer.
    figure('turn/stock text', against(text), 1.2, 'higher', `any text for an answer: ${Math.round(per(text))}/s`),
    figure('turn/floor', against(floor), 0.25, 'higher', `floor ${Math.round(per(floor))}/s`),
  ];
}
