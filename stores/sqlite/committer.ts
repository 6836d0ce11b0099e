import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';
import { Busy, Unavailable } from '../errors.ts';
import type { Answer, Failure, Write } from './operations.ts';
import type { WriterOptions } from './writer.ts';

/** Above this many unanswered writes a new one is refused at once: memory stays flat when the disk is slow. */
const MAX_UNANSWERED = 20_000;
/** So many writes go to the thread without waiting for the tick's end: the disk works while the event loop does. */
const PARCEL = 16;
/** Writes of a bulk that go in one message, and so in one transaction: the lock is free again for others in between. */
const BULK = 512;
const RETRY_AFTER_MS = 1000;

type Settle = (answer: Answer) => void;

const gone: Failure = { code: 'unavailable', message: 'the writer stopped' };

/**
 * Group commit: writes go to the writer's thread in small parcels, and the thread puts everything that has arrived
 * (what came while its last fsync ran) into one transaction. A promise resolves when that transaction is on disk. The
 * event loop never waits for it. Answers come back in the order of the writes.
 */
export class Committer {
  readonly #options: WriterOptions;
  #worker: Worker | undefined;
  #parcel: Write[] = [];
  #settles: Settle[] = [];
  #planned = false;
  #closed = false;
  #idle: (() => void)[] = [];

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#worker = this.#start();
  }

  /** Queues a write; answers when it is on disk or refused. Rejects with `Busy` when too many wait already. */
  submit(write: Write): Promise<Answer> {
    if (this.#closed) return Promise.reject(new Unavailable('the store is closed'));
    if (this.#settles.length >= MAX_UNANSWERED) return Promise.reject(new Busy(RETRY_AFTER_MS, 'too many writes wait'));
    this.#parcel.push(write);
    if (this.#parcel.length >= PARCEL) this.#send();
    else this.#plan();
    return new Promise((resolve) => this.#settles.push(resolve));
  }

  /**
   * Queues many writes and answers for all when the last is on disk: one promise and one message for `BULK` of them, where
   * an import would otherwise make a million. Rejects as `submit` does, and then none was queued.
   */
  submitAll(writes: readonly Write[]): Promise<readonly Answer[]> {
    if (this.#closed) return Promise.reject(new Unavailable('the store is closed'));
    if (this.#settles.length >= MAX_UNANSWERED) return Promise.reject(new Busy(RETRY_AFTER_MS, 'too many writes wait'));
    if (writes.length === 0) return Promise.resolve([]);
    return new Promise((resolve) => {
      const answers: Answer[] = [];
      const settle: Settle = (answer) => void (answers.push(answer) === writes.length && resolve(answers));
      // What was submitted before goes first: answers come back in the order of the writes.
      this.#send();
      for (let at = 0; at < writes.length; at += BULK) {
        this.#parcel = writes.slice(at, at + BULK);
        for (const _ of this.#parcel) this.#settles.push(settle);
        this.#send();
      }
    });
  }

  /** Finishes what was submitted, closes the write connection and ends its thread. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#settles.length > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
    const worker = this.#worker;
    if (!worker) return;
    worker.ref();
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage(null);
    await ended;
  }

  #plan(): void {
    if (this.#planned) return;
    this.#planned = true;
    setImmediate(() => {
      this.#planned = false;
      this.#send();
    });
  }

  #send(): void {
    if (this.#parcel.length === 0) return;
    const parcel = this.#parcel;
    this.#parcel = [];
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage(parcel);
  }

  #land(answers: readonly Answer[]): void {
    for (const [index, settle] of this.#settles.splice(0, answers.length).entries()) settle(answers[index] ?? gone);
    if (this.#settles.length > 0) return;
    this.#worker?.unref();
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Unreferenced while idle: a store that somebody forgot to close does not keep a program alive. */
  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: this.#options,
      env: threadEnv(),
      // Not the program's own flags: some of them (`--input-type`, `--eval`) no thread with a file can start with.
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    worker.unref();
    worker.on('message', (answers: Answer[]) => this.#land(answers));
    worker.on('error', () => this.#lose(worker));
    worker.on('exit', () => this.#lose(worker));
    return worker;
  }

  /** The thread died: what it was given is unanswered and may or may not be on disk. The next write gets a new one. */
  #lose(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#parcel = [];
    this.#land(this.#settles.map(() => gone));
  }
}

/** A thread does not inherit the compile cache: without it the types are stripped anew, half of its time to start. */
function threadEnv(): NodeJS.ProcessEnv {
  const cache = getCompileCacheDir();
  return cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: cache };
}
