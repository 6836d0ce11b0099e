import { Busy, Conflict, NotFound } from '../stores/errors.ts';

/** Waits before attempt `n` + 1 after attempt `n` (from 1) was lost. */
export type Pause = (attempt: number) => Promise<void>;

/** How often a write is tried before the caller hears `Busy`. */
const ATTEMPTS = 40;

/**
 * Full jitter, up to 4 ms times the attempt and 50 ms at most, so that two processes on one document do not keep step.
 * `random` gives 0 to 1.
 */
export function jitter(random: () => number = Math.random): Pause {
  return (attempt) => new Promise((resolve) => setTimeout(resolve, random() * Math.min(50, 4 * attempt)));
}

/** A write lost against somebody else's: the document is another one by now, or gone. */
export function isStale(error: unknown): boolean {
  return error instanceof Conflict || error instanceof NotFound;
}

/**
 * Runs `attempt`, which reads anew each time, until it answers something other than `undefined`. A lost write is
 * waited out and tried again; `undefined` ("one step done, look again") is tried again at once.
 * Throws `Busy` after 40 attempts, and whatever else `attempt` throws.
 */
export async function persist<T>(pause: Pause, attempt: () => Promise<T | undefined>): Promise<T> {
  for (let n = 1; n <= ATTEMPTS; n += 1) {
    try {
      const answer = await attempt();
      if (answer !== undefined) return answer;
    } catch (error) {
      if (!isStale(error)) throw error;
      await pause(n);
    }
  }
  throw new Busy(1_000, 'too many writers on one document');
}
