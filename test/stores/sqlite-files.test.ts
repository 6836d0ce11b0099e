import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Busy, Conflict, Corrupt, NotFound, Unavailable } from '../../stores/errors.ts';
import { backupSqlite, restoreSqlite } from '../../stores/sqlite/backup.ts';
import { inspectSqlite } from '../../stores/sqlite/inspect.ts';
import { openSqlite } from '../../stores/sqlite/open.ts';
import { testFolder } from './support/folder.ts';

const folder = testFolder();

/** A closed store with this many documents of 2 KB. */
async function made(name: string, count = 200): Promise<string> {
  const file = folder.path(name);
  const documents = openSqlite({ file });
  const text = 'word '.repeat(400);
  const put = (n: number) => ({ pk: `p${n}`, id: 'a', put: { n, updated: n, text } });
  for (let n = 0; n < count; n += 1000) {
    const answers = await documents.bulk(
      'persons',
      Array.from({ length: Math.min(1000, count - n) }, (_, i) => put(n + i)),
    );
    expect(answers.every((one) => one.ok)).toBe(true);
  }
  await documents.close();
  return file;
}

const hash = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

function overwrite(file: string, offset: number, bytes: Uint8Array): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, bytes, 0, bytes.length, offset);
  closeSync(handle);
}

const noise = (bytes: number): Uint8Array => Uint8Array.from({ length: bytes }, (_, n) => (n * 131 + 7) % 256);

type Damage = readonly [name: string, damage: (file: string) => void];
const DAMAGES: readonly Damage[] = [
  ['not a database at all', (file) => writeFileSync(file, 'hello, this is a text file\n'.repeat(50))],
  ['a few bytes only', (file) => writeFileSync(file, 'SQLite')],
  ['a broken magic', (file) => overwrite(file, 0, noise(16))],
  ['a broken page size', (file) => overwrite(file, 16, Uint8Array.of(0x12, 0x34))],
  ['a broken schema page', (file) => overwrite(file, 100, noise(2000))],
  ['pages of noise in the middle', (file) => overwrite(file, 8192 * 5, noise(40_000))],
  ['cut short', (file) => truncateSync(file, Math.floor(statSync(file).size / 8192) * 4096)],
  ['another program\u2019s database', (file) => foreign(file)],
];

function foreign(file: string): void {
  writeFileSync(file, '');
  const database = new DatabaseSync(file);
  database.exec('CREATE TABLE theirs (a)');
  database.close();
}

describe('a damaged file', () => {
  test.each(DAMAGES)('%s: open refuses, names the file and the way out, and touches nothing', async (_name, damage) => {
    const file = await made('sapa.db');
    damage(file);
    const [before, names] = [hash(file), readdirSync(folder.path('.'))];
    const error = (() => {
      try {
        return openSqlite({ file });
      } catch (reason) {
        return reason;
      }
    })();
    expect(error).toBeInstanceOf(Corrupt);
    const { message } = error as Corrupt;
    for (const part of [file, 'sapa verify', 'sapa backup FILE', 'left as it is']) expect(message).toContain(part);
    expect(hash(file)).toBe(before);
    expect(readdirSync(folder.path('.'))).toEqual(names);
    expect(await inspectSqlite(file)).toMatchObject({ ok: false });
    expect(hash(file)).toBe(before);
    await expect(backupSqlite(file, folder.path('copy.db'))).rejects.toBeInstanceOf(Corrupt);
    expect(readdirSync(folder.path('.')).filter((name) => name.includes('copy'))).toEqual([]);
  });

  test('with a WAL beside it is left with its WAL', async () => {
    const file = await made('sapa.db');
    const documents = openSqlite({ file });
    await documents.put('meta', 'k', 'a', { n: 1 });
    // As after a kill: the file and its WAL, nothing moved.
    const dead = folder.path('dead.db');
    for (const end of ['', '-wal']) copyFileSync(file + end, dead + end);
    await documents.close();
    overwrite(dead, 8192 * 5, noise(40_000));
    const before = [hash(dead), hash(`${dead}-wal`)];
    expect(() => openSqlite({ file: dead })).toThrow(Corrupt);
    expect([hash(dead), hash(`${dead}-wal`)]).toEqual(before);
  });

  test('a large one is refused at start by its ends, and verify finds what lies deeper', async () => {
    const file = await made('sapa.db', 9000);
    expect(statSync(file).size).toBeGreaterThan(16 * 1024 * 1024);
    const cut = folder.path('cut.db');
    copyFileSync(file, cut);
    truncateSync(cut, Math.floor(statSync(file).size / 8192) * 4096);
    expect(() => openSqlite({ file: cut })).toThrow(/cut short/);
    overwrite(file, 4096 * 2000, noise(4096));
    expect(await inspectSqlite(file)).toMatchObject({ ok: false });
  });

  test('a document that is no longer JSON is Corrupt when it is read, and verify counts it', async () => {
    const file = await made('sapa.db', 3);
    const database = new DatabaseSync(file);
    database.exec("UPDATE persons SET body = '{\"secret' WHERE pk = 'p1'");
    database.close();
    const documents = openSqlite({ file });
    const error = await documents.get('persons', 'p1', 'a').catch((reason) => reason);
    expect(error).toBeInstanceOf(Corrupt);
    expect((error as Corrupt).message).not.toContain('secret');
    await documents.close();
    expect(await inspectSqlite(file)).toMatchObject({
      ok: false,
      problems: ['persons: 1 of 3 documents are not JSON'],
    });
  });
});

describe('a file of an older version', () => {
  test('a large one without a field that was declared later opens, and the field is filled', async () => {
    const file = await made('sapa.db', 9000);
    const database = new DatabaseSync(file);
    database.exec('DROP INDEX persons_updated; ALTER TABLE persons DROP COLUMN f_updated');
    database.close();
    expect(statSync(file).size).toBeGreaterThan(16 * 1024 * 1024);
    const documents = openSqlite({ file });
    const index = { field: 'updated', from: 8_990, to: 8_994 };
    expect((await documents.query('persons', { index })).items).toHaveLength(5);
    await documents.close();
  });
});

describe('a file of a newer version', () => {
  test('is refused in words and left alone', async () => {
    const file = await made('sapa.db', 3);
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 7');
    database.close();
    const before = hash(file);
    expect(() => openSqlite({ file })).toThrow(Unavailable);
    expect(() => openSqlite({ file })).toThrow(/newer version of sapa \(schema 7/);
    expect(hash(file)).toBe(before);
  });
});

describe('other files', () => {
  test('a folder in its place, or a folder that cannot be made, is Unavailable', () => {
    mkdirSync(folder.path('sapa.db'));
    expect(() => openSqlite({ file: folder.path('sapa.db') })).toThrow(Unavailable);
    writeFileSync(folder.path('file'), '');
    expect(() => openSqlite({ file: folder.path('file/data/sapa.db') })).toThrow(Unavailable);
  });

  test('an empty file is made a store', async () => {
    writeFileSync(folder.path('sapa.db'), '');
    const documents = openSqlite({ file: folder.path('sapa.db') });
    await documents.ping();
    await documents.close();
  });
});

describe('backup and restore', () => {
  test('a copy opens, is whole, and only its owner may read it', async () => {
    const [file, copy] = [await made('sapa.db'), folder.path('copy.db')];
    await backupSqlite(file, copy);
    expect(await inspectSqlite(copy)).toMatchObject({ ok: true, counts: { persons: 200 } });
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder.path('.')).filter((name) => name.includes('part'))).toEqual([]);
  });

  test('a backup goes over nothing and needs a source and a folder', async () => {
    const file = await made('sapa.db', 3);
    writeFileSync(folder.path('there'), 'mine');
    await expect(backupSqlite(file, folder.path('there'))).rejects.toBeInstanceOf(Conflict);
    expect(readFileSync(folder.path('there'), 'utf8')).toBe('mine');
    await expect(backupSqlite(folder.path('none.db'), folder.path('x'))).rejects.toBeInstanceOf(NotFound);
    await expect(backupSqlite(file, folder.path('no/folder/x'))).rejects.toBeInstanceOf(Unavailable);
  });

  test('restoring replaces a file only when forced, never one in use, and not by a damaged copy', async () => {
    const [file, copy] = [await made('sapa.db', 5), folder.path('copy.db')];
    await backupSqlite(file, copy);
    const documents = openSqlite({ file });
    await documents.put('persons', 'later', 'a', { n: 1 });
    await expect(restoreSqlite(copy, file)).rejects.toBeInstanceOf(Conflict);
    await expect(restoreSqlite(copy, file, { force: true })).rejects.toBeInstanceOf(Busy);
    expect((await documents.get('persons', 'later', 'a'))?.body).toEqual({ n: 1 });
    await documents.close();
    writeFileSync(folder.path('bad.db'), 'no database');
    await expect(restoreSqlite(folder.path('bad.db'), file, { force: true })).rejects.toBeInstanceOf(Corrupt);
    expect(await inspectSqlite(file)).toMatchObject({ ok: true, counts: { persons: 6 } });
    await restoreSqlite(copy, file, { force: true });
    expect(await inspectSqlite(file)).toMatchObject({ ok: true, counts: { persons: 5 } });
  });

  test('restoring over a damaged file leaves no WAL of the old one', async () => {
    const [file, copy] = [await made('sapa.db', 5), folder.path('copy.db')];
    await backupSqlite(file, copy);
    overwrite(file, 0, noise(16));
    writeFileSync(`${file}-wal`, noise(5000));
    await restoreSqlite(copy, file, { force: true });
    expect(readdirSync(folder.path('.')).sort()).toEqual(['copy.db', 'sapa.db']);
    const documents = openSqlite({ file });
    expect((await documents.get('persons', 'p4', 'a'))?.body).toMatchObject({ n: 4 });
    await documents.close();
  });
});
