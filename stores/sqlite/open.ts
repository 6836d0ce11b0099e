import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Committer } from './committer.ts';
import { type SqliteDocuments, sqliteDocuments } from './documents.ts';
import { errorOf, failureOf, sqliteCode } from './failures.ts';
import { makeFolder } from './folder.ts';
import { checkFile } from './health.ts';
import { Reader } from './reader.ts';
import { migrate } from './schema.ts';

export interface SqliteOptions {
  /** The database file; made with its folder when there is none. `-wal` and `-shm` lie next to it. */
  readonly file: string;
  /** Most pages (of 4 KB) the file may have; no limit unless given. */
  readonly maxPages?: number;
  /** Now, in ms since 1970; `Date.now` unless given. */
  readonly clock?: () => number;
  /** How long a write waits for another process before it is `Busy`; 5,000 ms unless given. */
  readonly busyMs?: number;
}

const SQLITE_BUSY = 5;

/**
 * Opens (or makes) the store: checks the file, adds what is missing, starts the writer's thread.
 * @throws Corrupt when the file is damaged or not ours; its bytes are left as they are. Unavailable when it cannot be
 * opened or was written by a newer version. Busy when another process holds it for longer than `busyMs`.
 */
export function openSqlite({ file, maxPages, clock = Date.now, busyMs = 5000 }: SqliteOptions): SqliteDocuments {
  try {
    makeFolder(dirname(file));
    checkFile(file);
    const database = prepared(file, busyMs);
    const reader = new Reader(database);
    const committer = new Committer({ file, busyMs, ...(maxPages === undefined ? {} : { maxPages }) });
    return sqliteDocuments({ reader, committer, clock });
  } catch (error) {
    throw errorOf(failureOf(error));
  }
}

/** The read connection, in WAL and migrated. Afterwards it can read only. */
function prepared(file: string, busyMs: number): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: busyMs });
  try {
    walMode(database, busyMs);
    database.exec('PRAGMA synchronous = FULL');
    migrate(database);
    database.exec('PRAGMA query_only = ON');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Setting WAL does not wait by `busy_timeout` when two processes start together; so we do. */
function walMode(database: DatabaseSync, busyMs: number): void {
  const until = performance.now() + busyMs;
  for (;;) {
    try {
      database.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (sqliteCode(error) !== SQLITE_BUSY || performance.now() >= until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1 + Math.random() * 5);
    }
  }
}
