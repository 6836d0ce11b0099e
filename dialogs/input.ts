import type { Activity } from 'botbuilder-core';
import { plainText, plainWord } from '../domain/text.ts';
import { looksLikeReference } from '../privacy/references.ts';

/** What a citizen did, reduced to what the dialogs can use. */
export type Input =
  | {
      readonly kind: 'text';
      readonly text: string /** Small letters, no marks: for comparing. */;
      readonly plain: string;
      /** A file came with the words, which nobody opens. */
      readonly file?: true;
    }
  | { readonly kind: 'button'; readonly question: number; readonly choice: string; readonly text: string }
  /** A signed reference, by a template's button or a link. Whether it is good is for `references` to say. */
  | { readonly kind: 'reference'; readonly token: string }
  | { readonly kind: 'join' }
  /** An officer, or another program, has handed the conversation back to the bot. */
  | { readonly kind: 'returned' }
  /** A pin on the map. `text` is how an answer keeps it. */
  | { readonly kind: 'place'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly what: Unreadable };

/** What a citizen may send that no question can use. */
export type Unreadable =
  | 'voice'
  | 'photo'
  | 'video'
  | 'sticker'
  | 'card'
  | 'file'
  | 'edited'
  | 'unsupported'
  | 'empty'
  | 'other';

/** Characters of a message that are looked at. The longest honest answer is a name with an address around it. */
export const TEXT_MOST = 500;
const BUTTON = /^v1:(\d{1,15}):(.{1,160})$/s;
/** Events with which a channel says that the conversation was opened, and that it is the bot's again. */
const JOINS = new Set(['webchat/join', 'messenger/opened', 'conversation/opened']);
const RETURNED = 'handover/returned';
/** A thumb up or down alone is an answer, whatever the tone of its skin. */
const NODS = /^(?:(?:👍|👌|✅)\p{Emoji_Modifier}?\s*)+$/u;
const SHAKES = /^(?:(?:👎|❌)\p{Emoji_Modifier}?\s*)+$/u;

/** The value a button carries back. The question's id is in it, so yesterday's button is known as yesterday's. */
export function buttonValue(question: number, choice: string): string {
  return `v1:${question}:${choice}`;
}

/** For comparing: small letters without accents, words divided by one blank, nothing else. */
export function plain(text: string): string {
  return plainWord(text)
    .replace(/[^\p{L}\p{N}@]+/gu, ' ')
    .trim();
}

/** What a sign alone says, in the word that every question understands. */
function nodded(text: string): string | undefined {
  if (NODS.test(text)) return 'ya';
  return SHAKES.test(text) ? 'tidak' : undefined;
}

/** A pin as an answer: to about a hundred metres, which is near enough to find a place and far enough from a front door. */
const PLACE = /^geo:(-?\d{1,2}\.\d{3}),(-?\d{1,3}\.\d{3})$/;

export function readPlace(text: string): { readonly lat: number; readonly lon: number } | undefined {
  const found = PLACE.exec(text);
  return found ? { lat: Number(found[1]), lon: Number(found[2]) } : undefined;
}

function placeIn({ entities }: Partial<Activity>): string | undefined {
  const pin = Array.isArray(entities) ? entities.find((one) => one?.type === 'GeoCoordinates') : undefined;
  const { latitude, longitude } = (pin ?? {}) as { latitude?: unknown; longitude?: unknown };
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined;
  const text = `geo:${latitude.toFixed(3)},${longitude.toFixed(3)}`;
  return PLACE.test(text) ? text : undefined;
}

/** What kind of thing was sent, by the type of the first file. Its name tells where the type does not. */
function unreadable({ attachments, value }: Partial<Activity>): Unreadable {
  const [first]: unknown[] = Array.isArray(attachments) ? attachments : [];
  if (typeof first !== 'object' || first === null) return typeof value === 'object' ? 'other' : 'empty';
  const { contentType, name } = first as { contentType?: unknown; name?: unknown };
  if (name === 'sticker' || name === 'unsupported') return name;
  const type = typeof contentType === 'string' ? contentType : '';
  if (type.startsWith('image/')) return 'photo';
  if (type.startsWith('audio/')) return 'voice';
  if (type.startsWith('video/')) return 'video';
  return /^text\/(x-)?vcard$/.test(type) ? 'card' : 'file';
}

/** Whether words came under a picture, a film or a document. A shared link is none: its words are about it. */
function hasFile({ attachments }: Partial<Activity>): boolean {
  const all: unknown[] = Array.isArray(attachments) ? attachments : [];
  return all.some((one) => {
    const { contentType, name } = (one ?? {}) as { contentType?: unknown; name?: unknown };
    return (
      typeof contentType === 'string' &&
      name !== 'sticker' &&
      /^(?:image|video|application)\/(?!vnd\.m)/.test(contentType)
    );
  });
}

/** A reference as a button's value, behind the words of a wa.me link, or as what opened the conversation (m.me). */
function referenceIn({ type, value, text, channelData }: Partial<Activity>): string | undefined {
  if (type === 'event') {
    const { ref } = (channelData ?? {}) as { ref?: unknown };
    return typeof ref === 'string' && looksLikeReference(ref) ? ref : undefined;
  }
  if (type !== 'message') return undefined;
  if (typeof value === 'string' && looksLikeReference(value)) return value;
  const said: unknown = text;
  if (typeof said !== 'string' || said.length > TEXT_MOST || !said.includes('r1.')) return undefined;
  const last = said.trim().split(/\s/).at(-1);
  return last !== undefined && looksLikeReference(last) ? last : undefined;
}

/** Reads an activity. Only the first 500 characters of a text are ever touched. */
export function readInput(activity: Partial<Activity>): Input {
  const token = referenceIn(activity);
  if (token !== undefined) return { kind: 'reference', token };
  if (activity.type === 'event' && JOINS.has(activity.name ?? '')) return { kind: 'join' };
  if (activity.type === 'event' && activity.name === RETURNED) return { kind: 'returned' };
  if (activity.type === 'messageUpdate') return { kind: 'unreadable', what: 'edited' };
  if (activity.type !== 'message') return { kind: 'unreadable', what: 'other' };
  const raw: unknown = activity.text;
  const text = typeof raw === 'string' ? plainText(raw.slice(0, TEXT_MOST)).trim() : '';
  const value: unknown = activity.value;
  const button = typeof value === 'string' ? BUTTON.exec(value) : null;
  if (button) return { kind: 'button', question: Number(button[1]), choice: button[2] ?? '', text };
  const file = text !== '' && hasFile(activity) ? { file: true as const } : {};
  if (text !== '') return { kind: 'text', text, plain: nodded(text) ?? plain(text), ...file };
  const place = placeIn(activity);
  if (place !== undefined) return { kind: 'place', text: place };
  return { kind: 'unreadable', what: unreadable(activity) };
}
