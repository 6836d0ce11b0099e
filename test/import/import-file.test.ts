import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ImportFileOptions, type ImportJob, importFile } from '../../registry/csv/import-file.ts';
import type { Documents } from '../../stores/documents.ts';
import { Unavailable } from '../../stores/errors.ts';
import { testKeys } from '../registry/support/keys.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { folderForTests, write } from './support/files.ts';

const folder = folderForTests();
const ROWS = 20_000;
const text = (rows: number): string => {
  const line = (n: number): string => (n % 1_000 === 7 ? `C${n},bad` : `C${n},v${n}`);
  return `code,value\n${Array.from({ length: rows }, (_, n) => line(n)).join('\n')}\n`;
};

/** A list of codes and values, kept in a map; `stopAfter` batches the store fails, as it would for a process that was killed. */
function listJob(
  kept: Map<string, string>,
  stopAfter = Number.POSITIVE_INFINITY,
): ImportJob<readonly [string, string]> {
  let batches = 0;
  return {
    kind: 'list',
    columns: [{ name: 'code' }, { name: 'value' }],
    read({ cells: [code = '', value = ''] }) {
      return value === 'bad' ? { column: 'value', code: 'bad', reason: 'no, never' } : [code, value];
    },
    async write(rows, dryRun) {
      batches += 1;
      if (batches > stopAfter) throw new Unavailable();
      return rows.map(([code, value]) => {
        const before = kept.get(code);
        if (!dryRun) kept.set(code, value);
        return before === undefined ? 'created' : before === value ? 'unchanged' : 'updated';
      });
    },
  };
}

function options(documents: Documents, file: string, more: Partial<ImportFileOptions> = {}): ImportFileOptions {
  return { documents, pseudonyms: testKeys, file, rejectsFile: `${file}.rejects.csv`, ...more };
}

test('counts, lists what was rejected for its owner only, and changes nothing the second time', async () => {
  const documents = memoryDocuments();
  const file = write(folder, 'whole.csv', text(ROWS));
  const kept = new Map<string, string>();
  const seen: number[] = [];
  const onProgress = ({ rows }: { rows: number }): void => void seen.push(rows);
  const first = await importFile(listJob(kept), options(documents, file, { onProgress }));
  const rejectsFile = `${file}.rejects.csv`;
  expect(first).toEqual({
    ...{ rows: ROWS, created: ROWS - 20, updated: 0, unchanged: 0, rejected: 20 },
    ...{ reasons: { bad: 20 }, rejectsFile },
  });
  const list = readFileSync(rejectsFile, 'utf8').split('\n');
  expect(list.slice(0, 3)).toEqual(['line,column,reason', '9,value,"no, never"', '1009,value,"no, never"']);
  expect(statSync(rejectsFile).mode & 0o777).toBe(0o600);
  expect(seen.at(-1)).toBe(ROWS);
  expect(await importFile(listJob(kept), options(documents, file))).toMatchObject({
    ...{ rows: ROWS, created: 0, updated: 0, unchanged: ROWS - 20, rejected: 20 },
  });
});

test('goes on where it was cut off, and lists every rejected row once', async () => {
  const documents = memoryDocuments();
  const file = write(folder, 'cut.csv', text(40_000));
  const kept = new Map<string, string>();
  await expect(importFile(listJob(kept, 12), options(documents, file))).rejects.toBeInstanceOf(Unavailable);
  expect(kept.size).toBe(24_000 - 24);
  const second = await importFile(listJob(kept), options(documents, file));
  // Written after the last checkpoint, and so written again with the same outcome as any repeat.
  expect(second).toMatchObject({
    rows: 40_000,
    resumedAt: 16_000,
    created: 32_000 - 32,
    unchanged: 8_000 - 8,
    rejected: 40,
  });
  const lines = readFileSync(`${file}.rejects.csv`, 'utf8').trimEnd().split('\n').slice(1);
  expect(lines).toHaveLength(40);
  expect(new Set(lines).size).toBe(40);
  expect(kept.size).toBe(40_000 - 40);
});

test('begins anew when the file was changed, or its list of rejected rows is gone', async () => {
  const documents = memoryDocuments();
  const kept = new Map<string, string>();
  const file = write(folder, 'changed.csv', text(40_000));
  await expect(importFile(listJob(kept, 12), options(documents, file))).rejects.toBeInstanceOf(Unavailable);
  const other = options(documents, file, { rejectsFile: join(folder, 'elsewhere.csv') });
  expect(await importFile(listJob(new Map()), other)).not.toHaveProperty('resumedAt');
  writeFileSync(file, text(40_000).replace('C1,v1', 'C1,w1'));
  const again = await importFile(listJob(kept), options(documents, file));
  expect(again).not.toHaveProperty('resumedAt');
  expect(again).toMatchObject({ rows: 40_000, updated: 1 });
});

test('a dry run says the same and writes nothing', async () => {
  const documents = memoryDocuments();
  const kept = new Map<string, string>();
  const file = write(folder, 'dry.csv', text(ROWS));
  const summary = await importFile(listJob(kept), options(documents, file, { dryRun: true }));
  expect(summary).toMatchObject({ rows: ROWS, created: ROWS - 20, rejected: 20 });
  expect(kept.size).toBe(0);
});

test('leaves no list when nothing was rejected, and does not follow a link of its name', async () => {
  const documents = memoryDocuments();
  const file = write(folder, 'clean.csv', 'code,value\nA,1\n');
  const secret = write(folder, 'precious.txt', 'precious');
  symlinkSync(secret, `${file}.rejects.csv`);
  const summary = await importFile(listJob(new Map()), options(documents, file));
  expect(summary.rejectsFile).toBeNull();
  expect(existsSync(`${file}.rejects.csv`)).toBe(false);
  expect(readFileSync(secret, 'utf8')).toBe('precious');
});
