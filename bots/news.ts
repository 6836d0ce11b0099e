import type { Conversation, News } from '../dialogs/root.ts';
import { word } from '../domain/log.ts';
import type { Metrics } from '../domain/metrics.ts';
import type { Inbound, Receipt } from './channel.ts';
import type { Memory } from './memory.ts';
import { createSpots, type Place, type Spot, WINDOWED } from './spots.ts';
import type { TemplateStates } from './template-states.ts';

/** Something to tell one contact outside a turn. */
export interface Telling extends Place {
  /** Of the notice. */
  readonly key: string;
  /** The same event is told once in a chat, however often it comes; the key says which event it is where this is left out. */
  readonly event?: string;
  /** Other chats that have proved to be this citizen's: it is told where they wrote last. */
  readonly others?: readonly Place[];
  readonly news: News;
}

/** `later`: no channel may speak now, or the bot cannot take it. `never`: there is no such conversation. */
export type Told = 'told' | 'later' | 'never';

const WINDOW_MS = 24 * 3_600_000 - 10 * 60_000;

export interface TellerOptions {
  readonly memory: Pick<Memory, 'reload'>;
  readonly channels: ReadonlyMap<string, unknown>;
  readonly receive: (inbound: Inbound) => Promise<Receipt>;
  readonly clock: () => number;
  /** Says in which template news would go out, and who would hear it. */
  readonly conversation: Pick<Conversation, 'template' | 'hears'>;
  readonly templates: TemplateStates;
  readonly metrics: Metrics;
}

/**
 * Tells news as a turn of its own: so it waits in the conversation's lane, is saved with its outbox under one condition, and
 * is known by its id when it comes again. No channel can bring news: an inbound activity has no such field.
 *
 * Outside the service window the turn makes one message that an approved template stands for; the channel decides when it
 * speaks which of both goes out. A template that may not be sent now holds its notice back, and both are counted. With
 * several chats of one citizen it is told in one: where they wrote last, or in the next one that can be reached.
 */
export function createTeller(options: TellerOptions): (telling: Telling) => Promise<Told> {
  const { receive, clock, conversation, templates, metrics } = options;
  const spotsOf = createSpots(options);

  /** The template that may not be sent now; `undefined` when it may, or when there is nothing to say. */
  async function unusable({ channel, contact, held }: Spot, news: News, now: number): Promise<string | undefined> {
    const wish = await conversation.template(news, held.inner.state, contact, now);
    return !wish || (await templates.usable(channel, wish.name, wish.language)) ? undefined : wish.name;
  }

  async function tellIn(spot: Spot, telling: Telling): Promise<'told' | 'busy' | { readonly held: string }> {
    const { key, contact, event = key, news } = telling;
    const { channel, held } = spot;
    const { address, inboundAt } = held.inner;
    const now = clock();
    const closed = WINDOWED.has(channel) && now - inboundAt > WINDOW_MS;
    const template = closed ? await unusable(spot, news, now) : undefined;
    if (template !== undefined) return { held: template };
    const activity = {
      type: 'event',
      id: `news:${event}`,
      channelId: channel,
      conversation: { id: address, isGroup: false, conversationType: 'personal', name: '' },
    };
    const notice = WINDOWED.has(channel) ? { notice: { key, closed } } : {};
    const home = spot.contact === contact ? {} : { home: { contact, key } };
    const receipt = await receive({ activity, news, ...notice, ...home });
    if (receipt.kind !== 'refused' && spot.contact !== contact) metrics.count('notices_followed_total');
    return receipt.kind === 'refused' ? 'busy' : 'told';
  }

  /** The chat it was for knows it too, or it would go on as if nothing had happened; `false` when it cannot take it now. */
  async function noteIn({ channel, held }: Spot, { key, event = key, news }: Telling): Promise<boolean> {
    const conversation = { id: held.inner.address, isGroup: false, conversationType: 'personal', name: '' };
    const activity = { type: 'event', id: `news:${event}:silent`, channelId: channel, conversation };
    return (await receive({ activity, news, silent: true })).kind !== 'refused';
  }

  return async (telling) => {
    const waits: { readonly channel: string; readonly template: string }[] = [];
    const spots = await spotsOf(telling, clock());
    const home = spots.find(({ contact }) => contact === telling.contact);
    for (const spot of spots) {
      const told = await tellIn(spot, telling);
      if (told === 'told') return spot === home || !home || (await noteIn(home, telling)) ? told : 'later';
      // Too much to do is no reason to write to another chat.
      if (told === 'busy') return 'later';
      waits.push({ channel: spot.channel, template: told.held });
    }
    for (const { channel, template } of waits)
      metrics.count('notices_held_total', { channel: word(channel), template: word(template) });
    return waits.length > 0 ? 'later' : 'never';
  };
}
