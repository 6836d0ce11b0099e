import type { Activity } from 'botframework-schema';
import type { ConversationState } from '../dialogs/root.ts';
import type { Sealer } from '../domain/sealer.ts';
import type { Home } from './channel.ts';

/** The version of the document around the dialog state. The state inside carries its own. */
export const DOCUMENT_VERSION = 1;

/**
 * A conversation as it is stored. Only times are in the open: what was said, asked and seen is sealed, because a
 * message id of WhatsApp holds the phone number and an outbox holds a name.
 */
export interface ConversationBody {
  readonly v: number;
  /** When the last turn was saved, ms. */
  readonly at: number;
  /** When unspoken replies become anybody's to speak, ms. Absent: everything in the outbox was spoken. */
  readonly due?: number;
  readonly sealed: string;
}

/** One reply waiting to be spoken, or spoken and not yet crossed out. */
export interface OutboxEntry {
  readonly id: string;
  readonly seq: number;
  /** The process that speaks it, until `until`; afterwards whoever finds it. */
  by: string;
  until: number;
  tries: number;
  /** The last attempt certainly did not go out, or there was none. */
  clear?: boolean;
  /** It may have gone out: until `until` the channel has time to report it. */
  waits?: boolean;
  /** Of a reply that takes several messages: so many have arrived, as the channel reported. */
  parts?: number;
  /** News that was brought here from another chat of the citizen: told there if it does not arrive. */
  readonly home?: Home;
  readonly activity: Partial<Activity>;
}

/** The sealed part. */
export interface Inner {
  channel: string;
  address: string;
  /** Last outbox sequence number given out. */
  seq: number;
  /** When the citizen last wrote, ms by the channel's clock: the 24-hour service window counts from here. */
  inboundAt: number;
  seen: string;
  outbox: OutboxEntry[];
  /** The last replies that were brought here from another chat: a channel may say later that one did not arrive. */
  brought?: { readonly seq: number; readonly home: Home }[];
  state?: ConversationState;
}

export function freshInner(channel: string, address: string): Inner {
  return { channel, address, seq: 0, inboundAt: 0, seen: '', outbox: [] };
}

/**
 * When the outbox needs somebody else, or `undefined` when all was spoken: at its first entry's time, because nothing is
 * spoken before that one. An earlier time further back would leave the document first in the sweep's index with nothing to
 * be done about it, and a hundred such documents would keep the sweep from everybody else.
 */
export function dueOf(outbox: readonly OutboxEntry[]): number | undefined {
  return outbox[0]?.until;
}

/** Closes a conversation into the document that is saved. */
export function closeBody(sealer: Sealer, id: string, inner: Inner, now: number): ConversationBody {
  const due = dueOf(inner.outbox);
  const sealed = sealer.seal(JSON.stringify(inner), id);
  return due === undefined ? { v: DOCUMENT_VERSION, at: now, sealed } : { v: DOCUMENT_VERSION, at: now, due, sealed };
}

/**
 * Opens a stored conversation. A document without `due` was crossed out by the lazy write, which leaves the sealed part
 * as it was: its outbox counts as spoken. Throws `VaultError` when the text does not open.
 */
export function openBody(sealer: Sealer, id: string, body: ConversationBody): Inner {
  const inner = JSON.parse(sealer.open(body.sealed, id)) as Inner;
  if (body.due === undefined) inner.outbox = [];
  return inner;
}
