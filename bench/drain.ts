import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { silent } from '../domain/log.ts';
import { uncounted } from '../domain/metrics.ts';
import { openFoundation } from '../foundation.ts';
import { createFhirDriver } from '../registry/fhir/driver.ts';
import { createHttp } from '../registry/fhir/http.ts';
import { loadVaccines } from '../registry/fhir/immunizations.ts';
import { createTokens } from '../registry/fhir/token.ts';
import { createDrain } from '../registry/outbox/drain.ts';
import { createQueuedRegistry } from '../registry/outbox/queue.ts';
import { SIMULATED_CLIENT, startRegistrySimulator } from '../simulator/registry/server.ts';
import { type Figure, figure } from './report.ts';

const PEOPLE = 400;
const nik = (n: number): string => `327305450350${String(n + 1).padStart(4, '0')}`;

/** `drain`: the queue worked off through the whole driver (four calls a person), against the driver alone, one by one. */
export async function benchDrain(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa drain '));
  const simulator = await startRegistrySimulator();
  try {
    const env = { DATA_DIR: join(folder, 'data'), DATA_KEY_FILE: join(folder, 'keys', 'data.key') };
    const base = await openFoundation(readConfig(env, folder), { logger: silent, metrics: uncounted });
    const { documents, vault, programme, notices } = base;
    const { id: clientId, secret: clientSecret } = SIMULATED_CLIENT;
    const http = createHttp({
      url: simulator.url,
      token: createTokens({ url: simulator.tokenUrl, clientId, clientSecret }),
    });
    const common = { metrics: uncounted, logger: silent };
    const driver = createFhirDriver({ http, vaccines: loadVaccines(programme.code), ...common });
    const said = { name: 'Siti Contoh', birthDate: '1950-03-05', sex: 'F', relation: 'self', contact: 'c' } as const;
    const began = performance.now();
    for (let n = 0; n < PEOPLE; n += 1)
      await driver.submit({ ...said, nik: nik(n) }, { key: 'bench', now: Date.now() });
    const bare = PEOPLE / ((performance.now() - began) / 1000);
    simulator.store.patients.clear();
    const keys = { documents, sealer: vault, pseudonyms: vault };
    const registry = createQueuedRegistry(keys);
    for (let n = 0; n < PEOPLE; n += 1) await registry.submit({ ...said, nik: nik(n), key: `k${n}` }, Date.now());
    const drain = createDrain({ ...keys, programme, driver, notices, ...common, perSecond: 1_000_000 });
    const started = performance.now();
    const done = await drain.run();
    const ours = PEOPLE / ((performance.now() - started) / 1000);
    if (done !== PEOPLE || simulator.store.patients.size !== PEOPLE) throw new Error('not everybody was handed in');
    await driver.close();
    await base.close();
    const detail = `${Math.round(ours)} people/s from the queue, the driver alone ${Math.round(bare)}/s`;
    return [figure('drain', ours / bare, 0.5, 'higher', detail)];
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
