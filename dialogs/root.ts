import type { Activity, TurnContext } from 'botbuilder-core';
import type { DialogInstance } from 'botbuilder-dialogs';

/** What the dialogs keep of a conversation: plain JSON, sealed by the turn engine. */
export interface ConversationState {
  v: number;
  lang: 'id' | 'en';
  dialogStack: DialogInstance[];
}

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
}

export interface Conversation {
  /** Runs one turn: collects replies through `context.sendActivity` and gives the new state. Throws `StoreError`s only. */
  run(context: TurnContext, state: ConversationState | undefined, facts: TurnFacts): Promise<ConversationState>;
  /** What a citizen hears when a turn failed by a fault of ours. */
  sorry(state: ConversationState | undefined): readonly Partial<Activity>[];
}
