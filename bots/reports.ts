import { word } from '../domain/log.ts';
import type { Metrics } from '../domain/metrics.ts';
import type { Home, Report } from './channel.ts';
import type { Ledger, ReportMark } from './ledger.ts';
import type { Memory } from './memory.ts';
import { readRef } from './refs.ts';
import type { ReportLog } from './report-log.ts';

export interface ReportsOptions {
  readonly memory: Pick<Memory, 'peek' | 'reload'>;
  readonly ledger: Ledger;
  readonly log: ReportLog;
  readonly metrics: Metrics;
  readonly clock: () => number;
  /** Hears of news that was brought to another chat of the citizen and did not arrive there. Repeating it is harmless. */
  readonly onReturned?: ((home: Home) => Promise<void>) | undefined;
}

/**
 * What a channel tells later about replies: whatever it says, the reply has arrived there and must not be sent again.
 * Reports come three to a reply, mostly about what is crossed out already, to any process. So no conversation is read or
 * written for them at once: the mark waits in the ledger until the speaker's own lease has ended, and costs one point
 * read then, or nothing when the conversation is in RAM. The log keeps it meanwhile, should the process die.
 *
 * Only a failure is looked at: news that was brought here from another chat goes back there, before the 200.
 */
export function createReports({ memory, ledger, log, metrics, clock, onReturned }: ReportsOptions): {
  settle(channel: string, reports: readonly Report[]): Promise<void>;
} {
  /** Saved as crossed out: marks leave the ledger when they are on disk. */
  function isCrossedOut(id: string, seq: number): boolean {
    const copy = ledger.isMarked(id, seq) ? undefined : memory.peek(id);
    // However old the copy is: numbers only grow, and what was crossed out never comes back.
    return copy !== undefined && copy.inner.seq >= seq && !copy.inner.outbox.some((entry) => entry.seq === seq);
  }

  async function bringBack(id: string, seq: number): Promise<void> {
    const found = (await memory.reload(id))?.inner.brought?.find((one) => one.seq === seq);
    if (found) await onReturned?.(found.home);
  }

  return {
    async settle(channel, reports) {
      const marks: ReportMark[] = [];
      for (const { ref, status, parts } of reports) {
        metrics.count('channel_reports_total', { channel: word(channel), status: word(status) });
        const meant = readRef(channel, ref);
        if (meant && status === 'failed') await bringBack(meant.id, meant.seq);
        if (!meant || isCrossedOut(meant.id, meant.seq)) continue;
        const mark: ReportMark = [meant.id, meant.seq, parts ?? 0];
        ledger.report(mark, clock());
        marks.push(mark);
      }
      if (marks.length > 0) await log.note(marks);
    },
  };
}
