import { randomUUID } from 'node:crypto';
import type { Conversation } from '../dialogs/root.ts';
import { errorWords, type Logger, word } from '../domain/log.ts';
import type { Metrics } from '../domain/metrics.ts';
import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Documents } from '../stores/documents.ts';
import { Busy } from '../stores/errors.ts';
import { CollectingAdapter } from './adapter.ts';
import type { Channel, Home, Inbound, Receipt, Report } from './channel.ts';
import { createChannelHealth } from './channel-health.ts';
import { type Claimed, claim } from './claim.ts';
import { createContactIds } from './contact-ids.ts';
import type { Inner } from './conversation.ts';
import type { Faults } from './faults.ts';
import { createLanes } from './lanes.ts';
import { createLedger } from './ledger.ts';
import { createMemory } from './memory.ts';
import { createTeller, type Telling, type Told } from './news.ts';
import { createReportLog } from './report-log.ts';
import { createReports } from './reports.ts';
import { createSpeaker } from './speaker.ts';
import { createSweep } from './sweep.ts';
import { createTemplateStates } from './template-states.ts';
import { createTurn } from './turn.ts';

export interface BotOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
  readonly conversation: Conversation;
  readonly jobs: Jobs;
  readonly faults: Faults;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly clock?: () => number;
  /** Turns running or waiting in the process; above it messages are refused before any work. */
  readonly maxQueue: number;
  /** How long a process may take to speak what it saved before others may, ms. */
  readonly leaseMs: number;
  /** How long a send in doubt waits for its channel's report before it is repeated, ms; three leases unless told. */
  readonly doubtMs?: number;
  /** Conversations kept in RAM. */
  readonly copies?: number;
  /** Hears of news that was brought to another chat of the citizen and did not arrive there. */
  readonly onReturned?: (home: Home) => Promise<void>;
}

/** The bot: turns in, replies out. `channels` is filled while the app is wired, before the first message. */
export interface Bot {
  readonly channels: Map<string, Channel>;
  /** One inbound activity. Resolves when it is on disk, was here before, or is refused; never rejects for its content. */
  receive(inbound: Inbound): Promise<Receipt>;
  /**
   * What a channel told later about what was spoken: crosses out what is in doubt, and wakes nobody.
   * Resolves when it is on disk; rejects with the `StoreError` when it is not: then it has to come again.
   */
  settle(channel: string, reports: readonly Report[]): Promise<void>;
  start(): void;
  /** Tells a contact something outside a turn; `later` when the channel or the bot cannot take it now. */
  tell(telling: Telling): Promise<Told>;
  /** Where a conversation with a contact is in the channel's own words; `undefined` when there is none. */
  addressOf(channel: string, contact: string): Promise<string | undefined>;
  /** Resolves when every turn that was taken is saved and everything saved has been offered to its channel once. */
  quiet(): Promise<void>;
  /** Why no turn could be taken now; empty when one could. */
  notReady(): string[];
  /** Takes no more turns, finishes those in the lanes, speaks what is saved and writes that down. */
  stop(): Promise<void>;
  readonly load: { readonly running: number; readonly waiting: number };
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** More than a channel may take for the send it has begun when its time is over, ms. */
const SEND_MS = 15_000;
/** One citizen's messages that may wait in line. */
const PER_CONVERSATION = 100;
const REFUSED_STOPPING: Receipt = { kind: 'refused', reason: 'stopping', retryAfterMs: 5_000 };
const REFUSED_OVERLOAD: Receipt = { kind: 'refused', reason: 'overload', retryAfterMs: 2_000 };

export function createBot(options: BotOptions): Bot {
  const { metrics, logger, faults, pseudonyms, leaseMs } = options;
  const clock = options.clock ?? Date.now;
  const me = randomUUID().slice(0, 8);
  const channels = new Map<string, Channel>();
  const lanes = createLanes({ total: options.maxQueue, perLane: PER_CONVERSATION });
  const ledger = createLedger(leaseMs);
  const memory = createMemory({
    documents: options.documents,
    sealer: options.sealer,
    copies: options.copies ?? 10_000,
  });
  const doubtMs = options.doubtMs ?? leaseMs * 3;
  const speaker = createSpeaker({
    ...{ channels, ledger, faults, metrics, logger, clock, doubtMs },
    timeoutMs: leaseMs * 0.6,
    reportingTimeoutMs: leaseMs * 0.6 + SEND_MS,
    most: options.maxQueue,
    health: createChannelHealth(metrics, logger),
    onReturned: options.onReturned,
  });
  const log = createReportLog({ documents: options.documents, ledger, clock, process: me, keepMs: DAY_MS + HOUR_MS });
  const reports = createReports({ memory, ledger, log, metrics, clock, onReturned: options.onReturned });
  const claimFor = (id: string, inner: Inner, now: number): Claimed =>
    claim(inner.outbox, now, {
      ...{ process: me, leaseMs },
      doubtMs: channels.get(inner.channel)?.reports ? doubtMs : 0,
      speaking: (seq) => speaker.speaking(id, seq),
    });
  const common = { memory, ledger, speaker, log, clock, claimFor };
  const turn = createTurn({
    ...common,
    ...{ process: me, leaseMs },
    adapter: new CollectingAdapter(),
    conversation: options.conversation,
    pseudonyms,
    faults,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    onConflict: () => metrics.count('turn_conflicts_total'),
    onError(error) {
      metrics.count('turn_errors_total');
      logger.error('turn_failed', errorWords(error));
    },
  });
  const sweep = createSweep({
    ...common,
    ...{ documents: options.documents, lanes, metrics, logger },
    lazyMs: leaseMs / 4,
    giveUpMs: DAY_MS,
    onReturned: options.onReturned,
  });
  const contactOf = createContactIds(pseudonyms);
  let stopping = false;

  async function quiet(): Promise<void> {
    await lanes.idle();
    await speaker.idle();
  }

  function refusal(error: unknown): Receipt {
    logger.warn('turn_refused', errorWords(error));
    return { kind: 'refused', reason: 'store', retryAfterMs: error instanceof Busy ? error.retryAfterMs : 2_000 };
  }

  async function attempt(id: string, contact: string, inbound: Inbound): Promise<Receipt> {
    try {
      return { kind: await turn(id, contact, inbound) };
    } catch (error) {
      return refusal(error);
    }
  }

  async function receive(inbound: Inbound): Promise<Receipt> {
    faults.hit('after-verify');
    if (stopping) return REFUSED_STOPPING;
    const channel = inbound.activity.channelId ?? '';
    const contact = contactOf(channel, inbound.activity.conversation?.id ?? '');
    const id = `${channel}|${contact}`;
    const began = performance.now();
    const receipt = (await lanes.enter(id, () => attempt(id, contact, inbound))) ?? REFUSED_OVERLOAD;
    const outcome = word(receipt.kind === 'refused' ? receipt.reason : receipt.kind);
    metrics.count('turns_total', { channel: word(channel), outcome });
    metrics.observe('turn_seconds', (performance.now() - began) / 1000);
    return receipt;
  }

  return {
    channels,
    receive,
    tell: createTeller({
      ...{ memory, channels, receive, clock, metrics, conversation: options.conversation },
      templates: createTemplateStates({ documents: options.documents, clock, metrics, logger }),
    }),
    settle: reports.settle,
    addressOf: async (channel, contact) => (await memory.reload(`${channel}|${contact}`))?.inner.address,
    start() {
      options.jobs.every('outbox_sweep', Math.min(1_000, leaseMs / 2), () => sweep.overdue());
      options.jobs.every('outbox_settle', leaseMs / 8, () => sweep.settle());
      options.jobs.every('lane_gauges', 1_000, async () => {
        metrics.gauge('lanes_waiting', lanes.waiting);
        metrics.gauge('lanes_running', lanes.running);
      });
    },
    notReady() {
      if (stopping) return ['stopping'];
      return lanes.entered >= options.maxQueue * 0.9 ? ['lanes full'] : [];
    },
    quiet,
    async stop() {
      stopping = true;
      await quiet();
      // Written down before the store closes, so that a restart repeats no reply.
      await sweep.settle(true);
    },
    get load() {
      return { running: lanes.running, waiting: lanes.waiting };
    },
  };
}
