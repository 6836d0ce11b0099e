import type { Activity } from 'botframework-schema';

/** One line of a web chat's history. `n` is the outbox sequence of the conversation: 1, 2, 3, … without gaps. */
export interface TranscriptItem {
  readonly id: string;
  readonly n: number;
  readonly activity: Partial<Activity>;
}

/** What the Direct Line server needs of a store. Implemented by the bot over the documents; every text is sealed there. */
export interface Transcript {
  /** Writes the items; one that is there already (same id) is left alone, so a repeated call changes nothing. */
  append(conversation: string, items: readonly TranscriptItem[], now: number): Promise<void>;
  /** Items with `n` greater than `after`, in order of `n`, at most `limit`. */
  after(conversation: string, after: number, limit: number): Promise<readonly TranscriptItem[]>;
  /** Conversations that anybody, in any process, wrote to at or after `since` (ms), and the newest write seen. */
  changedSince(since: number): Promise<{ readonly conversations: readonly string[]; readonly newest: number }>;
}
