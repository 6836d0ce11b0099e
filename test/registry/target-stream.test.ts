import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { streamTargets } from '../../registry/target-stream.ts';
import { createTargetWriter } from '../../registry/targets/write.ts';
import type { Documents } from '../../stores/documents.ts';
import { openSqlite } from '../../stores/sqlite/open.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { testKeys } from './support/keys.ts';
import { confirmed, localRegistry, NOW, regions } from './support/rows.ts';

/** Invented NIKs, all imported in the same moment: pages end in the middle of equal times. */
const rows = Array.from({ length: 2500 }, (_, at) => ({
  nik: `327305150385${String(at + 1).padStart(4, '0')}`,
  ...{ name: 'Budi Contoh', birthDate: '1985-03-15', sex: 'M' as const },
  group: at % 2 === 0 ? 'umum' : 'lansia',
  ...(at % 3 === 0 ? {} : { region: '32.73' }),
}));

async function fill(documents: Documents): Promise<void> {
  const writer = createTargetWriter({ documents, sealer: testKeys, pseudonyms: testKeys, regions });
  for (let at = 0; at < rows.length; at += 500) await writer.put(rows.slice(at, at + 500), NOW);
  // Somebody who is on no list wrote to us.
  await localRegistry(documents).submit(confirmed(), NOW);
  // And a row that comes in while the stream runs.
  await writer.put(
    [{ ...rows[0], nik: '3273011503859999', name: 'x', birthDate: '1985-03-15', sex: 'M', group: 'umum' }],
    NOW + 1,
  );
}

async function check(documents: Documents): Promise<void> {
  await fill(documents);
  let targets = 0;
  let older = 0;
  let placed = 0;
  for await (const one of streamTargets({ documents, sealer: testKeys }, NOW)) {
    targets += 1;
    if (one.group === 'lansia') older += 1;
    if (one.region === '32.73') placed += 1;
    expect(Object.keys(one).sort().join()).toMatch(/^birthDate,group,(region,)?sex$/);
  }
  expect([targets, older, placed]).toEqual([2500, 1250, 1666]);
}

test('everybody on the list comes once, without name, number or contact', async () => {
  await check(memoryDocuments());
});

test('also from the file, page after page', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sapa targets '));
  const documents = await openSqlite({ file: join(folder, 'sapa.db') });
  try {
    await check(documents);
  } finally {
    await documents.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('an empty list is no error', async () => {
  for await (const one of streamTargets({ documents: memoryDocuments(), sealer: testKeys }, NOW)) throw one;
});
