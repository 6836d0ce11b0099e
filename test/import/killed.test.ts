import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { row } from '../../bench/import/list.ts';
import { folderForTests, ROOT, sapaIn } from '../cli/support/sapa.ts';
import { openStored } from '../support/stored.ts';

const folder = folderForTests();
const sapa = sapaIn(folder);
const ROWS = 30_000;

/** Starts the import and kills it when so many people are in the store. */
async function killedAt(count: number): Promise<void> {
  const env = {
    PATH: process.env['PATH'],
    DATA_DIR: join(folder, 'data'),
    DATA_KEY_FILE: join(folder, 'keys', 'data.key'),
  };
  const args = ['--disable-warning=ExperimentalWarning', join(ROOT, 'cli/sapa.ts'), 'import', 'targets', 'list.csv'];
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const stored = await openStored(folder);
  const { list, documents } = stored;
  const last = row(count).split(',')[0] ?? '';
  const person = stored.vault.person(last);
  while (child.exitCode === null && !(await documents.get('persons', person, person))) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  child.kill('SIGKILL');
  await ended;
  expect(list).toBeDefined();
  await stored.close();
}

test('killed in the middle, an import goes on where it was, and every bad row is listed once', async () => {
  const line = (n: number): string => (n % 500 === 3 ? row(n).replace(/^\d{16}/, '3,27E+15') : row(n));
  const head = 'nik,name,birth_date,sex,phone,group,region_code\n';
  writeFileSync(join(folder, 'list.csv'), head + Array.from({ length: ROWS }, (_, n) => line(n)).join('\n'));
  // Once for the keys: two processes must not make a first key together.
  await sapa(['verify']);
  // Two batches may be on their way, so the checkpoint of row 16,000 is on disk before row 20,000 is.
  await killedAt(21_000);
  const { out, code } = await sapa(['import', 'targets', 'list.csv', '--json']);
  expect(code).toBe(0);
  const summary = JSON.parse(out);
  expect(summary).toMatchObject({ rows: ROWS, updated: 0, rejected: ROWS / 500, resumedAt: 16_000 });
  expect(summary.created + summary.unchanged).toBe(ROWS - ROWS / 500);
  const rejects = readFileSync(join(folder, 'list.csv.rejects.csv'), 'utf8').trimEnd().split('\n').slice(1);
  expect(rejects.map((one) => Number(one.split(',')[0]))).toEqual(
    Array.from({ length: ROWS / 500 }, (_, n) => n * 500 + 3 + 2),
  );
  const again = JSON.parse((await sapa(['import', 'targets', 'list.csv', '--json'])).out);
  expect(again).toMatchObject({ rows: ROWS, created: 0, updated: 0, unchanged: ROWS - ROWS / 500 });
});
