import type { Conversation, News } from '../dialogs/root.ts';
import { word } from '../domain/log.ts';
import type { Metrics } from '../domain/metrics.ts';
import type { Inbound, Receipt } from './channel.ts';
import type { Held, Memory } from './memory.ts';
import type { TemplateStates } from './template-states.ts';

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
  /** Says in which template news would go out. */
  readonly conversation: Pick<Conversation, 'template'>;
  readonly templates: TemplateStates;
  readonly metrics: Metrics;
}

/**
 * Tells news as a turn of its own: so it waits in the conversation's lane, is saved with its outbox under one condition, and
 * is known by its id when it comes again. No channel can bring news: an inbound activity has no such field.
 *
 * Outside the service window the turn makes one message that an approved template stands for; the channel decides when it
 * speaks which of both goes out. A template that may not be sent now holds its notice back, and both are counted.
 */
export function createTeller(options: TellerOptions): (telling: Telling) => Promise<Told> {
  const { memory, channels, receive, clock, conversation, templates, metrics } = options;

  /** Whether something could be sent: the template is approved, or there is nothing to say. */
  async function sendable(channel: string, { inner }: Held, { contact, news }: Telling, now: number): Promise<boolean> {
    const wish = await conversation.template(news, inner.state, contact, now);
    if (!wish || (await templates.usable(channel, wish.name, wish.language))) return true;
    metrics.count('notices_held_total', { channel: word(channel), template: word(wish.name) });
    return false;
  }

  async function tellOn(channel: string, telling: Telling): Promise<Told> {
    const { key, contact, news } = telling;
    const held = await memory.reload(`${channel}|${contact}`);
    if (!held) return 'never';
    const { address, inboundAt } = held.inner;
    const now = clock();
    const closed = WINDOWED.has(channel) && now - inboundAt > WINDOW_MS;
    if (closed && !(await sendable(channel, held, telling, now))) return 'later';
    const activity = {
      type: 'event',
      id: `news:${key}`,
      channelId: channel,
      conversation: { id: address, isGroup: false, conversationType: 'personal', name: '' },
    };
    const notice = WINDOWED.has(channel) ? { notice: { key, closed } } : {};
    const receipt = await receive({ activity, news, ...notice });
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
