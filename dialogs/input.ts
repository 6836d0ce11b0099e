import type { Activity } from 'botbuilder-core';
import { plainText, plainWord } from '../domain/text.ts';

/** What a citizen did, reduced to what the dialogs can use. */
export type Input =
  | {
      readonly kind: 'text';
      readonly text: string /** Small letters, no marks: for comparing. */;
      readonly plain: string;
    }
  | { readonly kind: 'button'; readonly question: number; readonly choice: string; readonly text: string }
  | { readonly kind: 'join' }
  /** An officer, or another program, has handed the conversation back to the bot. */
  | { readonly kind: 'returned' }
  | { readonly kind: 'unreadable'; readonly what: 'file' | 'empty' | 'other' };

/** Characters of a message that are looked at. The longest honest answer is a name with an address around it. */
const TEXT_MOST = 500;
const BUTTON = /^v1:(\d{1,15}):(.{1,160})$/s;
/** Events with which a channel says that the conversation was opened, and that it is the bot's again. */
const JOINS = new Set(['webchat/join', 'messenger/opened']);
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

/** Reads an activity. Only the first 500 characters of a text are ever touched. */
export function readInput(activity: Partial<Activity>): Input {
  if (activity.type === 'event' && JOINS.has(activity.name ?? '')) return { kind: 'join' };
  if (activity.type === 'event' && activity.name === RETURNED) return { kind: 'returned' };
  if (activity.type !== 'message') return { kind: 'unreadable', what: 'other' };
  const raw: unknown = activity.text;
  const text = typeof raw === 'string' ? plainText(raw.slice(0, TEXT_MOST)).trim() : '';
  const value: unknown = activity.value;
  const button = typeof value === 'string' ? BUTTON.exec(value) : null;
  if (button) return { kind: 'button', question: Number(button[1]), choice: button[2] ?? '', text };
  if (text !== '') return { kind: 'text', text, plain: nodded(text) ?? plain(text) };
  const files: unknown = activity.attachments;
  return { kind: 'unreadable', what: Array.isArray(files) && files.length > 0 ? 'file' : 'empty' };
}
