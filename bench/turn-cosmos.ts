import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { provisionStore } from '../store-care.ts';
import { createCitizens, REGISTRATION } from './citizens.ts';
import { measure, median } from './client.ts';
import { type Figure, figure } from './report.ts';
import { type Spawned, spawnServer } from './servers/spawn.ts';

const CITIZENS = 64;
const MESSAGES = 9;
const ROUNDS = 5;
/**
 * No budget of the architecture. A registration also writes consent, person and access, some ten operations in nine turns that
 * the bare shape does not have: 0.59 to 0.61 were measured. Below this something was lost.
 */
const GUARD = 0.5;
/** The same citizens all along: what is measured is a turn in a conversation that exists, not how it begins. */
const SCRIPT = Array.from({ length: ROUNDS + 1 }, () => REGISTRATION).flat();
const KEY = Buffer.from('a key of the bench').toString('base64');

async function round(server: Spawned, path: string, citizens: ReturnType<typeof createCitizens>): Promise<number> {
  const queues = citizens.prepare(MESSAGES).map((messages) => messages.values());
  const measured = await measure({
    port: server.port,
    path,
    connections: CITIZENS,
    next: (index) => queues[index]?.next().value,
  });
  if (measured.notOk > 0) throw new Error(`${measured.notOk} answers of ${path} were not 200`);
  return measured.requests / measured.seconds;
}

/**
 * `turn-cosmos`: the full turn over the Cosmos driver, against the least a durable turn over the same server can be (one
 * point read and one conditional replace with the same client, no bot). Above 1 means that the copy in RAM saves more
 * than the whole turn costs.
 */
export async function benchTurnCosmos(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa cosmos '));
  const servers: Spawned[] = [];
  const open = async (name: string, env: Record<string, string>): Promise<Spawned> => {
    const server = await spawnServer(name, env);
    servers.push(server);
    return server;
  };
  try {
    const cosmos = await open('cosmos', {});
    const env = {
      STORE: 'cosmos',
      COSMOS_ENDPOINT: `http://127.0.0.1:${cosmos.port}`,
      COSMOS_KEY: KEY,
      COSMOS_DATABASE: 'sapa',
      DATA_DIR: folder,
      DATA_KEY_FILE: join(folder, 'keys', 'data.key'),
    };
    await provisionStore(readConfig(env, folder), { apply: true });
    const bare = await open('cosmos-bare', env);
    const sapa = await open('sapa', env);
    const rates: { bare: number[]; sapa: number[] } = { bare: [], sapa: [] };
    const [these, those] = [createCitizens('4', CITIZENS, SCRIPT), createCitizens('5', CITIZENS, SCRIPT)];
    for (let index = 0; index <= ROUNDS; index += 1) {
      const perBare = await round(bare, '/webhook', these);
      const perSapa = await round(sapa, '/webhooks/wire', those);
      if (index === 0) continue;
      rates.bare.push(perBare);
      rates.sapa.push(perSapa);
    }
    const [perBare, perSapa] = [median(rates.bare), median(rates.sapa)];
    const detail = `${Math.round(perSapa)} turns/s, read + conditional replace ${Math.round(perBare)}/s`;
    return [figure('turn-cosmos/bare', perSapa / perBare, GUARD, 'higher', detail)];
  } finally {
    await Promise.all(servers.reverse().map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}
