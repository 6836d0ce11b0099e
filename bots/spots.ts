import type { Conversation, News } from '../dialogs/root.ts';
import type { Held, Memory } from './memory.ts';

/** A chat: a contact, and the channel where that is known; every channel is looked at where it is not. */
export interface Place {
  readonly contact: string;
  readonly channel?: string;
}

/** A chat that there is. */
export interface Spot {
  readonly contact: string;
  readonly channel: string;
  readonly held: Held;
}

/** Channels on which free text is allowed only so long after the citizen's last word, a little less than their 24 hours. */
export const WINDOWED: ReadonlySet<string> = new Set(['whatsapp', 'messenger']);
/** A page calls nobody: who has not written there for so long is looked for elsewhere first, ms. */
const PRESENT_MS = 24 * 3_600_000;

export interface SpotsOptions {
  readonly memory: Pick<Memory, 'reload'>;
  readonly channels: ReadonlyMap<string, unknown>;
  readonly conversation: Pick<Conversation, 'hears'>;
}

interface Wanted extends Place {
  readonly others?: readonly Place[];
  readonly news: News;
}

/**
 * Where news may be told, the best place first: where the citizen wrote last, then further back; a page that they have left
 * comes after channels that call them. The chat it is for comes first among equals, and is always one of them if it is there;
 * another only if it would be heard there.
 */
export function createSpots({ memory, channels, conversation }: SpotsOptions) {
  async function find({ contact, channel }: Place): Promise<Spot | undefined> {
    for (const one of channel === undefined ? channels.keys() : [channel]) {
      const held = await memory.reload(`${one}|${contact}`);
      if (held) return { contact, channel: one, held };
    }
    return undefined;
  }

  return async ({ others = [], news, ...own }: Wanted, now: number): Promise<readonly Spot[]> => {
    const home = await find(own);
    const found = await Promise.all(others.map(find));
    const heard = found.flatMap((one) => (one && conversation.hears(news.person, one.held.inner.state) ? [one] : []));
    const left = ({ channel, held }: Spot): number =>
      WINDOWED.has(channel) || now - held.inner.inboundAt <= PRESENT_MS ? 0 : 1;
    const all = home ? [home, ...heard] : heard;
    return all.sort((a, b) => left(a) - left(b) || b.held.inner.inboundAt - a.held.inner.inboundAt);
  };
}
