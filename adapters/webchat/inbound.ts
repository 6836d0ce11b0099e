import { createHash, randomBytes } from 'node:crypto';
import type { Activity, Attachment } from 'botframework-schema';
import type { Inbound } from '../port.ts';
import { cleanText, isRecord, plainJson } from './plain.ts';
import { badRequest, Refusal } from './refusal.ts';
import type { Claims } from './tokens.ts';

export const CHANNEL_ID = 'webchat';
/** The bot's account in every conversation. */
export const BOT = { id: 'sapa-vaksin', name: 'Sapa Vaksin', role: 'bot' } as const;
/** The event with which a page says that a citizen has opened the chat. The bot greets once per conversation. */
export const JOIN = 'webchat/join';

/** Characters of one message. A citizen's longest answer is an address or a complaint; WhatsApp allows 4,096. */
const TEXT_MOST = 8_000;
const CHANNEL_DATA = { depth: 6, nodes: 200, chars: 8_000 };
const VALUE = { depth: 6, nodes: 200, chars: 4_000 };
const ATTACHMENTS_MOST = 10;

/** What Direct Line clients may post without it being meant for the bot: taken, and nothing done. */
const IGNORED = new Set([
  'typing',
  'conversationUpdate',
  'endOfConversation',
  'messageReaction',
  'contactRelationUpdate',
  'installationUpdate',
  'deleteUserData',
  'messageUpdate',
  'messageDelete',
  'invoke',
  'trace',
  'handoff',
]);

export type Posted =
  | { readonly kind: 'turn'; readonly id: string; readonly inbound: Inbound }
  | { readonly kind: 'ignored'; readonly id: string };

type Raw = Record<string, unknown>;

function optionalText(raw: Raw, field: string, most: number): string | undefined {
  const value = raw[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw badRequest(`"${field}" must be a string.`);
  if (value.length > most)
    throw new Refusal(413, 'ActivityTooLarge', `"${field}" may have at most ${most} characters.`);
  return cleanText(value);
}

/** A language tag (BCP 47) as browsers send it, or `undefined`. */
function locale(raw: Raw): string | undefined {
  const tag = raw['locale'];
  return typeof tag === 'string' && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(tag) ? tag : undefined;
}

/** Files are not taken: the bot learns only that there were some, and of which kind, so that it can say so. */
function attachments(raw: Raw): Attachment[] {
  if (!Array.isArray(raw['attachments'])) return [];
  return raw['attachments'].slice(0, ATTACHMENTS_MOST).map((one: unknown) => {
    const type = isRecord(one) && typeof one['contentType'] === 'string' ? one['contentType'] : '';
    return { contentType: /^[\w.+-]{1,64}\/[\w.+-]{1,64}$/.test(type) ? type : 'application/octet-stream' };
  });
}

/** The same for every resend of one message, so that the turn engine recognises it; random when the client gives no id. */
function activityId(conversation: string, clientId: unknown): string {
  if (typeof clientId !== 'string' || clientId === '')
    return `${conversation}|r-${randomBytes(12).toString('base64url')}`;
  const hash = createHash('sha256').update(clientId.toWellFormed()).digest('base64url').slice(0, 22);
  return `${conversation}|c-${hash}`;
}

export const joinId = (conversation: string): string => `${conversation}|join`;

/** What every activity of a citizen has in common. `from` comes from the token alone, `timestamp` from this server. */
function envelope(claims: Claims, id: string, now: number): Partial<Activity> {
  return {
    id,
    channelId: CHANNEL_ID,
    timestamp: new Date(now),
    from: { id: claims.user, name: '', role: 'user' },
    recipient: { ...BOT },
    conversation: { id: claims.conversation, isGroup: false, conversationType: 'personal', name: '' },
  };
}

/** The event that makes the bot greet; the same id whoever raises it. `start`: the body that started the conversation. */
export function joinActivity(claims: Claims, now: number, start: Raw): Partial<Activity> {
  const language = locale(start);
  const activity = { ...envelope(claims, joinId(claims.conversation), now), type: 'event', name: JOIN };
  return language === undefined ? activity : { ...activity, locale: language };
}

function content(raw: Raw): Partial<Activity> {
  const text = optionalText(raw, 'text', TEXT_MOST);
  const value = raw['value'] == null ? undefined : plainJson(raw['value'], VALUE);
  if (raw['value'] != null && value === undefined)
    throw new Refusal(413, 'ActivityTooLarge', '"value" is too deep or too large.');
  const language = locale(raw);
  return {
    ...(text === undefined ? {} : { text, textFormat: 'plain' }),
    ...(value === undefined ? {} : { value }),
    ...(language === undefined ? {} : { locale: language }),
  };
}

/**
 * Reads one posted activity. Everything that goes on is copied field by field.
 * @throws Refusal 400 for what is no activity, 413 for what is too long.
 */
export function readPosted(raw: unknown, claims: Claims, now: number, events: ReadonlySet<string>): Posted {
  if (!isRecord(raw)) throw badRequest('The body must be one Activity, a JSON object.');
  const { type } = raw;
  if (typeof type !== 'string') throw badRequest('An activity needs a "type".');
  const sent = isRecord(raw['channelData']) ? raw['channelData'] : {};
  const clientActivityID = typeof sent['clientActivityID'] === 'string' ? sent['clientActivityID'].slice(0, 200) : '';
  const name = type === 'event' ? optionalText(raw, 'name', 200) : undefined;
  const id = name === JOIN ? joinId(claims.conversation) : activityId(claims.conversation, clientActivityID);
  if (IGNORED.has(type) || (type === 'event' && !events.has(name ?? ''))) return { kind: 'ignored', id };
  if (type !== 'message' && type !== 'event') throw badRequest('This "type" of activity is not known.');

  const common = { ...envelope(claims, id, now), type, ...content(raw), ...(name === undefined ? {} : { name }) };
  const files = type === 'message' ? attachments(raw) : [];
  const mark = clientActivityID === '' ? {} : { clientActivityID: cleanText(clientActivityID) };
  const whole = plainJson(sent, CHANNEL_DATA);
  const text = type === 'message' ? { text: common.text ?? '' } : {};
  const postBack = sent['postBack'] === true ? { postBack: true } : {};
  return {
    kind: 'turn',
    id,
    inbound: {
      activity: { ...common, ...text, attachments: files, channelData: { ...mark, ...postBack } },
      echo: { ...common, channelData: isRecord(whole) ? whole : mark },
    },
  };
}
