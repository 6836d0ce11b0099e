import type { Activity } from 'botframework-schema';
import type { News } from '../dialogs/root.ts';

/** A notice, by the contact for whom it was written and its key. */
export interface Home {
  readonly contact: string;
  readonly key: string;
}

/**
 * The bot's side of a channel. The adapters declare the same shapes in `adapters/port.ts`: neither room imports the
 * other, and `app.ts`, where they meet, is where the compiler compares them.
 */
export interface Inbound {
  readonly activity: Partial<Activity>;
  /** Put into the outbox before the replies, for channels that show citizens their own words. */
  readonly echo?: Partial<Activity>;
  /** What the bot has to say of its own accord. Set by `bots/news.ts` alone: adapters have no such field. */
  readonly news?: News;
  /** With `news`, on a channel with a service window: the notice's key, and whether the window is closed. */
  readonly notice?: { readonly key: string; readonly closed: boolean };
  /** With `news` that goes to another chat of the citizen: the notice it belongs to, should this chat not be reached. */
  readonly home?: Home;
  /** With `news` that was told in another chat of the citizen: known here from now on, and not said. */
  readonly silent?: true;
  /** Where replies go, when that may change while the conversation stays the same: the newest one is kept, sealed. */
  readonly address?: string;
  readonly phone?: string | undefined;
  readonly network?: string | undefined;
}

export type Receipt =
  | { readonly kind: 'saved' }
  | { readonly kind: 'seen' }
  | { readonly kind: 'refused'; readonly reason: 'overload' | 'store' | 'stopping'; readonly retryAfterMs: number };

export interface Outgoing {
  readonly id: string;
  readonly seq: number;
  readonly ref: string;
  readonly tries: number;
  readonly parts?: number;
  readonly activity: Partial<Activity>;
}

export type Outcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'retry'; readonly afterMs: number; readonly doubt?: boolean; readonly reason?: string }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'blocked'; readonly reason: string }
  | { readonly kind: 'fatal'; readonly reason: string; readonly afterMs: number };

export interface SpeakFacts {
  readonly inboundAt: number;
  readonly until: number;
}

export interface Channel {
  readonly id: string;
  readonly reports?: boolean;
  speak(address: string, outgoing: readonly Outgoing[], facts: SpeakFacts): Promise<readonly Outcome[]>;
}

export interface Report {
  readonly ref: string;
  readonly status: 'sent' | 'delivered' | 'read' | 'failed';
  readonly parts?: number;
}
