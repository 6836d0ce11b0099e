import type { Activity, TurnContext } from 'botbuilder-core';
import type { DialogInstance } from 'botbuilder-dialogs';
import type { Verdict } from '../registry/registry.ts';

/** The question that is open: its id is in its buttons, its choices are what a typed number or title means. */
export interface OpenQuestion {
  readonly id: number;
  readonly choices: readonly Choice[];
  /** A typed number is an answer of its own, and no choice. */
  readonly own?: true;
}

export interface Choice {
  readonly id: string;
  readonly title: string;
  /** A signed reference as the button's value: it is good as long as that is, whatever was asked since. Not kept. */
  readonly token?: string;
}

/** Somebody whom this citizen registered: enough to find the ticket again, and a masked name to tell them apart. */
export interface KnownPerson {
  readonly person: string;
  readonly dose: number;
  readonly name: string;
  /** Absent while the registry has not said yes. */
  readonly ready?: boolean;
  /** The registry has taken its yes back while there is an appointment: that one stays, and there is no other. */
  readonly unsure?: boolean;
  /** The registry's word on them was told in another chat of this citizen. */
  readonly untold?: boolean;
  readonly region?: string;
}

/** `key`: of the notice. */
export interface WaitingNews {
  readonly key: string;
  readonly news: News;
}

/** What the dialogs keep of a conversation: plain JSON, sealed by the turn engine. */
export interface ConversationState {
  v: number;
  lang: 'id' | 'en';
  dialogStack: DialogInstance[];
  /** When the citizen last wrote, ms. */
  at?: number;
  /** The last question id given out; ids only grow. */
  q?: number;
  open?: OpenQuestion;
  /** The version of the notice that was agreed to. */
  consent?: string;
  people?: KnownPerson[];
  /** The phone given last, as a suggestion for the next person. */
  phone?: string;
  /** An emergency came in between: the next words are about that, and no answer to the open question. */
  paused?: boolean;
  /** Something that the channel could not deliver was answered, and nothing readable has come since. */
  unsupported?: boolean;
  /** The citizen asked for no messages of our own accord. */
  quiet?: boolean;
  /** Receipts of what this citizen asked to have put right, newest first. */
  receipts?: string[];
  /** What a notice outside the service window has only announced: told in full when the citizen asks for it. */
  waiting?: WaitingNews[];
  /** Answers of a registration that opened nothing, for typing its NIK anew; `at` in ms. */
  slip?: { readonly at: number; readonly answers: Readonly<Record<string, string>> };
  /** When the citizen last proved who they are in this conversation, ms: a birth date is asked for again later. */
  proved?: number;
}

/** Something to be said that no word of the citizen asked for. */
export type News =
  /** The registry has decided about somebody, or thinks otherwise than before. */
  | { readonly kind: 'verdict'; readonly person: string; readonly verdict: Verdict }
  /** The desk has answered a request of this chat. */
  | { readonly kind: 'correction'; readonly person: string; readonly receipt: string }
  /** Somebody else registered this person, or typed wrong codes for them. Nothing was opened. */
  | { readonly kind: 'identity_claimed' | 'identity_code_wrong'; readonly person: string }
  /** The person can be seen in another chat now, which brought a code of one that could. */
  | { readonly kind: 'identity_carried'; readonly person: string }
  /** The day has come on which a time can be chosen. */
  | { readonly kind: 'due'; readonly person: string; readonly dose: number }
  /** The ministry has changed or called off the session in which somebody has a place. */
  | { readonly kind: 'session_changed' | 'session_cancelled'; readonly person: string; readonly dose: number };

/** What a turn knows besides the activity. */
export interface TurnFacts {
  /** ms since 1970. */
  readonly now: number;
  /** Keyed hash of conversation + activity id: the idempotency key of every effect. */
  readonly key: string;
  /** Contact id, a keyed hash. */
  readonly contact: string;
  readonly channel: string;
  /** Keyed hash of the inbound activity id. */
  readonly message: string;
  /** Set when nobody wrote: what is to be told. */
  readonly news?: News;
  /** Set with `news` on a channel with a service window: the notice's key, and whether only a template may be sent now. */
  readonly notice?: { readonly key: string; readonly closed: boolean };
  /** Set with `news` that another chat of this citizen was told: known from now on, and not said. */
  readonly silent?: true;
  /** E.164: the number from which the channel itself says that this came. Never what somebody typed. */
  readonly provenPhone?: string | undefined;
  /** Where it came from in the network, when the channel knows. */
  readonly network?: string | undefined;
}

export interface Conversation {
  /** Runs one turn: collects replies through `context.sendActivity` and gives the new state. Throws `StoreError`s only. */
  run(context: TurnContext, state: ConversationState | undefined, facts: TurnFacts): Promise<ConversationState>;
  /**
   * The template in which this news would go out while the service window is closed; `undefined` when nothing would be
   * said. Changes nothing. Throws `StoreError`s only.
   */
  template(
    news: News,
    state: ConversationState | undefined,
    contact: string,
    now: number,
  ): Promise<{ readonly name: string; readonly language: string } | undefined>;
  /** Whether news about this person would be heard here: it is somebody this chat looks after, and nobody said STOP. */
  hears(person: string, state: ConversationState | undefined): boolean;
  /** What a citizen hears when a turn failed by a fault of ours. */
  sorry(state: ConversationState | undefined): readonly Partial<Activity>[];
}
