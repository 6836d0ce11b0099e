import { word } from '../domain/log.ts';
import type { Metrics } from '../domain/metrics.ts';
import type { Report } from './channel.ts';
import type { Ledger } from './ledger.ts';
import type { Memory } from './memory.ts';
import { readRef } from './refs.ts';

export interface ReportsOptions {
  readonly memory: Pick<Memory, 'peek'>;
  readonly ledger: Ledger;
  readonly metrics: Metrics;
  readonly clock: () => number;
  /** A reply is the business of the process that speaks it for so long, ms. */
  readonly leaseMs: number;
}

/**
 * What a channel tells later about replies: whatever it says, the reply has arrived there and must not be sent again.
 * Reports come three to a reply, mostly about what is crossed out already, to any process. So nothing is read or written
 * for them at once: the mark waits in the ledger until the speaker's own lease has ended, and costs one point read then,
 * or nothing when the conversation is in RAM. Lost in a crash, it costs one repeated reply if the speaker died as well.
 */
export function createReports({ memory, ledger, metrics, clock, leaseMs }: ReportsOptions): {
  settle(channel: string, reports: readonly Report[]): void;
} {
  function isCrossedOut(id: string, seq: number): boolean {
    const copy = memory.peek(id);
    // However old the copy is: numbers only grow, and what was crossed out never comes back.
    return copy !== undefined && copy.inner.seq >= seq && !copy.inner.outbox.some((entry) => entry.seq === seq);
  }

  return {
    settle(channel, reports) {
      const now = clock();
      for (const { ref, status } of reports) {
        metrics.count('channel_reports_total', { channel: word(channel), status: word(status) });
        const meant = readRef(channel, ref);
        if (!meant || ledger.isDone(meant.id, meant.seq) || isCrossedOut(meant.id, meant.seq)) continue;
        ledger.done(meant.id, meant.seq, now + leaseMs);
      }
    },
  };
}
