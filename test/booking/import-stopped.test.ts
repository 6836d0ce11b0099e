import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSessionsJob, createSitesJob } from '../../booking/import-jobs.ts';
import { importFile } from '../../registry/csv/import-file.ts';
import type { Documents } from '../../stores/documents.ts';
import { Unavailable } from '../../stores/errors.ts';
import { testKeys } from '../registry/support/keys.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { NOW, regions } from './support/house.ts';

const folder = mkdtempSync(join(tmpdir(), 'sapa-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SITES = 30;
const DAYS = 28;

function write(name: string, lines: readonly string[]): { file: string; rejectsFile: string } {
  const file = join(folder, name);
  writeFileSync(file, lines.join('\n'));
  return { file, rejectsFile: `${file}.rejects.csv` };
}

const sites = write('sites.csv', [
  'code,name,address,region_code',
  ...Array.from({ length: SITES }, (_, n) => `S-${n},Puskesmas Contoh ${n},Jl. Contoh ${n},32.73`),
]);
const sessions = write('sessions.csv', [
  'site_code,date,start,end,capacity,product',
  ...Array.from({ length: SITES * DAYS }, (_, n) => {
    const day = String(1 + Math.floor(n / SITES)).padStart(2, '0');
    return `S-${n % SITES},2027-02-${day},08:00,11:00,20,CoronaVac`;
  }),
]);

/** A store that fails for good at its n-th bulk write. */
function failing(documents: Documents, at: number): Documents {
  let n = 0;
  return {
    ...documents,
    async bulk(container, operations) {
      n += 1;
      if (n >= at) throw new Unavailable();
      return documents.bulk(container, operations);
    },
  };
}

test('stopped anywhere and run again: every row once, and nothing twice', async () => {
  for (const at of [1, 2, 4]) {
    const documents = memoryDocuments();
    const options = { regions, now: NOW };
    await importFile(createSitesJob({ documents, ...options }), { documents, pseudonyms: testKeys, ...sites });
    const broken = failing(documents, at);
    const stopped = importFile(createSessionsJob({ documents: broken, ...options }), {
      ...{ documents: broken, pseudonyms: testKeys, ...sessions },
    });
    await expect(stopped).rejects.toBeInstanceOf(Unavailable);
    const again = await importFile(createSessionsJob({ documents, ...options }), {
      ...{ documents, pseudonyms: testKeys, ...sessions },
    });
    expect(again).toMatchObject({ rows: SITES * DAYS, rejected: 0, updated: 0, rejectsFile: null });
    expect(again.created + again.unchanged).toBe(SITES * DAYS);
    expect(again.unchanged).toBe((at - 1) * 200);
    const once = await importFile(createSessionsJob({ documents, ...options }), {
      ...{ documents, pseudonyms: testKeys, ...sessions },
    });
    expect(once).toMatchObject({ created: 0, updated: 0, unchanged: SITES * DAYS });
  }
});
