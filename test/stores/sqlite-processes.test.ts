import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { backupSqlite } from '../../stores/sqlite/backup.ts';
import { inspectSqlite } from '../../stores/sqlite/inspect.ts';
import { openSqlite } from '../../stores/sqlite/open.ts';
import { testFolder } from './support/folder.ts';

const SCRIPT = join(__dirname, 'support', 'writer-process.ts');
const folder = testFolder();

function start(...args: string[]): { child: ChildProcess; lines: () => string[] } {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  // The last line may be cut by the kill: what stands before a line's end was printed whole.
  return { child, lines: () => text.split('\n').slice(0, -1) };
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await sleep(5);
}

describe('sqlite between processes', () => {
  test('three processes count in one file and lose nothing', async () => {
    const file = folder.path('sapa.db');
    const children = [1, 2].map(() => start('count', file, '500'));
    const documents = openSqlite({ file });
    for (let done = 0; done < 200; ) {
      const stored = await documents.get<{ n: number }>('meta', 'counter', 'counter');
      const condition = stored ? { ifMatch: stored.etag } : { ifNoneMatch: '*' as const };
      done += await documents.put('meta', 'counter', 'counter', { n: (stored?.body.n ?? 0) + 1 }, condition).then(
        () => 1,
        () => 0,
      );
    }
    const codes = await Promise.all(
      children.map(async ({ child }) => (child.exitCode === null ? (await once(child, 'close'))[0] : child.exitCode)),
    );
    expect(codes).toEqual([0, 0]);
    expect((await documents.get('meta', 'counter', 'counter'))?.body).toEqual({ n: 1200 });
    await documents.close();
  });

  test('kill -9 amid writing, five times: every acknowledged write is there, whole', async () => {
    const file = folder.path('sapa.db');
    const acknowledged = new Set<number>();
    for (let round = 1; round <= 5; round += 1) {
      const { child, lines } = start('write', file);
      await until(() => lines().length >= 200 * round);
      child.kill('SIGKILL');
      await once(child, 'close');
      for (const line of lines()) acknowledged.add(Number(line));
      const documents = openSqlite({ file });
      for (const n of acknowledged) {
        const stored = await documents.get('transcripts', 'lane', `i${n}`);
        expect(stored?.body).toEqual({ n, at: n, text: `${n} `.repeat(300) });
      }
      await documents.close();
    }
    expect(acknowledged.size).toBeGreaterThanOrEqual(1000);
    expect(await inspectSqlite(file)).toMatchObject({ ok: true, problems: [] });
  });

  test('a backup beside a writing process has every write acknowledged before the call', async () => {
    const file = folder.path('sapa.db');
    const { child, lines } = start('write', file);
    await until(() => lines().length >= 300);
    for (const round of [1, 2, 3]) {
      const before = lines().map(Number);
      const copy = folder.path(`copy ${round}.db`);
      await backupSqlite(file, copy);
      expect(await inspectSqlite(copy)).toMatchObject({ ok: true, problems: [] });
      const documents = openSqlite({ file: copy });
      for (const n of before) expect((await documents.get('transcripts', 'lane', `i${n}`))?.body['n']).toBe(n);
      await documents.close();
      const atCopy = lines().length;
      await until(() => lines().length > atCopy);
    }
    child.kill('SIGKILL');
    await once(child, 'close');
  });

  test('two stores of one process see each other and never share an etag', async () => {
    const file = folder.path('sapa.db');
    const [a, b] = [openSqlite({ file }), openSqlite({ file })];
    const etag = await a.put('meta', 'k', 'k', { n: 1 });
    expect((await b.get('meta', 'k', 'k'))?.etag).toBe(etag);
    const other = await b.put('meta', 'k', 'k', { n: 2 }, { ifMatch: etag });
    await expect(a.put('meta', 'k', 'k', { n: 3 }, { ifMatch: etag })).rejects.toMatchObject({ code: 'conflict' });
    expect((await a.get('meta', 'k', 'k'))?.etag).toBe(other);
    await Promise.all([a.close(), b.close()]);
  });
});
