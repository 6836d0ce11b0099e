import type { OutboxEntry } from './conversation.ts';

/** Who claims, and what is known about the channel. */
export interface Claimant {
  readonly process: string;
  readonly leaseMs: number;
  /** How long a send in doubt waits for a report, ms; 0 on a channel that reports nothing. */
  readonly doubtMs: number;
  /** Whether this process is speaking the entry now. */
  speaking(seq: number): boolean;
}

export interface Claimed {
  /** To be spoken now, in order. */
  readonly speak: OutboxEntry[];
  /** When the last entry in doubt has waited long enough, ms: what is newer waits behind it. `undefined`: none. */
  readonly heldUntil: number | undefined;
  /** How many are spoken again although they were in doubt, because no report came. */
  readonly repeated: number;
}

/** Left behind by a process that is gone: it may have been spoken in the moment before. */
function isDoubtful(entry: OutboxEntry, { process, doubtMs }: Claimant): boolean {
  return doubtMs > 0 && !entry.clear && !entry.waits && entry.by !== process;
}

/**
 * Takes what is this process' to speak: its own, and what nobody holds any more. On a channel that reports, what may have
 * been spoken already waits for the report first, and everything newer waits behind it, or the order would be lost.
 * Marks the entries; the caller saves them before a word is spoken.
 */
export function claim(outbox: readonly OutboxEntry[], now: number, by: Claimant): Claimed {
  const speak: OutboxEntry[] = [];
  let heldUntil: number | undefined;
  let repeated = 0;
  const take = (entry: OutboxEntry): void => {
    if (entry.waits) repeated += 1;
    Object.assign(entry, { by: by.process, until: now + by.leaseMs, tries: entry.tries + 1 });
    delete entry.waits;
    delete entry.clear;
    speak.push(entry);
  };
  for (const entry of outbox) {
    const free = entry.by === by.process || entry.until <= now || entry.clear;
    // A send that takes long: the lease is renewed, or another process would take it for abandoned.
    if (by.speaking(entry.seq)) entry.until = Math.max(entry.until, now + by.leaseMs);
    else if (entry.waits && entry.until > now) heldUntil = Math.max(heldUntil ?? 0, entry.until);
    else if (!free) continue;
    else if (isDoubtful(entry, by)) {
      Object.assign(entry, { by: by.process, until: now + by.doubtMs, waits: true });
      heldUntil = entry.until;
    } else if (heldUntil !== undefined) Object.assign(entry, { by: by.process, until: heldUntil });
    else take(entry);
  }
  return { speak, heldUntil, repeated };
}
