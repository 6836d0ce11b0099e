import { Worker } from 'node:worker_threads';
import { Busy, Unavailable } from '../errors.ts';
import type { Answer, Failure, Write } from './operations.ts';
import type { WriterOptions } from './writer.ts';

/** Above this many waiting writes a new one is refused at once: memory stays flat when the disk is slow. */
const MAX_WAITING = 20_000;
/** A batch ends above either, so that no write waits for a very long transaction. */
const MAX_BATCH = 512;
const MAX_BATCH_CHARACTERS = 16_000_000;
const RETRY_AFTER_MS = 1000;

type Settle = (answer: Answer) => void;

const gone: Failure = { code: 'unavailable', message: 'the writer stopped' };

/**
 * Group commit: the writes of one tick, and those that arrive while an fsync runs, go to the writer's thread together
 * and share one transaction. A promise resolves when that transaction is on disk. The event loop never waits for it.
 */
export class Committer {
  readonly #options: WriterOptions;
  #worker: Worker | undefined;
  #waiting: Write[] = [];
  #settles: Settle[] = [];
  #flying: Settle[] = [];
  #planned = false;
  #closed = false;
  #idle: (() => void)[] = [];

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#worker = this.#start();
  }

  /** Queues a write; answers when it is on disk or refused. Throws `Busy` when too many wait already. */
  submit(write: Write): Promise<Answer> {
    if (this.#closed) return Promise.reject(new Unavailable('the store is closed'));
    if (this.#waiting.length >= MAX_WAITING) return Promise.reject(new Busy(RETRY_AFTER_MS, 'too many writes wait'));
    this.#waiting.push(write);
    this.#plan();
    return new Promise((resolve) => this.#settles.push(resolve));
  }

  /** Finishes what was submitted, closes the write connection and ends its thread. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#waiting.length > 0 || this.#flying.length > 0) {
      await new Promise<void>((resolve) => this.#idle.push(resolve));
    }
    const worker = this.#worker;
    if (!worker) return;
    worker.ref();
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage(null);
    await ended;
  }

  #plan(): void {
    if (this.#planned || this.#flying.length > 0) return;
    this.#planned = true;
    setImmediate(() => {
      this.#planned = false;
      this.#send();
    });
  }

  #send(): void {
    if (this.#flying.length > 0 || this.#waiting.length === 0) return;
    const size = batchSize(this.#waiting);
    const batch = this.#waiting.splice(0, size);
    this.#flying = this.#settles.splice(0, size);
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage(batch);
  }

  #land(answers: readonly Answer[]): void {
    const landed = this.#flying;
    this.#flying = [];
    // The next batch flies before the callers of this one go on: the disk works while they do.
    this.#send();
    if (this.#flying.length === 0) this.#worker?.unref();
    landed.forEach((settle, index) => {
      settle(answers[index] ?? gone);
    });
    if (this.#flying.length > 0 || this.#waiting.length > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Unreferenced while idle: a store that somebody forgot to close does not keep a program alive. */
  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: this.#options });
    worker.unref();
    worker.on('message', (answers: Answer[]) => this.#land(answers));
    worker.on('error', () => this.#lose(worker));
    worker.on('exit', () => this.#lose(worker));
    return worker;
  }

  /** The thread died: its batch is unanswered and may or may not be on disk; the next batch gets a new thread. */
  #lose(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#land([]);
  }
}

function batchSize(waiting: readonly Write[]): number {
  let characters = 0;
  let size = 0;
  for (const write of waiting) {
    characters += write[6].length;
    if (size > 0 && (size >= MAX_BATCH || characters > MAX_BATCH_CHARACTERS)) break;
    size += 1;
  }
  return size;
}
