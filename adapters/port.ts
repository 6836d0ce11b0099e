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
  readonly activity: Partial<Activity>;
}

/** What a channel answered to one send: final (`sent`, `rejected`, `blocked`) or to be tried again. */
export type Outcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'retry'; readonly afterMs: number }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'blocked'; readonly reason: string };

export interface Channel {
  readonly id: string;
  /** Sends in order and answers one outcome per entry. After a `retry` the rest must be `retry` too: order is kept. */
  speak(address: string, outgoing: readonly Outgoing[]): Promise<readonly Outcome[]>;
}
