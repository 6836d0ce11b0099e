/** What one item of a Messenger delivery may mean to us, and how a turn is made of it. */
import { hash } from 'node:crypto';
import type { Activity } from 'botframework-schema';
import { type Word, word } from '../../domain/log.ts';
import type { Inbound } from '../port.ts';

export const CHANNEL_ID = 'messenger';
/** What "Get Started" sends, and what makes the bot greet. */
export const GET_STARTED = 'GET_STARTED';
/** The rest of such a payload is what the citizen says by pressing: the persistent menu and the ice breakers. */
export const SAY = 'say:';
/** The citizen opened the conversation: by "Get Started", an m.me link or a plugin. */
export const OPENED = 'messenger/opened';
/** The thread is ours again: an officer, or another app, has handed it back. */
export const RETURNED = 'handover/returned';

/** Who the event is about. */
export interface Thread {
  readonly page: string;
  readonly psid: string;
}

export type MessengerEvent =
  | { readonly kind: 'turn'; readonly inbound: Inbound }
  /** Something written in the name of the page: by us (`metadata` is what we sent with it), by an officer or another app. */
  | { readonly kind: 'echo'; readonly thread: Thread; readonly mid: string; readonly metadata: string | undefined }
  | {
      readonly kind: 'delivered';
      readonly thread: Thread;
      readonly mids: readonly string[];
      readonly watermark: number;
    }
  | { readonly kind: 'read'; readonly thread: Thread; readonly watermark: number }
  /** Another app asks for the thread: an officer wants to help. */
  | { readonly kind: 'requested'; readonly thread: Thread; readonly app: string }
  /** Meta has warned or blocked the page: the operator must act. */
  | { readonly kind: 'alert'; readonly what: Word }
  /** Taken note of and counted; nobody is woken. */
  | { readonly kind: 'noted'; readonly what: Word };

export interface Reading {
  /** Pages that are ours. */
  readonly pages: ReadonlySet<string>;
  /** The id of our app, when it is known: tells our echoes and our threads from others'. */
  readonly appId?: string | undefined;
  readonly now: number;
}

/** An item, with what all kinds have in common. */
export interface Item extends Thread {
  /** When it happened, ms, never in the future. */
  readonly at: number;
  /** The time as it was sent; 0 when there was none. The same in every delivery of the item. */
  readonly stamp: number;
}

/** Counted under this name. */
export const noted = (what: string): MessengerEvent => ({ kind: 'noted', what: word(what) });

/** An id for an event that Meta gave none: the same whenever the event is delivered again. */
export function derived({ page, psid, stamp }: Item, what: string, ...parts: readonly (string | undefined)[]): string {
  const name = JSON.stringify([page, psid, stamp, what, ...parts.map((part) => part ?? '')]);
  return `${what}-${hash('sha256', name, 'base64url').slice(0, 27)}`;
}

/** A turn of the bot: what every activity of a citizen has in common, and what this one adds. */
export function turn({ page, psid, at }: Item, stableId: string, activity: Partial<Activity>): MessengerEvent {
  const envelope: Partial<Activity> = {
    id: stableId,
    channelId: CHANNEL_ID,
    timestamp: new Date(at),
    from: { id: psid, name: '', role: 'user' },
    recipient: { id: page, name: '', role: 'bot' },
    conversation: { id: `${page}/${psid}`, isGroup: false, conversationType: 'personal', name: '' },
  };
  return { kind: 'turn', inbound: { activity: { ...envelope, ...activity } } };
}

/** Words that the citizen said or pressed. */
export function said(
  item: Item,
  stableId: string,
  words: string,
  value: string | undefined,
  channelData: object,
): MessengerEvent {
  return turn(item, stableId, {
    ...{ type: 'message', text: words, textFormat: 'plain', attachments: [], channelData },
    ...(value === undefined ? {} : { value }),
  });
}

/** The citizen opened the conversation and has said nothing yet. */
export const opened = (item: Item, stableId: string, channelData: object): MessengerEvent =>
  turn(item, stableId, { type: 'event', name: OPENED, channelData });
