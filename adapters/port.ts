import type { Activity } from 'botframework-schema';

/**
 * Where a channel meets the bot. An adapter turns bytes into Activities and hands them to `Receive`; the bot hands
 * replies back to `Channel.speak`. Structural types on purpose: adapters import nothing of the bot and the other way round.
 *
 * An inbound Activity must have: `id` (stable over redelivery), `channelId`, `from.id`, `conversation.id` (the address
 * the reply goes to), `timestamp`, `type`.
 */
export interface Inbound {
  readonly activity: Partial<Activity>;
  /** Written to the outbox before the replies, for channels that show citizens their own words (Direct Line echo). */
  readonly echo?: Partial<Activity>;
  /** Where replies go, when that may change while the conversation stays the same: the newest one is kept, sealed. */
  readonly address?: string;
  /**
   * E.164: the number from which this came, where the channel itself vouches for it (WhatsApp's `wa_id`). It opens what a
   * person registered with that number may see, so it is never taken from anything that a client can write.
   */
  readonly phone?: string | undefined;
  /** The network address (IPv6: its /64) from which this came, where the channel knows one. Kept in memory only. */
  readonly network?: string | undefined;
}

/** `saved`: on disk, replies follow. `seen`: this id was here before, nothing was done. `refused`: nothing was done, come back. */
export type Receipt =
  | { readonly kind: 'saved' }
  | { readonly kind: 'seen' }
  | { readonly kind: 'refused'; readonly reason: 'overload' | 'store' | 'stopping'; readonly retryAfterMs: number };

/** Never rejects for what a citizen sent; rejects only for a programming error. */
export type Receive = (inbound: Inbound) => Promise<Receipt>;

/** One reply on its way out. */
export interface Outgoing {
  /** `<inbound id>:<n>`, the same on every attempt. The echo has the inbound id itself. */
  readonly id: string;
  /** Grows by one per entry of a conversation, without gaps, over all processes. */
  readonly seq: number;
  /** An opaque name without personal data for the channel's callback data: a later `Report` brings it back. */
  readonly ref: string;
  /** Attempts before this one. */
  readonly tries: number;
  /** So many of its parts have arrived, as the channel reported: it goes on behind them. */
  readonly parts?: number;
  readonly activity: Partial<Activity>;
}

/**
 * What a channel answered to one send: final (`sent`, `rejected`, `blocked`), to be tried again (`retry`), or in vain until
 * somebody acts (`fatal`: credentials, account), in which case the reply waits. `reason`s are codes, never texts.
 */
export type Outcome =
  | { readonly kind: 'sent' }
  /** `doubt`: it may have gone out all the same, so a channel that reports later is given time to say so. */
  | { readonly kind: 'retry'; readonly afterMs: number; readonly doubt?: boolean; readonly reason?: string }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'blocked'; readonly reason: string }
  | { readonly kind: 'fatal'; readonly reason: string; readonly afterMs: number };

/** What a channel may need to know about the conversation that it speaks in. */
export interface SpeakFacts {
  /** When the citizen last wrote, ms by the channel's clock; 0: never. Service windows count from here. */
  readonly inboundAt: number;
  /** No send may begin after this, ms: then another process may take the replies over. */
  readonly until: number;
}

export interface Channel {
  readonly id: string;
  /** Whether it tells later what became of a send. Then a send in doubt waits for that before it is repeated. */
  readonly reports?: boolean;
  /** Sends in order and answers one outcome per entry. After a `retry` the rest must be `retry` too: order is kept. */
  speak(address: string, outgoing: readonly Outgoing[], facts: SpeakFacts): Promise<readonly Outcome[]>;
}

/** What a channel told later about something spoken, by the `ref` it was spoken under. */
export interface Report {
  readonly ref: string;
  readonly status: 'sent' | 'delivered' | 'read' | 'failed';
  /** Only so many parts of it, of a reply that takes several messages. */
  readonly parts?: number;
}

/**
 * Takes reports in any order, repeated, and of things never spoken. Cheap: a delivery brings up to a thousand. They cross
 * out what is in doubt, and wake nobody. Resolves when they are on disk; rejects when the store did not take them.
 */
export type Settle = (channel: string, reports: readonly Report[]) => Promise<void>;
