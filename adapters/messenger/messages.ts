/** The items with which a citizen speaks: messages, edits, buttons, links and plugins. */
import { readPageAnswer } from '../meta/template.ts';
import { readAttachments } from './attachments.ts';
import { derived, GET_STARTED, type Item, type MessengerEvent, noted, opened, SAY, said, turn } from './event.ts';
import { id, list, number, type Raw, record, text } from './reading.ts';

/** The ad, link or plugin that led the citizen here. */
function referralOf(from: Raw | undefined): { readonly ref?: string; readonly source?: string } {
  const referral = record(from, 'referral') ?? from;
  const ref = text(referral, 'ref', 250);
  const source = text(referral, 'source', 40);
  return { ...(ref ? { ref } : {}), ...(source ? { source } : {}) };
}

function echo({ page, psid }: Item, message: Raw): MessengerEvent {
  const mid = id(message, 'mid');
  if (mid === undefined) return noted('echo');
  return { kind: 'echo', thread: { page, psid }, mid, metadata: text(message, 'metadata', 1_000) };
}

function message(item: Item, raw: Raw): MessengerEvent {
  if (raw['is_echo'] === true) return echo(item, raw);
  if (raw['is_deleted'] === true) return noted('unsent');
  const mid = id(raw, 'mid');
  if (mid === undefined) return noted('message_without_id');
  const words = text(raw, 'text') ?? '';
  const payload = text(record(raw, 'quick_reply'), 'payload', 1_000);
  const { files, place, thumb } = readAttachments(list(raw, 'attachments'), words !== '');
  const reply = id(record(raw, 'reply_to'), 'mid');
  return turn(item, mid, {
    type: 'message',
    text: words === '' ? (thumb ?? '') : words,
    textFormat: 'plain',
    attachments: [...files],
    channelData: record(raw, 'referral') ? referralOf(raw) : {},
    ...(payload === undefined ? {} : { value: payload }),
    ...(place ? { entities: [place] } : {}),
    ...(reply === undefined ? {} : { replyToId: reply }),
  });
}

/** The citizen corrected what was sent before. The dialogs say what to do about it, the same on every channel. */
function edited(item: Item, raw: Raw): MessengerEvent {
  const mid = id(raw, 'mid');
  if (mid === undefined) return noted('edit');
  const activity = { type: 'messageUpdate', text: text(raw, 'text') ?? '', channelData: { edited: mid } };
  return turn(item, `${mid}:edit:${number(raw, 'num_edit') ?? item.stamp}`, activity);
}

function postback(item: Item, raw: Raw): MessengerEvent {
  const payload = text(raw, 'payload', 1_000) ?? '';
  const title = text(raw, 'title', 200) ?? '';
  const stableId = id(raw, 'mid') ?? derived(item, 'postback', payload, title);
  const channelData = record(raw, 'referral') ? referralOf(raw) : {};
  if (payload === GET_STARTED) return opened(item, stableId, channelData);
  if (payload.startsWith(SAY)) return said(item, stableId, payload.slice(SAY.length), undefined, channelData);
  return said(item, stableId, title, readPageAnswer(payload), channelData);
}

function optin(item: Item, raw: Raw): MessengerEvent {
  if (text(raw, 'type') === 'notification_messages') return noted('optin_topic');
  const ref = text(raw, 'ref', 250);
  return opened(item, derived(item, 'optin', ref), ref ? { ref } : {});
}

/** An m.me link or an ad, in a thread that is there already. */
function referral(item: Item, raw: Raw): MessengerEvent {
  return opened(item, derived(item, 'referral', text(raw, 'ref', 250)), referralOf(raw));
}

export const SPOKEN = { message, message_edit: edited, postback, referral, optin } as const;
