import { createHash } from 'node:crypto';
import { type Bot, type BotOptions, createBot } from '../../../bots/bot.ts';
import type { Channel, Inbound, Outcome, Outgoing } from '../../../bots/channel.ts';
import { type ConversationBody, openBody } from '../../../bots/conversation.ts';
import { readFaults } from '../../../bots/faults.ts';
import { silent } from '../../../domain/log.ts';
import { uncounted } from '../../../domain/metrics.ts';
import type { Pseudonyms, Sealer } from '../../../domain/sealer.ts';
import type { Jobs } from '../../../jobs/jobs.ts';
import type { Documents } from '../../../stores/documents.ts';
import { type Tally, tallyConversation, tallyOf } from './tally.ts';

/** Seals nothing: these tests are about order and loss, and a readable document helps whoever reads a failure. */
export const openSealer: Sealer = { seal: (plain) => plain, open: (sealed) => sealed };

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);
export const plainPseudonyms: Pseudonyms = {
  contact: (channel, address) => digest(`${channel} ${address}`),
  person: digest,
  of: (purpose, value) => digest(`${purpose} ${value}`),
};

/** A channel that notes what it was told and answers as it is told to. */
export interface FakeChannel extends Channel {
  readonly spoken: { address: string; id: string; seq: number; text: string }[];
  /** Of each reply spoken, how many of its parts it was told to have arrived. */
  readonly parts: (number | undefined)[];
  answer: (address: string, outgoing: readonly Outgoing[]) => Promise<readonly Outcome[]>;
}

export function fakeChannel(id = 'fake'): FakeChannel {
  const channel: FakeChannel = {
    id,
    spoken: [],
    parts: [],
    answer: (_address, outgoing) => Promise.resolve(outgoing.map(() => ({ kind: 'sent' }) as const)),
    async speak(address, outgoing) {
      const outcomes = await channel.answer(address, outgoing);
      outgoing.forEach((one, index) => {
        if (outcomes[index]?.kind !== 'sent') return;
        channel.spoken.push({ address, id: one.id, seq: one.seq, text: one.activity.text ?? '' });
        channel.parts.push(one.parts);
      });
      return outcomes;
    },
  };
  return channel;
}

/** A channel that never answers, until the test is over. */
export function hanging(): { answer: FakeChannel['answer']; release(): void } {
  const waiting: (() => void)[] = [];
  return {
    answer: () => new Promise((resolve) => waiting.push(() => resolve([]))),
    release() {
      for (const release of waiting.splice(0)) release();
    },
  };
}

/** Jobs that run only when the test says so. */
export interface HandJobs extends Jobs {
  run(name: string): Promise<void>;
}

export function handJobs(): HandJobs {
  const works = new Map<string, () => Promise<void>>();
  return {
    every: (name, _ms, work) => void works.set(name, work),
    run: (name) => works.get(name)?.() ?? Promise.reject(new Error(`no job ${name}`)),
    stop: () => Promise.resolve(),
  };
}

export interface Engine {
  readonly bot: Bot;
  readonly channel: FakeChannel;
  readonly jobs: HandJobs;
  readonly clock: { now: number };
}

/** One process' worth of engine over a store. Several over one store are several processes. */
export function engine(documents: Documents, options: Partial<BotOptions> & { now?: number } = {}): Engine {
  const clock = { now: options.now ?? 1_790_000_000_000 };
  const channel = fakeChannel();
  const jobs = handJobs();
  const bot = createBot({
    documents,
    sealer: openSealer,
    pseudonyms: plainPseudonyms,
    conversation: tallyConversation(),
    jobs,
    faults: readFaults({}),
    metrics: uncounted,
    logger: silent,
    clock: () => clock.now,
    maxQueue: 1_000,
    leaseMs: 5_000,
    ...options,
  });
  bot.channels.set(channel.id, channel);
  bot.start();
  return { bot, channel, jobs, clock };
}

export function said(id: string, text: string, from = 'siti'): Inbound {
  return {
    activity: {
      type: 'message',
      id,
      text,
      channelId: 'fake',
      timestamp: new Date(1_790_000_000_000),
      from: { id: from, name: '' },
      conversation: { id: from, isGroup: false, conversationType: 'personal', name: '' },
    },
  };
}

export async function stored(
  documents: Documents,
  from = 'siti',
): Promise<{ body: ConversationBody; tally: Tally } | undefined> {
  const id = `fake|${plainPseudonyms.contact('fake', from)}`;
  const found = await documents.get<ConversationBody>('conversations', id, id);
  return found && { body: found.body, tally: tallyOf(openBody(openSealer, id, found.body).state) };
}

/** Lets everything that was started finish: the speaker begins after the answer. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
