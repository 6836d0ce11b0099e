import { DatabaseSync } from 'node:sqlite';
import { failureOf, sqliteCode } from './failures.ts';
import type { Answer, Failure, Write, WriteKind } from './operations.ts';
import { tables } from './schema.ts';
import { otherWrites, tableWrites } from './statements.ts';

export interface WriterOptions {
  readonly file: string;
  /** Most pages the file may have (`max_page_count`); no limit unless given. */
  readonly maxPages?: number;
  /** How long to wait for another process before a write is `Busy`. */
  readonly busyMs: number;
}

const SQLITE_BUSY = 5;
/** Pages in the WAL before they are moved into the file: fewer, larger moves than SQLite's 1,000. */
const CHECKPOINT_PAGES = 4000;

/** The write connection: a batch in, one transaction and one fsync, an answer for each write out. Synchronous. */
export class Writer {
  readonly #database: DatabaseSync;
  readonly #busyMs: number;
  readonly #runs = new Map<string, Partial<Record<WriteKind, (write: Write) => Answer>>>();
  readonly #others: Partial<Record<WriteKind, (write: Write) => Answer>>;
  readonly #sleeper = new Int32Array(new SharedArrayBuffer(4));

  constructor(options: WriterOptions) {
    this.#busyMs = options.busyMs;
    // We wait ourselves (see #begin): SQLite's own back-off sleeps up to 100 ms between tries.
    this.#database = new DatabaseSync(options.file, { timeout: 0 });
    const database = this.#database;
    database.exec('PRAGMA synchronous = FULL');
    database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    database.exec('PRAGMA cache_size = -65536');
    if (options.maxPages !== undefined) database.exec(`PRAGMA max_page_count = ${options.maxPages}`);
    for (const table of tables()) this.#runs.set(table.name, tableWrites(database, table));
    this.#others = otherWrites(database);
  }

  /**
   * Runs the writes in order in one transaction. Resolving a condition is an answer, not an error, so one write never
   * fails another; when the transaction itself fails it is rolled back whole, and each write is tried alone.
   */
  run(writes: readonly Write[]): Answer[] {
    try {
      return this.#transaction(writes);
    } catch (error) {
      const failure = failureOf(error);
      if (writes.length === 1 || !worthAlone(error)) return writes.map(() => failure);
    }
    return writes.map((write) => this.#alone(write));
  }

  close(): void {
    this.#database.close();
  }

  #alone(write: Write): Answer {
    try {
      return this.#transaction([write])[0] ?? unanswered;
    } catch (error) {
      return failureOf(error);
    }
  }

  #transaction(writes: readonly Write[]): Answer[] {
    this.#begin();
    try {
      const answers = writes.map((write) => this.#one(write));
      this.#database.exec('COMMIT');
      return answers;
    } catch (error) {
      // SQLite rolls back by itself on some errors (a full disk), on others it leaves that to us.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #one(write: Write): Answer {
    const run = this.#runs.get(write[1])?.[write[0]] ?? this.#others[write[0]];
    return run ? run(write) : 0;
  }

  /** Waits for the write lock in short, uneven steps: two processes under load then take turns fairly. */
  #begin(): void {
    const until = performance.now() + this.#busyMs;
    for (;;) {
      try {
        this.#database.exec('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        if (sqliteCode(error) !== SQLITE_BUSY || performance.now() >= until) throw error;
        Atomics.wait(this.#sleeper, 0, 0, 0.2 + Math.random());
      }
    }
  }
}

const unanswered: Failure = { code: 'unavailable', message: 'the write was not answered' };

/** On a full disk a small write may still fit where a batch did not; any other failure would meet each one again. */
function worthAlone(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === 13 || code === 18;
}
