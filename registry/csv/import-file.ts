import { rm } from 'node:fs/promises';
import type { Pseudonyms } from '../../domain/sealer.ts';
import type { Documents } from '../../stores/documents.ts';
import { type Checkpoint, NOTHING, openCheckpoint, type Reached, type Tally } from './checkpoint.ts';
import type { CellFault, RowFault } from './faults.ts';
import type { Column } from './header.ts';
import { EMPTY_REJECTS, openRejects, type Rejects } from './rejects.ts';
import { type Row, readRows } from './rows.ts';

export type ImportOutcome = 'created' | 'updated' | 'unchanged';

/** A list that can be imported: its columns, what a row means, and how rows are put into the store. */
export interface ImportJob<T> {
  readonly kind: string;
  readonly columns: readonly Column[];
  /**
   * Reads a row. `unchanged`: it says again what an earlier row of the file said. Called for every row, also for those that
   * an earlier run has written already, in order.
   */
  read(row: Row): T | CellFault | 'unchanged';
  /**
   * Writes what was read and answers one outcome for each, in order; repeating it answers `unchanged`. With `dryRun` it
   * answers the same and writes nothing. Throws what ends the import (`StoreError`s).
   */
  write(values: readonly T[], dryRun: boolean): Promise<readonly (ImportOutcome | CellFault)[]>;
}

export interface ImportFileOptions {
  readonly documents: Documents;
  readonly pseudonyms: Pseudonyms;
  readonly file: string;
  /** Where rejected rows are listed; removed again when there are none. */
  readonly rejectsFile: string;
  readonly dryRun?: boolean;
  /** Called after each batch. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  readonly rows: number;
  readonly read: number;
  readonly bytes: number;
}

export interface FileSummary extends Tally {
  /** Null when nothing was rejected. */
  readonly rejectsFile: string | null;
  /** Rows that an earlier, killed run had taken over; left out when there was none. */
  readonly resumedAt?: number;
}

/** Rows written in one go: many, so that they can be sorted; few enough that two of these do not fill the heap. */
const BATCH = 2_000;
/** Batches on their way to the disk while the next is read: with one, the store waits for us and we for the store. */
const AHEAD = 2;
/** Batches between two checkpoints. A killed import repeats at most these, and repeating changes nothing. */
const CHECKPOINT_EVERY = 8;

interface Batch<T> {
  readonly values: { readonly line: number; readonly value: T }[];
  readonly faults: RowFault[];
  rows: number;
  unchanged: number;
}

const emptyBatch = <T>(): Batch<T> => ({ values: [], faults: [], rows: 0, unchanged: 0 });

const isFault = (one: object): one is CellFault => 'code' in one && 'reason' in one && 'column' in one;

function added(tally: Tally, batch: Batch<unknown>, outcomes: readonly (ImportOutcome | CellFault)[]): Tally {
  const count = { created: 0, updated: 0, unchanged: batch.unchanged };
  for (const outcome of outcomes) if (typeof outcome === 'string') count[outcome] += 1;
  const reasons: Record<string, number> = { ...tally.reasons };
  for (const { code } of batch.faults) reasons[code] = (reasons[code] ?? 0) + 1;
  return {
    rows: tally.rows + batch.rows,
    created: tally.created + count.created,
    updated: tally.updated + count.updated,
    unchanged: tally.unchanged + count.unchanged,
    rejected: tally.rejected + batch.faults.length,
    reasons,
  };
}

/** Writes batches and keeps the count, in the order of the file. */
class Run<T> {
  readonly #job: ImportJob<T>;
  readonly #rejects: Rejects;
  readonly #checkpoint: Checkpoint | undefined;
  #batches = 0;
  #last: Promise<void> = Promise.resolve();
  tally: Tally;

  constructor(job: ImportJob<T>, rejects: Rejects, checkpoint: Checkpoint | undefined, tally: Tally) {
    this.#job = job;
    this.#rejects = rejects;
    this.#checkpoint = checkpoint;
    this.tally = tally;
  }

  /** Begins to write a batch, and counts it once all before it are counted: a checkpoint never says more than is on disk. */
  write(batch: Batch<T>): Promise<void> {
    const values = batch.values.map(({ value }) => value);
    const outcomes = this.#job.write(values, this.#checkpoint === undefined);
    this.#last = Promise.all([outcomes, this.#last]).then(([done]) => this.#count(batch, done));
    return this.#last;
  }

  async #count(batch: Batch<T>, outcomes: readonly (ImportOutcome | CellFault)[]): Promise<void> {
    for (const [at, outcome] of outcomes.entries()) {
      if (typeof outcome !== 'string') batch.faults.push({ line: batch.values[at]?.line ?? 0, ...outcome });
    }
    batch.faults.sort((a, b) => a.line - b.line);
    await this.#rejects.add(batch.faults);
    this.tally = added(this.tally, batch, outcomes);
    this.#batches += 1;
    if (!this.#checkpoint || this.#batches % CHECKPOINT_EVERY !== 0) return;
    await this.#checkpoint.write({ tally: this.tally, rejectsBytes: await this.#rejects.sync() });
  }
}

/** Puts a row into a batch: what it means, or why it cannot be taken. */
function sort<T>(job: ImportJob<T>, batch: Batch<T>, row: Row | RowFault): void {
  batch.rows += 1;
  if ('code' in row) {
    batch.faults.push(row);
    return;
  }
  const read = job.read(row);
  if (read === 'unchanged') batch.unchanged += 1;
  else if (typeof read === 'object' && read !== null && isFault(read)) batch.faults.push({ line: row.line, ...read });
  else batch.values.push({ line: row.line, value: read });
}

/** Reads on while the last batches are being written; memory holds `AHEAD` and one, whatever the file's size. */
async function pump<T>(job: ImportJob<T>, options: ImportFileOptions, run: Run<T>, done: number): Promise<void> {
  const writing: Promise<void>[] = [];
  let batch = emptyBatch<T>();
  let skip = done;
  try {
    for await (const { rows, read, bytes } of readRows(options.file, job.columns)) {
      for (const row of rows) {
        if (skip > 0) {
          skip -= 1;
          if (!('code' in row)) job.read(row);
          continue;
        }
        sort(job, batch, row);
        if (batch.rows < BATCH) continue;
        if (writing.length >= AHEAD) await writing.shift();
        options.onProgress?.({ rows: run.tally.rows, read, bytes });
        const begun = run.write(batch);
        // Awaited above or below; marked as handled, so that a failure while reading on does not end the process.
        begun.catch(() => undefined);
        writing.push(begun);
        batch = emptyBatch();
      }
    }
  } finally {
    await Promise.all(writing);
  }
  if (batch.rows > 0) await run.write(batch);
}

/**
 * Imports a file: streaming, memory flat, good rows not held back by bad ones. Killed, it goes on where it was when it is
 * started again with the same file; repeated, it changes nothing. Throws `CsvError` for a file that cannot be read,
 * `StoreError`s, and Node's errors of the file system.
 */
export async function importFile<T>(job: ImportJob<T>, options: ImportFileOptions): Promise<FileSummary> {
  const { file, rejectsFile, dryRun = false, onProgress } = options;
  const checkpoint = dryRun ? undefined : await openCheckpoint(options, job.kind, file, rejectsFile);
  const reached: Reached | undefined = await checkpoint?.read();
  const rejects = await openRejects(rejectsFile, reached?.rejectsBytes);
  const run = new Run(job, rejects, checkpoint, reached?.tally ?? NOTHING);
  const done = reached?.tally.rows ?? 0;
  let length = EMPTY_REJECTS;
  try {
    await pump(job, options, run, done);
    length = await rejects.sync();
  } finally {
    await rejects.close();
    // A file of which nothing could be read leaves no list of its own behind.
    if (run.tally.rows === 0 && length === EMPTY_REJECTS) await rm(rejectsFile, { force: true });
  }
  await checkpoint?.clear();
  if (length === EMPTY_REJECTS) await rm(rejectsFile, { force: true });
  onProgress?.({ rows: run.tally.rows, read: 1, bytes: 1 });
  const list = length === EMPTY_REJECTS ? null : rejectsFile;
  return { ...run.tally, rejectsFile: list, ...(done > 0 ? { resumedAt: done } : {}) };
}
