import type { Inner, OutboxEntry } from './conversation.ts';

/** What a channel reported of one reply: of all of it (0), or that so many of its parts have arrived. */
export type ReportMark = readonly [id: string, seq: number, parts: number];

/** What is known in RAM about the speaking of one conversation and is not yet in its document. */
interface Marks {
  /** Sequence numbers that were spoken or finally refused. */
  readonly done: Set<number>;
  /** Sequence number -> when to try again, ms, and whether it may have gone out all the same. */
  readonly later: Map<number, { readonly until: number; readonly doubt: boolean }>;
  /** Sequence number -> parts that have arrived, of replies that take several messages. */
  readonly parts: Map<number, number>;
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
  /** What a channel or another process reports: written down when a lease has ended, because the speaker comes first. */
  report(mark: ReportMark, at: number): void;
  /** Whether anything about this reply is not in its document yet. */
  isMarked(id: string, seq: number): boolean;
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

/** `leaseMs`: a reply is the business of the process that speaks it for so long. */
export function createLedger(leaseMs: number): Ledger {
  const all = new Map<string, Marks>();

  function marksOf(id: string, now: number): Marks {
    let marks = all.get(id);
    if (!marks) {
      marks = { done: new Set(), later: new Map(), parts: new Map(), since: now };
      all.set(id, marks);
    }
    marks.since = Math.min(marks.since, now);
    return marks;
  }

  function forget(id: string, marks: Marks, applied: Omit<Marks, 'since'>): void {
    for (const seq of applied.done) marks.done.delete(seq);
    for (const seq of applied.later.keys()) marks.later.delete(seq);
    for (const [seq, parts] of applied.parts) if (marks.parts.get(seq) === parts) marks.parts.delete(seq);
    if (marks.done.size + marks.later.size + marks.parts.size === 0 && all.get(id) === marks) all.delete(id);
  }

  return {
    done: (id, seq, now) => void marksOf(id, now).done.add(seq),
    later: (id, seq, until, now, doubt) => void marksOf(id, now).later.set(seq, { until, doubt }),
    report([id, seq, parts], at) {
      const marks = marksOf(id, at + leaseMs);
      if (parts === 0) marks.done.add(seq);
      else marks.parts.set(seq, Math.max(parts, marks.parts.get(seq) ?? 0));
    },
    isMarked(id, seq) {
      const marks = all.get(id);
      return marks !== undefined && (marks.done.has(seq) || marks.parts.has(seq));
    },
    drop: (id) => void all.delete(id),
    apply(id, inner) {
      const marks = all.get(id);
      if (!marks) return () => {};
      const applied = { done: new Set(marks.done), later: new Map(marks.later), parts: new Map(marks.parts) };
      inner.outbox = inner.outbox.filter((entry) => !marks.done.has(entry.seq));
      for (const entry of inner.outbox) {
        postpone(entry, marks.later.get(entry.seq));
        const parts = marks.parts.get(entry.seq);
        if (parts !== undefined) entry.parts = Math.max(parts, entry.parts ?? 0);
      }
      return () => forget(id, marks, applied);
    },
    waiting: (before) => [...all].filter(([, marks]) => marks.since <= before).map(([id]) => id),
    get size() {
      return all.size;
    },
  };
}
