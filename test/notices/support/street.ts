import { type Bot, createBot } from '../../../bots/bot.ts';
import type { Outcome } from '../../../bots/channel.ts';
import { readFaults } from '../../../bots/faults.ts';
import { refOf } from '../../../bots/refs.ts';
import { createConversation } from '../../../dialogs/root.ts';
import { silent } from '../../../domain/log.ts';
import { uncounted } from '../../../domain/metrics.ts';
import { createTell } from '../../../housekeeping.ts';
import { createNotices, type VerdictNotice } from '../../../registry/notices.ts';
import type { Verdict } from '../../../registry/registry.ts';
import { type House, openHouse } from '../../access/support/house.ts';
import { type FakeChannel, fakeChannel, handJobs } from '../../bots/support/engine.ts';
import { NOW } from '../../dialogs/support/world.ts';
import { testKeys } from '../../registry/support/keys.ts';

/** A citizen's chat: the channel, the address there, and the phone for which the channel vouches. */
export interface Chat {
  readonly channel: 'webchat' | 'whatsapp' | 'messenger';
  readonly id: string;
  readonly phone?: string;
}

export const contactOf = ({ channel, id }: Chat): string => testKeys.contact(channel, id);

/** The real bot with three channels over the real rooms, on a clock of its own. */
export interface Street {
  readonly house: House;
  readonly clock: { now: number };
  /** Says things one after the other, half a minute apart, and answers what was heard last. */
  says(chat: Chat, ...texts: string[]): Promise<string>;
  /** The registry has decided about somebody whom this chat registered: not yet, or a yes. */
  verdict(chat: Chat, nik: string, yes?: boolean): Promise<void>;
  /** The ministry called off the session of somebody whom this chat booked; such a notice names no channel. */
  calledOff(chat: Chat, nik: string): Promise<void>;
  /** Delivers what is due; answers what each chat heard of it. */
  deliver(): Promise<Readonly<Record<string, string>>>;
  /** What waited in the outboxes is looked at again. */
  sweep(): Promise<void>;
  /** The channel says later that what it took last did not arrive. */
  failed(chat: Chat): Promise<void>;
  /** What a channel answers to everything from now on. */
  answer(channel: Chat['channel'], outcome: Outcome): void;
}

export async function openStreet(): Promise<Street> {
  const house = await openHouse();
  const clock = { now: NOW };
  const channels = new Map<string, FakeChannel>();
  const { documents } = house;
  const notices = createNotices(documents, () => clock.now);
  const jobs = handJobs();
  const bot: Bot = createBot({
    ...{ documents, sealer: testKeys, pseudonyms: testKeys, conversation: createConversation(house.world.services) },
    ...{ jobs, faults: readFaults({}), metrics: uncounted, logger: silent, clock: () => clock.now },
    ...{ maxQueue: 100, leaseMs: 5_000, onReturned: notices.comeBack },
  });
  for (const id of ['webchat', 'whatsapp', 'messenger']) {
    channels.set(id, fakeChannel(id));
    bot.channels.set(id, channels.get(id) as FakeChannel);
  }
  bot.start();
  const { access } = house.world.services;
  const tell = createTell({ bot, access, pseudonyms: testKeys, metrics: uncounted });
  let sent = 0;
  const spoken = () => [...channels.values()].flatMap((one) => one.spoken.map((said) => ({ ...said, on: one.id })));

  async function say({ channel, id, phone }: Chat, text: string): Promise<string> {
    const spokenHere = () => spoken().filter(({ on }) => on === channel);
    const before = spokenHere().length;
    clock.now += 30_000;
    sent += 1;
    await bot.receive({
      activity: {
        ...{ type: 'message', id: `m${sent}`, text, channelId: channel, timestamp: new Date(clock.now) },
        ...{ from: { id, name: '' }, conversation: { id, isGroup: false, conversationType: 'personal', name: '' } },
      },
      phone,
    });
    await bot.quiet();
    return spokenHere()
      .slice(before)
      .map((one) => one.text)
      .join('\n');
  }

  return {
    ...{ house, clock },
    async says(chat, ...texts) {
      let heard = '';
      for (const text of texts) heard = await say(chat, text);
      return heard;
    },
    async verdict(chat, nik, yes = false) {
      const person = testKeys.person(nik);
      const no: Verdict = { kind: 'not_yet', person, group: 'lansia', from: '2027-01-04' };
      const verdict: Verdict = yes ? { kind: 'registered', person, group: 'lansia', dose: 1 } : no;
      const contact = contactOf(chat);
      const of = { key: `${yes}-${contact}`, contact, channel: chat.channel, person };
      const base: VerdictNotice = { kind: 'verdict', ...of, verdict, at: NOW };
      await notices.add(base);
    },
    async calledOff(chat, nik) {
      const contact = contactOf(chat);
      const of = { kind: 'session_cancelled', key: `off-${contact}`, contact, person: testKeys.person(nik), dose: 1 };
      await documents.put('notices', contact, of.key, { ...of, at: NOW, due: NOW }, { ifNoneMatch: '*' });
    },
    async deliver() {
      const before = new Set(spoken().map(({ on, address, id }) => `${on} ${address} ${id}`));
      // Twice: what did not arrive somewhere is due again.
      for (let n = 0; n < 2; n += 1) {
        await notices.deliver(tell);
        await bot.quiet();
      }
      const fresh = spoken().filter(({ on, address, id }) => !before.has(`${on} ${address} ${id}`));
      const heard: Record<string, string> = {};
      for (const { on, address, text } of fresh)
        heard[`${on} ${address}`] = `${heard[`${on} ${address}`] ?? ''}${text}`;
      return heard;
    },
    async sweep() {
      for (const job of ['outbox_settle', 'outbox_sweep']) await jobs.run(job);
      await bot.quiet();
    },
    async failed(chat) {
      const last = channels.get(chat.channel)?.spoken.findLast(({ address }) => address === chat.id);
      await bot.settle(chat.channel, [
        { ref: refOf(`${chat.channel}|${contactOf(chat)}`, last?.seq ?? 0), status: 'failed' },
      ]);
    },
    answer(channel, outcome) {
      const one = channels.get(channel);
      if (one) one.answer = async (_address, outgoing) => outgoing.map(() => outcome);
    },
  };
}
