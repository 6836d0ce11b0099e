/** An Activity of Azure Bot Service as a turn. Everything that goes on is copied field by field. */
import { hash } from 'node:crypto';
import type { Activity, Attachment, Entity } from 'botframework-schema';
import type { Inbound } from '../port.ts';
import { cleanText, isRecord, plainJson } from '../webchat/plain.ts';
import { type Address, writeAddress } from './address.ts';

export const CHANNEL_ID = 'botservice';
/** The citizen has opened the conversation; the bot greets once. */
export const OPENED = 'conversation/opened';

const TEXT_MOST = 8_000;
const ID_MOST = 1_000;
const VALUE = { depth: 6, nodes: 200, chars: 4_000 };
const ATTACHMENTS_MOST = 10;

export type Read =
  | { readonly kind: 'turn'; readonly inbound: Inbound }
  /** Taken, and nothing done: typing, reactions, groups. */
  | { readonly kind: 'ignored' }
  | { readonly kind: 'unreadable' };

function id(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= ID_MOST ? value.toWellFormed() : undefined;
}

function attachments(all: unknown): Attachment[] {
  if (!Array.isArray(all)) return [];
  const list: readonly unknown[] = all;
  return list.slice(0, ATTACHMENTS_MOST).flatMap((one): Attachment[] => {
    const type = isRecord(one) && typeof one['contentType'] === 'string' ? one['contentType'] : '';
    // Teams sends the text once more as HTML: that is no file.
    if (type === 'text/html') return [];
    return [{ contentType: /^[\w.+-]{1,64}\/[\w.*+-]{1,64}$/.test(type) ? type : 'application/octet-stream' }];
  });
}

/** A place, as Telegram and LINE send it. */
function places(all: unknown): Entity[] {
  if (!Array.isArray(all)) return [];
  const list: readonly unknown[] = all;
  return list.slice(0, ATTACHMENTS_MOST).flatMap((one): Entity[] => {
    const geo = isRecord(one) && one['type'] === 'Place' && isRecord(one['geo']) ? one['geo'] : undefined;
    const { latitude, longitude } = geo ?? {};
    if (typeof latitude !== 'number' || typeof longitude !== 'number') return [];
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return [];
    return [{ type: 'GeoCoordinates', latitude, longitude }];
  });
}

function content(raw: Partial<Activity>): Partial<Activity> {
  const value = raw.value == null ? undefined : plainJson(raw.value, VALUE);
  const locale: unknown = raw.locale;
  const files = attachments(raw.attachments);
  const entities = places(raw.entities);
  return {
    text: typeof raw.text === 'string' ? cleanText(raw.text.slice(0, TEXT_MOST)) : '',
    textFormat: 'plain',
    attachments: files,
    channelData: {},
    ...(value === undefined ? {} : { value }),
    ...(entities.length === 0 ? {} : { entities }),
    ...(typeof locale === 'string' && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(locale) ? { locale } : {}),
  };
}

function addressOf(raw: Partial<Activity>): Address | undefined {
  const channelId = id(raw.channelId);
  const conversation = id(raw.conversation?.id);
  const serviceUrl = id(raw.serviceUrl);
  if (channelId === undefined || conversation === undefined || serviceUrl === undefined) return undefined;
  return { serviceUrl, channelId, conversation, bot: id(raw.recipient?.id) ?? '', user: id(raw.from?.id) ?? '' };
}

function envelope(raw: Partial<Activity>, { channelId, conversation, user }: Address, now: number): Partial<Activity> {
  const written = raw.timestamp === undefined ? now : new Date(raw.timestamp).getTime();
  return {
    channelId: CHANNEL_ID,
    timestamp: new Date(Number.isFinite(written) ? Math.min(written, now) : now),
    from: { id: user, name: '', role: 'user' },
    recipient: { id: 'sapa-vaksin', name: '', role: 'bot' },
    conversation: { id: `${channelId}|${conversation}`, isGroup: false, conversationType: 'personal', name: '' },
  };
}

/** Who joined, when it was somebody else than the bot. */
function joined({ membersAdded, recipient }: Partial<Activity>): string | undefined {
  const added: unknown = membersAdded;
  if (!Array.isArray(added)) return undefined;
  const list: readonly unknown[] = added;
  return list.map((one) => (isRecord(one) ? id(one['id']) : undefined)).find((one) => one && one !== recipient?.id);
}

/** Reads one activity that was signed. `now`: ms. */
export function readActivity(raw: Partial<Activity>, now: number): Read {
  const address = addressOf(raw);
  if (!address) return { kind: 'unreadable' };
  // Personal data is not for a group's eyes.
  if (raw.conversation?.isGroup) return { kind: 'ignored' };
  if (raw.type === 'conversationUpdate') {
    const user = joined(raw);
    if (user === undefined) return { kind: 'ignored' };
    // One greeting for a conversation, however often and by whomever it is announced.
    const opened = `opened-${hash('sha256', JSON.stringify([address.channelId, address.conversation]), 'base64url')}`;
    const to = { ...address, user };
    const activity = { ...envelope(raw, to, now), id: opened, type: 'event', name: OPENED, channelData: {} };
    return { kind: 'turn', inbound: { activity, address: writeAddress(to) } };
  }
  if (raw.type !== 'message') return { kind: 'ignored' };
  const messageId = id(raw.id);
  if (messageId === undefined || address.user === '') return { kind: 'unreadable' };
  const activity = { ...envelope(raw, address, now), id: messageId, type: 'message', ...content(raw) };
  return { kind: 'turn', inbound: { activity, address: writeAddress(address) } };
}
