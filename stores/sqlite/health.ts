import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { Corrupt, Unavailable } from '../errors.ts';
import { sqliteCode, words } from './failures.ts';
import { APPLICATION_ID, column, SCHEMA_VERSION, tables } from './schema.ts';

/** Up to this size the whole file is checked at start (some 20 ms); above it, its ends. `sapa verify` checks all. */
const WHOLE_CHECK_BYTES = 16 * 1024 * 1024;
const MAGIC = 'SQLite format 3\u0000';
const HEADER_BYTES = 100;
const SECOND_LOOK_MS = 50;

/** Size in bytes, 0 when there is none. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Whether committed pages may still lie outside the file. */
const hasWal = (file: string): boolean => sizeOf(`${file}-wal`) > 0;

/** What to tell an operator about a damaged file: its name, that nothing was done to it, and the way out. */
export function damaged(file: string, what: string): Corrupt {
  return new Corrupt(
    `${file} is damaged (${what}). It was left as it is. Stop every process that uses it and run \`sapa verify\` to ` +
      `see how far the damage goes; then move ${file}, ${file}-wal and ${file}-shm away and put a copy made with ` +
      `\`sapa backup FILE\` in the place of ${file}.`,
  );
}

/**
 * Opens a file for looking only. Without a WAL it is opened as immutable: then SQLite makes no `-wal` and no `-shm`
 * next to it. With one it is opened read-only, which never moves the WAL into the file.
 */
export function openForLooking(file: string): DatabaseSync {
  if (hasWal(file)) return new DatabaseSync(file, { readOnly: true, timeout: 1000 });
  const url = pathToFileURL(file);
  url.searchParams.set('immutable', '1');
  return new DatabaseSync(url, { readOnly: true });
}

/**
 * Checks a file before anything is written to it. A missing or empty file is fine: it will be made.
 * @throws Corrupt when it is no SQLite file, not ours, cut short or malformed; Unavailable for a newer version's file.
 */
export function checkFile(file: string): void {
  if (sizeOf(file) === 0) return;
  try {
    look(file);
  } catch {
    // Another process may have begun, or moved its WAL and ended, amid the look. Damage is still there a moment later.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SECOND_LOOK_MS);
    look(file);
  }
}

function look(file: string): void {
  checkHeader(file, hasWal(file));
  checkContent(file);
}

/** The header's fixed parts (sqlite.org/fileformat.html, 1.3). */
function checkHeader(file: string, wal: boolean): void {
  const header = Buffer.alloc(HEADER_BYTES);
  const handle = openSync(file, 'r');
  const read = readSync(handle, header, 0, HEADER_BYTES, 0);
  closeSync(handle);
  if (read < HEADER_BYTES || header.toString('latin1', 0, 16) !== MAGIC) throw damaged(file, 'not a SQLite database');
  const declared = header.readUInt16BE(16);
  const pageSize = declared === 1 ? 65_536 : declared;
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0) throw damaged(file, 'broken header');
  // The page count counts only while both change counters agree, and a WAL may hold the pages that are missing here.
  const counted = header.readUInt32BE(24) === header.readUInt32BE(92);
  if (counted && !wal && header.readUInt32BE(28) * pageSize > sizeOf(file)) throw damaged(file, 'cut short');
}

function checkContent(file: string): void {
  let database: DatabaseSync | undefined;
  try {
    database = openForLooking(file);
    checkOwner(database, file);
    if (sizeOf(file) <= WHOLE_CHECK_BYTES) {
      const [first] = quickCheck(database, 1);
      if (first !== undefined) throw damaged(file, first);
    } else checkEnds(database);
  } catch (error) {
    throw DAMAGE.includes(sqliteCode(error)) ? damaged(file, words(error)) : error;
  } finally {
    database?.close();
  }
}

/** SQLITE_CORRUPT, SQLITE_NOTADB, or a schema that does not parse (SQLITE_ERROR while looking with our own SQL). */
const DAMAGE = [1, 11, 26];

function pragma(database: DatabaseSync, name: string): number {
  return Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
}

function checkOwner(database: DatabaseSync, file: string): void {
  const objects = database.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
  const id = pragma(database, 'application_id');
  if (id !== APPLICATION_ID && (id !== 0 || objects.n > 0)) throw damaged(file, 'not a database of sapa');
  const version = pragma(database, 'user_version');
  if (version <= SCHEMA_VERSION) return;
  throw new Unavailable(
    `${file} was written by a newer version of sapa (schema ${version}, this one reads up to ${SCHEMA_VERSION}). It ` +
      'was left as it is. Start the newer version again, or put a copy that this version made in its place.',
  );
}

/** What `PRAGMA quick_check` finds, at most so many sentences. They name pages and tables, never content. */
export function quickCheck(database: DatabaseSync, most: number, kind = 'quick_check'): string[] {
  const rows = database.prepare(`PRAGMA ${kind}(${most})`).all();
  return rows.map((row) => String(Object.values(row)[0])).filter((line) => line !== 'ok');
}

/** The columns that a table has by now: a field declared later gets its own only after this look. */
function columnsOf(database: DatabaseSync, name: string): Set<unknown> {
  const rows = database.prepare(`PRAGMA table_info("${name}")`).all();
  return new Set(rows.map((row) => `"${String(row['name'])}"`));
}

/** Reads the first and the last document of every table, and both ends of every index. */
function checkEnds(database: DatabaseSync): void {
  const there = new Set(
    database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all()
      .map((row) => row['name']),
  );
  for (const table of tables()) {
    if (!there.has(table.name)) continue;
    const columns = columnsOf(database, table.name);
    for (const way of ['ASC', 'DESC']) {
      database.prepare(`SELECT length(body) FROM "${table.name}" ORDER BY n ${way} LIMIT 1`).get();
      database.prepare(`SELECT pk FROM "${table.name}" ORDER BY pk ${way}, id ${way} LIMIT 1`).get();
      for (const field of table.fields) {
        const f = column(field);
        if (!columns.has(f)) continue;
        database.prepare(`SELECT pk FROM "${table.name}" WHERE ${f} IS NOT NULL ORDER BY ${f} ${way} LIMIT 1`).get();
      }
    }
  }
}
