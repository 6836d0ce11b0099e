import { randomBytes } from 'node:crypto';

/*
 * Each document carries the traces of its last writes, newest first, so that a writer whose answer was lost can see
 * whether its write arrived, even when others have written over it since. A trace is an id of 8 letters and the
 * second of the write in 6. A conditional write gets the traces of the version it replaces back in the etag.
 */

const ID = 8;
const SECOND = 6;
const TRACE = ID + SECOND;
/** Longer than any call goes on (10 s unless told), with room for clocks that disagree. */
const WINDOW_S = 30;
/** Bounds what a document that many write at once carries: 3.5 KB. It shrinks again when they stop. */
const MOST = 256;

/**
 * The next traces: a new one in front of the earlier ones that somebody may still be asking about. `now` in ms.
 * 48 random bits are enough: they are told apart only from the last few writes of the same document.
 */
export function leaveTrace(earlier: string, now: number): string {
  const second = Math.max(0, Math.floor(now / 1000));
  let keep = 0;
  while (keep < earlier.length && second - secondAt(earlier, keep) <= WINDOW_S) keep += TRACE;
  const writeId = randomBytes(6).toString('base64url');
  return (writeId + second.toString(36).padStart(SECOND, '0') + earlier.slice(0, keep)).slice(0, TRACE * MOST);
}

function secondAt(traces: string, at: number): number {
  return Number.parseInt(traces.slice(at + ID, at + TRACE), 36);
}

/**
 * Whether the write is among the traces. They tell for sure when none had to go, or when they still name the version
 * that the write was meant to replace. Else `unknown`: it may have arrived and been written over too often since.
 */
export function findTrace(traces: string, mine: string): 'found' | 'none' | 'unknown' {
  if (has(traces, mine.slice(0, ID))) return 'found';
  const complete = traces.length < TRACE * MOST || (mine.length > TRACE && has(traces, mine.slice(TRACE, TRACE + ID)));
  return complete ? 'none' : 'unknown';
}

function has(traces: string, writeId: string): boolean {
  for (let at = 0; at < traces.length; at += TRACE) if (traces.startsWith(writeId, at)) return true;
  return false;
}
