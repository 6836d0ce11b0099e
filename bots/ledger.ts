import type { Inner, OutboxEntry } from './conversation.ts';

/** What is known in RAM about the speaking of one conversation and is not yet in its document. */
interface Marks {
  /** Sequence numbers that were spoken or finally refused. */
  readonly done: Set<number>;
  /** Sequence number -> when to try again, ms, and whether it may have gone out all the same. */
  readonly later: Map<number, { readonly until: number; readonly doubt: boolean }>;
  /** When the first of them was noted, ms. */
  since: number;
}

/**
 * The ledger of speaking: outcomes wait here until the citizen's next turn carries them into the document, or the lazy
 * write does. Lost in a crash, they cost one repeated reply and never a missing one.
 */
export interface Ledger {
  done(id: string, seq: number, now: number): void;
  later(id: string, seq: number, until: number, now: number, doubt: boolean): void;
  isDone(id: string, seq: number): boolean;
  /** Forgets a conversation that does not exist. */
  drop(id: string): void;
  /** Writes the marks into the conversation; the function it answers forgets exactly those, for after the save. */
  apply(id: string, inner: Inner): () => void;
  /** Conversations whose marks are older than `before`. */
  waiting(before: number): string[];
  readonly size: number;
}

function postpone(entry: OutboxEntry, later: { until: number; doubt: boolean } | undefined): void {
  if (!later) return;
  entry.until = later.until;
  delete entry.waits;
  delete entry.clear;
  if (later.doubt) entry.waits = true;
  else entry.clear = true;
}

export function createLedger(): Ledger {
  const all = new Map<string, Marks>();

  function marksOf(id: string, now: number): Marks {
    let marks = all.get(id);
    if (!marks) {
      marks = { done: new Set(), later: new Map(), since: now };
      all.set(id, marks);
    }
    marks.since = Math.min(marks.since, now);
    return marks;
  }

  function forget(id: string, marks: Marks, done: readonly number[], later: readonly number[]): void {
    for (const seq of done) marks.done.delete(seq);
    for (const seq of later) marks.later.delete(seq);
    if (marks.done.size === 0 && marks.later.size === 0 && all.get(id) === marks) all.delete(id);
  }

  return {
    done: (id, seq, now) => void marksOf(id, now).done.add(seq),
    later: (id, seq, until, now, doubt) => void marksOf(id, now).later.set(seq, { until, doubt }),
    isDone: (id, seq) => all.get(id)?.done.has(seq) ?? false,
    drop: (id) => void all.delete(id),
    apply(id, inner) {
      const marks = all.get(id);
      if (!marks) return () => {};
      const done = [...marks.done];
      const later = [...marks.later.keys()];
      inner.outbox = inner.outbox.filter((entry) => !marks.done.has(entry.seq));
      for (const entry of inner.outbox) postpone(entry, marks.later.get(entry.seq));
      return () => forget(id, marks, done, later);
    },
    waiting: (before) => [...all].filter(([, marks]) => marks.since <= before).map(([id]) => id),
    get size() {
      return all.size;
    },
  };
}
