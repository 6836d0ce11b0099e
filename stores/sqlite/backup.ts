import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { Busy, Conflict, NotFound } from '../errors.ts';
import { errorOf, failureOf, sqliteCode, systemCode } from './failures.ts';
import { makeFolder } from './folder.ts';
import { checkFile, damaged, openForLooking, quickCheck } from './health.ts';

/** All pages in one step: the copy is one moment of the file, and writers beside it cannot make it start again. */
const ALL_PAGES = 0x7fff_ffff;
/** Codes with which a file system says that it has no hard links. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];
const SQLITE_BUSY = 5;

/**
 * Copies the store while others write to it: the copy has every write that was acknowledged before the call. It is
 * checked, fsynced and gets its name only then, so a file of that name is always whole. Readable by its owner only.
 * @throws NotFound without a source, Conflict when `to` exists, Corrupt when the source is damaged, Unavailable when
 * the copy cannot be written.
 */
export async function backupSqlite(file: string, to: string): Promise<void> {
  if (!existsSync(file)) throw new NotFound(`${file}: there is no such file`);
  if (existsSync(to)) throw new Conflict(`${to} is there already: name a new file`);
  await whole(to, async (part) => {
    checkFile(file);
    const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
    try {
      await backup(database, part, { rate: ALL_PAGES });
    } finally {
      database.close();
    }
    checkCopy(part, file);
    place(part, to);
  });
}

export interface RestoreOptions {
  /** Replace a file that is there. */
  readonly force?: boolean;
}

/**
 * Puts a copy in place of the store, checked first. Nobody may have the store open meanwhile.
 * @throws NotFound without a copy, Corrupt when the copy is damaged, Conflict when `to` exists and `force` is not
 * given, Busy when a process has `to` open.
 */
export async function restoreSqlite(from: string, to: string, options: RestoreOptions = {}): Promise<void> {
  if (!existsSync(from)) throw new NotFound(`${from}: there is no such file`);
  const there = existsSync(to);
  // On a new machine there is no data folder yet.
  makeFolder(dirname(to));
  if (there && !options.force) throw new Conflict(`${to} is there already: move it away, or force its replacement`);
  await whole(to, async (part) => {
    checkFile(from);
    copyFileSync(from, part);
    checkCopy(part, from);
    if (!there) return place(part, to);
    refuseInUse(to);
    // A WAL of the old file must never meet the new one.
    for (const end of ['-wal', '-shm']) rmSync(to + end, { force: true });
    renameSync(part, to);
    syncFolder(to);
  });
}

/** Runs `work` with a name beside `to` that is cleaned up whatever happens; only `StoreError`s leave. */
async function whole(to: string, work: (part: string) => Promise<void>): Promise<void> {
  const part = `${to}.${randomBytes(6).toString('hex')}.part`;
  try {
    closeSync(openSync(part, 'wx', 0o600));
    await work(part);
  } catch (error) {
    throw errorOf(failureOf(error));
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(part + end, { force: true });
  }
}

function checkCopy(part: string, source: string): void {
  chmodSync(part, 0o600);
  const handle = openSync(part, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  const database = openForLooking(part);
  try {
    const [first] = quickCheck(database, 1);
    if (first !== undefined) throw damaged(source, first);
  } finally {
    database.close();
  }
}

/** Gives the finished copy its name, without ever going over a file that came meanwhile. */
function place(part: string, to: string): void {
  try {
    linkSync(part, to);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST') throw new Conflict(`${to} is there already: name a new file`);
    if (!NO_LINKS.includes(code)) throw error;
    renameSync(part, to);
  }
  syncFolder(to);
}

/** The name itself must be on disk too. */
function syncFolder(path: string): void {
  const handle = openSync(dirname(path), 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** Leaving WAL needs the file for oneself alone, so it fails while anybody has it open. A damaged file tells nothing. */
function refuseInUse(file: string): void {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
    // SQLite answers with the mode it stayed in, or with SQLITE_BUSY, as the other connection happens to stand.
    const mode = database.prepare('PRAGMA journal_mode = DELETE').get()?.['journal_mode'];
    if (mode !== 'delete') throw inUse(file);
  } catch (error) {
    if (error instanceof Busy) throw error;
    if (sqliteCode(error) === SQLITE_BUSY) throw inUse(file);
  } finally {
    database?.close();
  }
}

const inUse = (file: string): Busy => new Busy(1000, `${file} is in use: stop every process that has it open`);
