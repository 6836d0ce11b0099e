/** One item of Messenger's `entry[].messaging[]` as what it means to us. Pure; throws for nothing. */
import { word } from '../../domain/log.ts';
import { derived, type Item, type MessengerEvent, noted, RETURNED, type Reading, turn } from './event.ts';
import { SPOKEN } from './messages.ts';
import { id, isRaw, list, type Raw, record, text, time } from './reading.ts';

/** `pass` comes to the new owner, `take` to the old one; with our app's id known, that decides. */
function handover(item: Item, raw: Raw, what: 'pass' | 'take', { appId }: Reading): MessengerEvent {
  const owner = id(raw, 'new_owner_app_id');
  const ours = appId === undefined ? what === 'pass' : owner === appId;
  if (!ours) return noted('thread_lost');
  return turn(item, derived(item, 'returned', owner), { type: 'event', name: RETURNED, channelData: {} });
}

function delivered({ page, psid }: Item, raw: Raw): MessengerEvent {
  const mids = list(raw, 'mids').flatMap((mid) => (typeof mid === 'string' && mid !== '' ? [mid] : []));
  return { kind: 'delivered', thread: { page, psid }, mids, watermark: time(raw, 'watermark') ?? 0 };
}

type Reader = (item: Item, raw: Raw, reading: Reading) => MessengerEvent;

/** By the one key that names an item's kind. What is not here is noted under its own name. */
const READERS: Readonly<Record<string, Reader>> = {
  ...SPOKEN,
  delivery: delivered,
  read: ({ page, psid }, raw) => ({ kind: 'read', thread: { page, psid }, watermark: time(raw, 'watermark') ?? 0 }),
  pass_thread_control: (item, raw, reading) => handover(item, raw, 'pass', reading),
  take_thread_control: (item, raw, reading) => handover(item, raw, 'take', reading),
  request_thread_control({ page, psid }, raw) {
    const app = id(raw, 'requested_owner_app_id');
    return app === undefined ? noted('thread_requested') : { kind: 'requested', thread: { page, psid }, app };
  },
  reaction: () => noted('reaction'),
  messaging_feedback: () => noted('feedback'),
  response_feedback: () => noted('feedback'),
  account_linking: () => noted('account_linking'),
};
const KINDS = Object.keys(READERS);

/** Reads one item. `standby`: another app has the thread, so it is noted and never answered. */
export function readItem(raw: unknown, reading: Reading, standby: boolean): MessengerEvent {
  if (!isRaw(raw)) return noted('unreadable');
  const policy = record(raw, 'policy_enforcement');
  if (policy) return { kind: 'alert', what: word(`policy_${text(policy, 'action', 20) ?? 'unknown'}`) };
  const kind = KINDS.find((key) => isRaw(raw[key]));
  if (kind === undefined) return noted('unknown');
  const isEcho = kind === 'message' && record(raw, 'message')?.['is_echo'] === true;
  const page = id(record(raw, isEcho ? 'sender' : 'recipient'), 'id');
  const psid = id(record(raw, isEcho ? 'recipient' : 'sender'), 'id');
  if (page === undefined || !reading.pages.has(page)) return noted('other_page');
  // Somebody known by a plugin's reference only: there is nobody yet to whom an answer could go.
  if (psid === undefined) return noted('nobody');
  if (standby && !isEcho) return noted('standby');
  const stamp = time(raw, 'timestamp') ?? 0;
  const at = stamp === 0 ? reading.now : Math.min(stamp, reading.now);
  const read = READERS[kind];
  return read ? read({ page, psid, at, stamp }, record(raw, kind) ?? {}, reading) : noted('unknown');
}

/** Every item of one `entry` of a delivery. */
export function readEntry(entry: Raw, reading: Reading): readonly MessengerEvent[] {
  return [
    ...list(entry, 'messaging').map((item) => readItem(item, reading, false)),
    ...list(entry, 'standby').map((item) => readItem(item, reading, true)),
    ...list(entry, 'changes').map(() => noted('change')),
  ];
}
