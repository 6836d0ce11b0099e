import { Busy, Conflict, Corrupt, NotFound, StoreError, TooLarge, Unavailable } from '../errors.ts';
import { type Answer, CONFLICT, type Failure, NOT_FOUND } from './operations.ts';

/** Primary result codes of SQLite (sqlite.org/rescode.html); extended codes carry them in the low byte. */
const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_TOOBIG = 18;
const SQLITE_NOTADB = 26;

/** When a writer that found the file busy should come back: longer than the other process holds the lock. */
const RETRY_AFTER_MS = 250;

/** A field of whatever was thrown. Not by `instanceof`: an error of Node's own may come from another realm. */
function fieldOf(error: unknown, name: 'errcode' | 'errstr' | 'code'): unknown {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;
}

/** The primary result code of an error thrown by `node:sqlite`; 0 for any other error. */
export function sqliteCode(error: unknown): number {
  const code = fieldOf(error, 'errcode');
  return typeof code === 'number' ? code & 0xff : 0;
}

/** The code of a file system error (`ENOENT`), empty for any other. */
export function systemCode(error: unknown): string {
  const code = fieldOf(error, 'code');
  return typeof code === 'string' ? code : '';
}

/** SQLite's fixed sentence, or the code of the file system. Never the error's own message: it may quote a value. */
export function words(error: unknown): string {
  const text = fieldOf(error, 'errstr');
  if (typeof text === 'string') return `SQLite: ${text}`;
  return `the file cannot be used: ${systemCode(error) || 'the driver failed'}`;
}

/** An error of `node:sqlite` as plain data that crosses threads. */
export function failureOf(error: unknown): Failure {
  if (error instanceof StoreError) return { code: error.code, message: error.message };
  const code = sqliteCode(error);
  if (code === SQLITE_BUSY || code === SQLITE_LOCKED) return { code: 'busy', message: 'another process is writing' };
  if (code === SQLITE_FULL) return { code: 'unavailable', message: 'the disk is full' };
  if (code === SQLITE_TOOBIG) return { code: 'too_large', message: 'a document may have at most 2 MB' };
  if (code === SQLITE_CORRUPT || code === SQLITE_NOTADB) return { code: 'corrupt', message: words(error) };
  return { code: 'unavailable', message: words(error) };
}

const MADE: Record<Failure['code'], (message: string) => StoreError> = {
  conflict: (message) => new Conflict(message),
  not_found: (message) => new NotFound(message),
  too_large: (message) => new TooLarge(message),
  busy: (message) => new Busy(RETRY_AFTER_MS, message),
  unavailable: (message) => new Unavailable(message),
  corrupt: (message) => new Corrupt(message),
};

/** The typed error of a failure. */
export function errorOf(failure: Failure): StoreError {
  return MADE[failure.code](failure.message);
}

/** The typed error of an answer, or nothing when the write went through. */
export function refusal(answer: Answer): StoreError | undefined {
  if (typeof answer !== 'number') return errorOf(answer);
  if (answer === CONFLICT) return new Conflict();
  return answer === NOT_FOUND ? new NotFound() : undefined;
}

/** Runs a read and lets nothing out but `StoreError`s (and `TypeError`s of a wrong call). */
export function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof StoreError || error instanceof TypeError) throw error;
    throw errorOf(failureOf(error));
  }
}
