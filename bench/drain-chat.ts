import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { silent } from '../domain/log.ts';
import { uncounted } from '../domain/metrics.ts';
import { openFoundation } from '../foundation.ts';
import { createQueuedRegistry } from '../registry/outbox/queue.ts';
import { SIMULATED_CLIENT, startRegistrySimulator } from '../simulator/registry/server.ts';
import { createCitizens, PROVEN } from './citizens.ts';
import { type Measured, measure, median, percentile } from './client.ts';
import { type Figure, figure } from './report.ts';
import { type Spawned, spawnServer } from './servers/spawn.ts';

/** People who wait for the registry when it comes back: `BENCH_WAITING=100000` is a day's outage. */
const WAITING = Number(process.env['BENCH_WAITING'] ?? 2_000);
/** Handed in a second: more than the default, so that the queue is felt. */
const PER_SECOND = 100;
/** Citizens writing all the while, each after the answer: busy, and below what the process can take. */
const CITIZENS = 8;
const MESSAGES = 80;
const ROUNDS = 5;
const AT_ONCE = 500;

/** Somebody born on one of the first days of March 1950, so that number and date agree. */
function waiting(n: number) {
  const day = String(1 + Math.floor(n / 9_999)).padStart(2, '0');
  const nik = `327305${day}0350${String(1 + (n % 9_999)).padStart(4, '0')}`;
  const said = { name: 'Budi Contoh', sex: 'M', relation: 'self', contact: 'c' } as const;
  return { ...said, nik, birthDate: `1950-03-${day}`, key: `w${n}` };
}

/** Puts everybody into the queue, as a day without the registry leaves it. */
async function fill(folder: string): Promise<void> {
  const env = { DATA_DIR: folder, DATA_KEY_FILE: join(folder, 'keys', 'data.key') };
  const base = await openFoundation(readConfig(env, folder), { logger: silent, metrics: uncounted });
  const registry = createQueuedRegistry({ documents: base.documents, sealer: base.vault, pseudonyms: base.vault });
  for (let from = 0; from < WAITING; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, WAITING - from) }, (_none, n) => waiting(from + n));
    await Promise.all(some.map((one) => registry.submit(one, Date.now())));
  }
  await base.close();
}

async function talk(server: Spawned, citizens: ReturnType<typeof createCitizens>): Promise<Measured> {
  const queues = citizens.prepare(MESSAGES).map((messages) => messages.values());
  const next = (index: number) => queues[index]?.next().value;
  const load = { port: server.port, path: '/webhooks/whatsapp', connections: CITIZENS, next };
  const measured = await measure(load);
  if (measured.notOk > 0) throw new Error(`${measured.notOk} answers were not 200`);
  return measured;
}

/** `drain-chat`: how long citizens wait for the 200 while the queue is worked off, against a queue that is empty. */
export async function benchDrainChat(): Promise<Figure[]> {
  const [idle, busy] = ['idle', 'busy'].map((name) => mkdtempSync(join(tmpdir(), `sapa drain ${name} `)));
  const simulator = await startRegistrySimulator();
  const { id, secret } = SIMULATED_CLIENT;
  const common = {
    REGISTRY: 'fhir',
    REGISTRY_URL: simulator.url,
    REGISTRY_TOKEN_URL: simulator.tokenUrl,
    REGISTRY_CLIENT_ID: id,
    REGISTRY_CLIENT_SECRET: secret,
    REGISTRY_PER_SECOND: String(PER_SECOND),
  };
  const servers: Spawned[] = [];
  try {
    await fill(busy ?? '');
    for (const folder of [idle, busy]) servers.push(await spawnServer('sapa', { ...common, DATA_DIR: folder ?? '' }));
    const sides = servers.map((server, side) => ({
      server,
      citizens: createCitizens(String(side + 1), CITIZENS, PROVEN),
      p50: [] as number[],
      p99: [] as number[],
    }));
    for (const { server, citizens } of sides) await talk(server, citizens);
    const [before, began] = [simulator.store.patients.size, performance.now()];
    for (let round = 0; round < ROUNDS; round += 1)
      for (const { server, citizens, p50, p99 } of sides) {
        const { latencies } = await talk(server, citizens);
        p50.push(percentile(latencies, 0.5));
        p99.push(percentile(latencies, 0.99));
      }
    const rate = (simulator.store.patients.size - before) / ((performance.now() - began) / 1000);
    const [calm, draining] = sides;
    const of = (values: readonly number[] | undefined): number => median(values ?? []);
    const detail = `p99 ${of(calm?.p99).toFixed(1)} ms, draining ${of(draining?.p99).toFixed(1)} ms; ${Math.round(rate)} people/s of ${WAITING} waiting`;
    return [figure('drain-chat', of(draining?.p50) / of(calm?.p50), 2, 'lower', `median wait; ${detail}`)];
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await simulator.close();
    for (const folder of [idle, busy]) rmSync(folder ?? '', { recursive: true, force: true });
  }
}
