/** Messages to one person: one in six seconds over time, up to 45 in one go (§1.12, pair rate). */
const EVERY_MS = 6_000;
const BURST = 45;
/** People remembered; whoever has not been written to for a while costs nothing. */
const KEPT = 50_000;

/** The pace of one process towards each person. Others may write too: then Meta says so, and `hold` waits. */
export interface Pace {
  /** ms to wait before one more message; 0: it may go, and is counted. */
  take(person: string, now: number): number;
  /** Meta wants this person left alone until then, ms. */
  hold(person: string, until: number): void;
}

/**
 * GCRA: one number per person, the time at which all messages so far would have been due at the steady pace. It may run
 * ahead of the clock by a burst.
 */
export function createPace(): Pace {
  const due = new Map<string, number>();
  const held = new Map<string, number>();

  function forgetSome(now: number): void {
    for (const [person, at] of due) if (at <= now) due.delete(person);
    for (const [person, at] of held) if (at <= now) held.delete(person);
    // Everybody is busy: the longest remembered go, and Meta's own limit stands behind them.
    for (const person of due.keys()) if (due.size > KEPT) due.delete(person);
  }

  return {
    take(person, now) {
      const hold = (held.get(person) ?? 0) - now;
      if (hold > 0) return hold;
      const next = Math.max(due.get(person) ?? now, now) + EVERY_MS;
      const wait = next - now - EVERY_MS * BURST;
      if (wait > 0) return wait;
      due.delete(person);
      due.set(person, next);
      if (due.size > KEPT * 1.1) forgetSome(now);
      return 0;
    },
    hold: (person, until) => void held.set(person, Math.max(until, held.get(person) ?? 0)),
  };
}
