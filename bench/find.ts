import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { silent } from '../domain/log.ts';
import { uncounted } from '../domain/metrics.ts';
import { openFoundation } from '../foundation.ts';
import { createLocalDriver } from '../registry/local-driver.ts';
import { type Figure, figure } from './report.ts';

const PEOPLE = 5_000;
const LOOKS = 20_000;
const nik = (n: number): string => `32730${1 + (n % 9)}450350${String(1 + Math.floor(n / 9)).padStart(4, '0')}`;

async function rate(look: (n: number) => Promise<unknown>): Promise<number> {
  for (let n = 0; n < 2_000; n += 1) await look(n % PEOPLE);
  const began = performance.now();
  for (let n = 0; n < LOOKS; n += 1) await look((n * 7_919) % PEOPLE);
  return LOOKS / ((performance.now() - began) / 1000);
}

/** `find`: is this NIK known and does it match (keyed hash, point read, open, compare), against the bare point read. */
export async function benchFind(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa find '));
  try {
    const env = { DATA_DIR: join(folder, 'data'), DATA_KEY_FILE: join(folder, 'keys', 'data.key') };
    const base = await openFoundation(readConfig(env, folder), { logger: silent, metrics: uncounted });
    const { documents, vault, targets } = base;
    const said = { name: 'Siti Contoh Melati', birthDate: '1950-03-05', sex: 'F' } as const;
    const rows = Array.from({ length: PEOPLE }, (_, n) => ({ ...said, nik: nik(n), group: 'lansia' }));
    await targets.put(rows, Date.now());
    const driver = createLocalDriver({ documents, sealer: vault, pseudonyms: vault });
    const ids = rows.map((row) => vault.person(row.nik));
    const bare = await rate((n) => documents.get('persons', ids[n] ?? '', ids[n] ?? ''));
    const ours = await rate((n) => driver.find({ ...said, nik: nik(n) }, { key: 'bench', now: 0 }));
    await base.close();
    const detail = `${Math.round(ours)} look-ups/s, bare point reads ${Math.round(bare)}/s`;
    return [figure('find', ours / bare, 0.1, 'higher', detail)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
