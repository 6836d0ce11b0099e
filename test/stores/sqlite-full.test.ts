import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { Busy, type Conflict, Unavailable } from '../../stores/errors.ts';
import { Committer } from '../../stores/sqlite/committer.ts';
import { inspectSqlite } from '../../stores/sqlite/inspect.ts';
import { openSqlite } from '../../stores/sqlite/open.ts';
import { testFolder } from './support/folder.ts';

const folder = testFolder();
const text = 'x'.repeat(20_000);

/** A store that has room for some hundred pages, filled until it refuses. */
async function filled(file: string) {
  const documents = openSqlite({ file, maxPages: 120 });
  let stored = 0;
  for (;;) {
    const error = await documents.put('persons', `p${stored}`, 'a', { n: stored, text }).catch((reason) => reason);
    if (error instanceof Unavailable) return { documents, stored };
    stored += 1;
  }
}

describe('a full disk', () => {
  test('refuses the write, keeps what was there, and says so when asked', async () => {
    const file = folder.path('sapa.db');
    const { documents, stored } = await filled(file);
    expect(stored).toBeGreaterThan(3);
    await expect(documents.put('persons', 'one more', 'a', { text })).rejects.toThrow('the disk is full');
    await expect(documents.ping()).rejects.toBeInstanceOf(Unavailable);
    expect(await documents.get('persons', 'one more', 'a')).toBeUndefined();
    for (let n = 0; n < stored; n += 1) {
      expect((await documents.get('persons', `p${n}`, 'a'))?.body).toEqual({ n, text });
    }
    await documents.close();
    expect(await inspectSqlite(file)).toMatchObject({ ok: true, counts: { persons: stored } });
  });

  test('leaves nothing half written: of a batch each write is there whole or refused', async () => {
    const { documents } = await filled(folder.path('sapa.db'));
    const small = await documents.put('meta', 'small', 'a', { n: 0 });
    const answers = await documents.bulk('meta', [
      { pk: 'large', id: 'a', put: { text: text + text } },
      { pk: 'small', id: 'a', put: { n: 1 }, ifMatch: small },
      { pk: 'small', id: 'a', put: { n: 9 }, ifMatch: small },
      { pk: 'large', id: 'b', put: { text: text + text + text } },
    ]);
    const codes = answers.map((one) => (one.ok ? 'ok' : (one.error as Conflict).code));
    expect(codes).toEqual(['unavailable', 'ok', 'conflict', 'unavailable']);
    expect((await documents.get('meta', 'small', 'a'))?.body).toEqual({ n: 1 });
    expect((await documents.query('meta', { pk: 'large' })).items).toEqual([]);
    await documents.close();
  });

  test('is over by itself when there is room: after a larger limit', async () => {
    const { documents } = await filled(folder.path('sapa.db'));
    await documents.limitPages(1000);
    await expect(documents.ping()).resolves.toBeUndefined();
    await documents.put('persons', 'one more', 'a', { text });
    expect((await documents.get('persons', 'one more', 'a'))?.body).toEqual({ text });
    await documents.close();
  });

  test('is over by itself when there is room: after a delete', async () => {
    const { documents } = await filled(folder.path('sapa.db'));
    for (const n of [0, 1, 2, 3]) await documents.delete('persons', `p${n}`, 'a');
    await expect(documents.ping()).resolves.toBeUndefined();
    await documents.put('persons', 'one more', 'a', { text });
    await documents.close();
  });
});

describe('another process that holds the file', () => {
  test('makes a write Busy after the wait, whole, and reads go on', async () => {
    const file = folder.path('sapa.db');
    const documents = openSqlite({ file, busyMs: 30 });
    const etag = await documents.put('meta', 'k', 'a', { n: 1 });
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const refused = await documents.put('meta', 'k', 'a', { n: 2 }, { ifMatch: etag }).catch((error) => error);
    expect(refused).toBeInstanceOf(Busy);
    expect((refused as Busy).retryAfterMs).toBeGreaterThan(0);
    await expect(documents.ping()).rejects.toBeInstanceOf(Busy);
    expect((await documents.get('meta', 'k', 'a'))?.body).toEqual({ n: 1 });
    other.exec('ROLLBACK');
    other.close();
    await documents.put('meta', 'k', 'a', { n: 2 }, { ifMatch: etag });
    await documents.close();
  });

  test('is waited for', async () => {
    const file = folder.path('sapa.db');
    const documents = openSqlite({ file, busyMs: 20_000 });
    await documents.ping();
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const write = documents.put('meta', 'k', 'a', { n: 1 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await documents.get('meta', 'k', 'a')).toBeUndefined();
    other.exec('COMMIT');
    other.close();
    await write;
    expect((await documents.get('meta', 'k', 'a'))?.body).toEqual({ n: 1 });
    await documents.close();
  });
});

describe('a closed store', () => {
  test('finishes what was asked before, refuses what comes after', async () => {
    const file = folder.path('sapa.db');
    const documents = openSqlite({ file });
    const writes = Array.from({ length: 100 }, (_, n) => documents.put('meta', `k${n}`, 'a', { n }));
    const closed = documents.close();
    await expect(documents.put('meta', 'late', 'a', {})).rejects.toBeInstanceOf(Unavailable);
    await Promise.all([...writes, closed]);
    await expect(documents.get('meta', 'k1', 'a')).rejects.toBeInstanceOf(Unavailable);
    expect(await inspectSqlite(file)).toMatchObject({ ok: true, counts: { meta: 100 } });
  });
});

describe('a disk that fails', () => {
  test('refuses what the operating system refused, keeps what was acknowledged, and writes again afterwards', async () => {
    const file = folder.path('sapa.db');
    const script = join(__dirname, 'support', 'limited-process.ts');
    const limited = ['-c', 'ulimit -f 1200; exec "$0" "$@"', process.execPath, script, file];
    const { stdout } = await promisify(execFile)('/bin/sh', limited);
    expect(JSON.parse(stdout)).toEqual({ codes: ['ok', 'unavailable'], wrong: [] });
    const documents = openSqlite({ file });
    const kept = await documents.get('persons', 'p0', 'a');
    expect(kept?.body).toMatchObject({ n: 0 });
    await documents.put('persons', 'one more', 'a', { text });
    await documents.close();
    expect(await inspectSqlite(file)).toMatchObject({ ok: true });
  });
});

describe('a writer that cannot open the file', () => {
  test('answers Unavailable and tries again with the next write', async () => {
    const file = folder.path('away/sapa.db');
    const committer = new Committer({ file, busyMs: 100 });
    const ping = () => committer.submit(['ping', 'meta', '', '', '', '', '', 1, 0, []]);
    expect(await ping()).toMatchObject({ code: 'unavailable' });
    mkdirSync(dirname(file));
    const documents = openSqlite({ file });
    expect(await ping()).toBe(1);
    await Promise.all([committer.close(), documents.close()]);
  });
});
