import { errorWords, type Logger } from '../domain/log.ts';
import type { Metrics } from '../domain/metrics.ts';
import type { Documents } from '../stores/documents.ts';
import { Conflict } from '../stores/errors.ts';
import type { Home } from './channel.ts';
import type { Claimed } from './claim.ts';
import type { ConversationBody, Inner, OutboxEntry } from './conversation.ts';
import type { Lanes } from './lanes.ts';
import type { Ledger } from './ledger.ts';
import type { Held, Memory } from './memory.ts';
import type { ReportLog } from './report-log.ts';
import type { Speaker } from './speaker.ts';

export interface SweepOptions {
  readonly documents: Documents;
  readonly memory: Memory;
  readonly ledger: Ledger;
  readonly speaker: Speaker;
  readonly log: ReportLog;
  readonly lanes: Lanes;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly clock: () => number;
  /** Takes what is this process' to speak (see `claim`). */
  readonly claimFor: (id: string, inner: Inner, now: number) => Claimed;
  /** After this long without a turn, what was spoken is written down by itself. Must be well below the lease. */
  readonly lazyMs: number;
  /** A reply nobody could deliver for so long is given up. */
  readonly giveUpMs: number;
  /** Hears of news that was brought to another chat of the citizen and is given up there. Repeating it is harmless. */
  readonly onReturned?: ((home: Home) => Promise<void>) | undefined;
}

/** How many documents one sweep takes up; what is left comes with the next. */
const AT_ONCE = 100;

/** The two background duties of the outbox. Both may run at any time, in any number of processes. */
export interface Sweep {
  /** Speaks what a dead process, or a channel that was away, left unspoken. */
  overdue(): Promise<void>;
  /** Writes down what was spoken in conversations that have fallen silent. `all`: do not wait, for the stop. */
  settle(all?: boolean): Promise<void>;
}

export function createSweep(options: SweepOptions): Sweep {
  const { documents, memory, ledger, speaker, log, lanes, metrics, logger, clock } = options;

  async function guarded(id: string, task: () => Promise<void>): Promise<void> {
    try {
      await lanes.aside(id, task);
    } catch (error) {
      memory.drop(id);
      // Somebody else was faster: their version is the truth, and the next sweep looks again.
      if (!(error instanceof Conflict)) logger.warn('sweep_failed', errorWords(error));
    }
  }

  /** Lets go of what nobody could deliver; answers whether there was any. News of another chat goes back there first. */
  async function expire(held: Held, now: number): Promise<boolean> {
    const isOver = (entry: OutboxEntry): boolean =>
      now - (held.body?.at ?? now) >= options.giveUpMs && entry.until <= now;
    const gone = held.inner.outbox.filter(isOver);
    for (const { home } of gone) if (home) await options.onReturned?.(home);
    if (gone.length > 0) metrics.count('outbox_given_up_total', {}, gone.length);
    held.inner.outbox = held.inner.outbox.filter((entry) => !isOver(entry));
    return gone.length > 0;
  }

  async function takeOver(id: string): Promise<void> {
    const held = await memory.reload(id);
    if (!held) return;
    const now = clock();
    const forget = ledger.apply(id, held.inner);
    const gone = await expire(held, now);
    // Only what is due, and nothing behind a reply that is not: it would overtake one that was put off for longer.
    const ahead = held.inner.outbox.findIndex((entry) => entry.until > now && !entry.waits);
    const due = ahead < 0 ? held.inner.outbox : held.inner.outbox.slice(0, ahead);
    // Saved although nothing is left to say: it would stay due, and be in the way of every other conversation.
    if (due.length === 0 && !gone) return;
    const { speak, repeated } = options.claimFor(id, { ...held.inner, outbox: due }, now);
    // Claimed on disk before a word is spoken: two sweeping processes never both speak it.
    await memory.save(held, held.body?.at ?? now);
    forget();
    metrics.count('outbox_swept_total', {}, speak.length);
    metrics.count('outbox_repeated_total', {}, repeated);
    speaker.offer(id, held.inner, speak);
  }

  async function writeDown(id: string): Promise<void> {
    const held = await memory.reload(id);
    if (!held) return ledger.drop(id);
    const forget = ledger.apply(id, held.inner);
    if (held.body?.due === undefined) return forget();
    if (held.inner.outbox.length === 0) await memory.crossOut(held);
    else await memory.save(held, held.body.at);
    forget();
  }

  return {
    async overdue() {
      const now = clock();
      const index = { field: 'due', to: now };
      const page = await documents.query<ConversationBody>('conversations', {
        index,
        order: { field: 'due' },
        limit: AT_ONCE,
      });
      // What a dead process was told before it died, or a living one is being told, counts before anything is repeated.
      if (page.items.length > 0) await log.catchUp();
      metrics.gauge('outbox_unspoken_oldest_seconds', Math.max(0, now - (page.items[0]?.body.due ?? now)) / 1000);
      await Promise.all(page.items.map(({ id }) => guarded(id, () => takeOver(id))));
    },
    async settle(all = false) {
      const ids = ledger.waiting(all ? Number.POSITIVE_INFINITY : clock() - options.lazyMs);
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => guarded(id, () => writeDown(id))));
      }
      await log.tidy();
    },
  };
}
