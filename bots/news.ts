import type { News } from '../dialogs/root.ts';
import type { Inbound, Receipt } from './channel.ts';
import type { Memory } from './memory.ts';

/** Something to tell one contact outside a turn. */
export interface Telling {
  /** The same key is told once, however often it comes. */
  readonly key: string;
  readonly contact: string;
  /** Where the citizen was; every channel is looked at when it is not known. */
  readonly channel?: string;
  readonly news: News;
}

/** `later`: the channel may not speak now, or the bot cannot take it. `never`: there is no such conversation. */
export type Told = 'told' | 'later' | 'never';

/** Channels on which free text is allowed only so long after the citizen's last word, a little less than their 24 hours. */
const WINDOWED = new Set(['whatsapp', 'messenger']);
const WINDOW_MS = 24 * 3_600_000 - 10 * 60_000;

export interface TellerOptions {
  readonly memory: Pick<Memory, 'reload'>;
  readonly channels: ReadonlyMap<string, unknown>;
  readonly receive: (inbound: Inbound) => Promise<Receipt>;
  readonly clock: () => number;
}

/**
 * Tells news as a turn of its own: so it waits in the conversation's lane, is saved with its outbox under one condition, and
 * is known by its id when it comes again. No channel can bring news: an inbound activity has no such field.
 */
export function createTeller({ memory, channels, receive, clock }: TellerOptions): (telling: Telling) => Promise<Told> {
  async function tellOn(channel: string, { key, contact, news }: Telling): Promise<Told> {
    const held = await memory.reload(`${channel}|${contact}`);
    if (!held) return 'never';
    const { address, inboundAt } = held.inner;
    if (WINDOWED.has(channel) && clock() - inboundAt > WINDOW_MS) return 'later';
    const activity = {
      type: 'event',
      id: `news:${key}`,
      channelId: channel,
      conversation: { id: address, isGroup: false, conversationType: 'personal', name: '' },
    };
    const receipt = await receive({ activity, news });
    return receipt.kind === 'refused' ? 'later' : 'told';
  }

  return async (telling) => {
    const where = telling.channel === undefined ? [...channels.keys()] : [telling.channel];
    for (const channel of where) {
      const told = await tellOn(channel, telling);
      if (told !== 'never') return told;
    }
    return 'never';
  };
}
