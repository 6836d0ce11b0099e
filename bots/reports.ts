import { word } from '../domain/log.ts';
import type { Metrics } from '../domain/metrics.ts';
import type { Report } from './channel.ts';
import type { Ledger, ReportMark } from './ledger.ts';
import type { Memory } from './memory.ts';
import { readRef } from './refs.ts';
import type { ReportLog } from './report-log.ts';

export interface ReportsOptions {
  readonly memory: Pick<Memory, 'peek'>;
  readonly ledger: Ledger;
  readonly log: ReportLog;
  readonly metrics: Metrics;
  readonly clock: () => number;
}

/**
 * What a channel tells later about replies: whatever it says, the reply has arrived there and must not be sent again.
 * Reports come three to a reply, mostly about what is crossed out already, to any process. So no conversation is read or
 * written for them at once: the mark waits in the ledger until the speaker's own lease has ended, and costs one point
 * read then, or nothing when the conversation is in RAM. The log keeps it meanwhile, should the process die.
 */
export function createReports({ memory, ledger, log, metrics, clock }: ReportsOptions): {
  settle(channel: string, reports: readonly Report[]): Promise<void>;
} {
  /** Saved as crossed out: marks leave the ledger when they are on disk. */
  function isCrossedOut(id: string, seq: number): boolean {
    const copy = ledger.isMarked(id, seq) ? undefined : memory.peek(id);
    // However old the copy is: numbers only grow, and what was crossed out never comes back.
    return copy !== undefined && copy.inner.seq >= seq && !copy.inner.outbox.some((entry) => entry.seq === seq);
  }

  return {
    async settle(channel, reports) {
      const marks: ReportMark[] = [];
      for (const { ref, status, parts } of reports) {
        metrics.count('channel_reports_total', { channel: word(channel), status: word(status) });
        const meant = readRef(channel, ref);
        if (!meant || isCrossedOut(meant.id, meant.seq)) continue;
        const mark: ReportMark = [meant.id, meant.seq, parts ?? 0];
        ledger.report(mark, clock());
        marks.push(mark);
      }
      if (marks.length > 0) await log.note(marks);
    },
  };
}
