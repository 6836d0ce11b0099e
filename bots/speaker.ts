import { errorWords, type Logger, word } from '../domain/log.ts';
import type { Metrics } from '../domain/metrics.ts';
import type { Channel, Home, Outcome, Outgoing } from './channel.ts';
import type { ChannelHealth } from './channel-health.ts';
import type { Inner, OutboxEntry } from './conversation.ts';
import type { Faults } from './faults.ts';
import type { Ledger } from './ledger.ts';
import { refOf } from './refs.ts';

/** Whom to speak to: the part of a conversation that a channel is told. */
export type Addressee = Pick<Inner, 'channel' | 'address' | 'inboundAt'>;

/** Speaks what was saved, in order per conversation, and notes each outcome in the ledger. */
export interface Speaker {
  /** Takes entries of one conversation; those being spoken already are left alone. */
  offer(id: string, to: Addressee, entries: readonly OutboxEntry[]): void;
  /** Whether this entry is on its way in this process. */
  speaking(id: string, seq: number): boolean;
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>;
  readonly busy: number;
}

export interface SpeakerOptions {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly clock: () => number;
  /** A send that takes longer is in doubt and is tried again, ms. Must be shorter than the lease of an outbox entry. */
  readonly timeoutMs: number;
  /** The same on a channel that reports: there a send in doubt is not repeated before the report had its time. */
  readonly reportingTimeoutMs: number;
  /** How long a send in doubt waits for its report, ms. */
  readonly doubtMs: number;
  readonly health: ChannelHealth;
  /** Hears of news that was brought to another chat of the citizen and does not arrive there. Repeating it is harmless. */
  readonly onReturned?: ((home: Home) => Promise<void>) | undefined;
  /** Conversations spoken to at once; beyond them the sweep takes over when there is room. */
  readonly most: number;
}

interface Talk {
  readonly channel: Channel;
  readonly address: string;
  inboundAt: number;
  /** Until when the last postponed reply waits, ms. */
  heldUntil: number;
  readonly queue: OutboxEntry[];
  readonly underway: Set<number>;
}

type Postponed = Extract<Outcome, { kind: 'retry' | 'fatal' }>;

/** No answer in time, or the channel failed: nobody knows. */
const LOST: Outcome = { kind: 'retry', afterMs: 0, doubt: true, reason: 'no_answer' };

/** It could not be written down that news goes back: it is refused once more, later. */
const UNRETURNED: Outcome = { kind: 'retry', afterMs: 5_000, reason: 'not_returned' };

/** First wait after a failed send, doubled with each further try up to the second, ms. */
const BACKOFF_MS = [1_000, 300_000] as const;

/** When to try an entry again: the channel's own wish, or exponential back-off with jitter, whichever is later. */
export function backoff(tries: number, wishMs: number, random: number): number {
  const wait = Math.min(BACKOFF_MS[1], BACKOFF_MS[0] * 2 ** Math.min(tries, 20));
  return Math.max(wishMs, Math.round(wait * (0.5 + random / 2)));
}

export function createSpeaker(options: SpeakerOptions): Speaker {
  const { channels, ledger, faults, metrics, logger, clock } = options;
  const talks = new Map<string, Talk>();
  let idlers: (() => void)[] = [];

  async function send(id: string, talk: Talk, batch: readonly OutboxEntry[]): Promise<readonly Outcome[]> {
    const outgoing: Outgoing[] = batch.map((entry) => ({
      ...{ id: entry.id, seq: entry.seq, tries: entry.tries, activity: entry.activity },
      ref: refOf(id, entry.seq),
      ...(entry.parts === undefined ? {} : { parts: entry.parts }),
    }));
    const facts = { inboundAt: talk.inboundAt, until: clock() + options.timeoutMs };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<readonly Outcome[]>((resolve) => {
      const ms = talk.channel.reports ? options.reportingTimeoutMs : options.timeoutMs;
      timer = setTimeout(() => resolve([]), ms);
    });
    try {
      return await Promise.race([talk.channel.speak(talk.address, outgoing, facts), late]);
    } catch (error) {
      logger.warn('speak_failed', { channel: word(talk.channel.id), ...errorWords(error) });
      return [];
    } finally {
      clearTimeout(timer);
    }
  }

  /** When to try again, and whether a report may come first. */
  function postpone(id: string, talk: Talk, entry: OutboxEntry, outcome: Postponed, now: number): void {
    const doubt = outcome.kind === 'retry' && outcome.doubt === true && talk.channel.reports === true;
    const wait = backoff(entry.tries, outcome.afterMs, Math.random());
    const until = now + (doubt ? Math.max(wait, options.doubtMs) : wait);
    // Never before a reply that comes before it: each has waits of its own, and whoever is due first is spoken first.
    talk.heldUntil = Math.max(talk.heldUntil, until);
    ledger.later(id, entry.seq, talk.heldUntil, now, doubt);
  }

  function settle(id: string, talk: Talk, entry: OutboxEntry, outcome: Outcome): void {
    const now = clock();
    const channel = word(talk.channel.id);
    metrics.count('outbox_spoken_total', { channel, outcome: word(outcome.kind) });
    if (outcome.kind !== 'sent' && outcome.reason !== undefined)
      metrics.count('outbox_refused_total', { channel, reason: word(outcome.reason) });
    options.health.note(talk.channel.id, outcome);
    if (outcome.kind === 'retry' || outcome.kind === 'fatal') postpone(id, talk, entry, outcome, now);
    else ledger.done(id, entry.seq, now);
    talk.underway.delete(entry.seq);
  }

  /** News that a chat refuses for good goes back to where it came from, before it is crossed out here. */
  async function returned({ home }: OutboxEntry, outcome: Outcome): Promise<Outcome> {
    if (!home || !options.onReturned || (outcome.kind !== 'blocked' && outcome.kind !== 'rejected')) return outcome;
    try {
      await options.onReturned(home);
      return outcome;
    } catch (error) {
      logger.warn('news_not_returned', errorWords(error));
      return UNRETURNED;
    }
  }

  async function speakBatch(id: string, talk: Talk, batch: readonly OutboxEntry[]): Promise<void> {
    const outcomes = await send(id, talk, batch);
    for (const [index, entry] of batch.entries())
      settle(id, talk, entry, await returned(entry, outcomes[index] ?? LOST));
  }

  async function drive(id: string, talk: Talk): Promise<void> {
    while (talk.queue.length > 0) {
      faults.hit('before-speak');
      await speakBatch(id, talk, talk.queue.splice(0, faults.splitsSpeaking ? 1 : talk.queue.length));
      if (talk.queue.length > 0) faults.hit('amid-speak');
      faults.hit('after-speak');
    }
    talks.delete(id);
    if (talks.size > 0) return;
    for (const idler of idlers) idler();
    idlers = [];
  }

  return {
    offer(id, to, entries) {
      const talk = talks.get(id);
      if (talk) {
        talk.inboundAt = to.inboundAt;
        for (const entry of entries) if (!talk.underway.has(entry.seq)) talk.queue.push(entry);
        for (const entry of entries) talk.underway.add(entry.seq);
        return;
      }
      const channel = channels.get(to.channel);
      // A channel that is not configured (any more), or too much at once: the entries stay in the document.
      if (!channel || talks.size >= options.most || entries.length === 0) return;
      const fresh: Talk = {
        channel,
        address: to.address,
        inboundAt: to.inboundAt,
        heldUntil: 0,
        queue: [...entries],
        underway: new Set(entries.map((entry) => entry.seq)),
      };
      talks.set(id, fresh);
      // After the 200: the answer to the channel goes out first.
      setImmediate(() => void drive(id, fresh));
    },
    speaking: (id, seq) => talks.get(id)?.underway.has(seq) ?? false,
    idle: () => (talks.size === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
    get busy() {
      return talks.size;
    },
  };
}
