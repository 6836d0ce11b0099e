import type { Activity } from 'botframework-schema';
import type { Outgoing } from '../port.ts';
import { BOT, CHANNEL_ID } from './inbound.ts';
import type { TranscriptItem } from './transcript.ts';

/** The part of an outbox entry that a browser needs. */
export type WebchatReply = Pick<Outgoing, 'id' | 'seq' | 'activity'>;

/** What travels to a browser: activities, and the place in the history up to which they reach. */
export interface ActivitySet {
  readonly activities: readonly Partial<Activity>[];
  readonly watermark: string;
}

/** The position a client has seen. Opaque to it; anything that we did not write means "from the start". */
export function readWatermark(text: string | null | undefined): number {
  return text && /^\d{1,15}$/.test(text) ? Number(text) : 0;
}

/**
 * An outbox entry as a line of the history. Replies arrive without the fields that are the same for all; the citizen's
 * own words (the echo) have them. Web Chat sorts by `webchat:sequence-id`, so clocks of several processes do not matter.
 */
export function stamp(conversation: string, { id, seq, activity }: WebchatReply, now: number): TranscriptItem {
  const { channelData, from } = activity;
  const kept: object = typeof channelData === 'object' && channelData !== null ? channelData : {};
  const full: Partial<Activity> = {
    ...activity,
    id,
    channelId: CHANNEL_ID,
    timestamp: new Date(now),
    from: from ?? { ...BOT },
    conversation: { id: conversation, isGroup: false, conversationType: 'personal', name: '' },
    channelData: { ...kept, 'webchat:sequence-id': seq },
  };
  return { id, n: seq, activity: full };
}

/**
 * The items that may be shown now: without a gap after `after`. Entries are numbered when a turn is saved but written
 * when they are spoken, by any process, so a later number can become visible first; it waits for the earlier one.
 * A gap whose far side is older than `gapMs` is final (the outbox gave the entry up) and is passed over.
 */
export function withoutGap(
  items: readonly TranscriptItem[],
  after: number,
  now: number,
  gapMs: number,
): readonly TranscriptItem[] {
  let last = after;
  for (const [index, item] of items.entries()) {
    const written = item.activity.timestamp === undefined ? 0 : new Date(item.activity.timestamp).getTime();
    if (item.n !== last + 1 && now - written < gapMs) return items.slice(0, index);
    last = item.n;
  }
  return items;
}

/** One set. Typing is a moment, not history: it is numbered like everything else, but only shown while it is fresh. */
export function activitySet(items: readonly TranscriptItem[], after: number, live: boolean): ActivitySet {
  const shown = live ? items : items.filter(({ activity }) => activity.type !== 'typing');
  return { activities: shown.map(({ activity }) => activity), watermark: String(items.at(-1)?.n ?? after) };
}
