import type { CardAction } from 'botframework-schema';
import { titleOf } from '../meta/actions.ts';
import { cut, fits, split } from '../meta/text.ts';
import { TITLE_ID } from './content.ts';
import {
  type AppWords,
  BUTTON_ID_MOST,
  BUTTONS_MOST,
  LIMITS,
  type Message,
  type Part,
  ROW_ID_MOST,
  ROWS_MOST,
} from './message.ts';

const WEB = /^https?:\/\/[^\s]{1,2000}$/i;

/**
 * What comes back when it is pressed: the value, or the title behind `t:` when the value does not fit into an id, since
 * titles are understood as well (`content.ts` reads both).
 */
function idFor(action: CardAction, most: number): string {
  const value: unknown = action.value ?? action.text;
  const id = typeof value === 'string' ? value : '';
  if (id !== '' && id.length <= most && id === id.trim() && !id.startsWith(TITLE_ID)) return id;
  return cut(TITLE_ID + titleOf(action), { most, unit: 'utf16' });
}

const distinct = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;

function buttons(answers: readonly CardAction[]): object | undefined {
  if (answers.length > BUTTONS_MOST || !answers.every((one) => fits(titleOf(one), LIMITS.buttonTitle)))
    return undefined;
  const replies = answers.map((one) => ({ id: idFor(one, BUTTON_ID_MOST), title: titleOf(one) }));
  if (!distinct(replies.map(({ id }) => id)) || !distinct(replies.map(({ title }) => title))) return undefined;
  return { type: 'button', action: { buttons: replies.map((reply) => ({ type: 'reply', reply })) } };
}

/** A row's title, and the whole of it below when it had to be cut. */
function row(action: CardAction): { id: string; title: string; description?: string } {
  const title = titleOf(action);
  const id = idFor(action, ROW_ID_MOST);
  if (fits(title, LIMITS.rowTitle)) return { id, title };
  return { id, title: cut(title, LIMITS.rowTitle), description: cut(title, LIMITS.rowDescription) };
}

function list(answers: readonly CardAction[], words: AppWords): object | undefined {
  if (answers.length > ROWS_MOST) return undefined;
  const rows = answers.map(row);
  if (!distinct(rows.map(({ id }) => id))) return undefined;
  return { type: 'list', action: { button: words.choose, sections: [{ rows }] } };
}

const numbered = (answers: readonly CardAction[]): string =>
  answers.map((one, index) => `${index + 1}. ${titleOf(one)}`).join('\n');

const textPart = (body: string): Part => ({ message: { type: 'text', text: { body, preview_url: false } } });
export const textParts = (text: string): Part[] => split(text, LIMITS.text, { marks: true }).map(textPart);

/** The last piece that fits under buttons, and what must be said before it. */
function lastPiece(text: string): { readonly before: string; readonly body: string } {
  if (fits(text, LIMITS.body)) return { before: '', body: text };
  const pieces = split(text, LIMITS.body, { marks: true });
  return { before: pieces.slice(0, -1).join('\n'), body: pieces.at(-1) ?? '' };
}

function interactive(shape: object, body: string, header: object | undefined): Message {
  return { type: 'interactive', interactive: { ...shape, ...(header ? { header } : {}), body: { text: body } } };
}

/** Puts a picture above the question; the message is made once the picture has an id. */
export type Header = (make: (header: object | undefined) => Message) => Part;

/** A text with answers to choose from: up to 3 buttons, up to 10 rows of a list, numbers in the text beyond that. */
export function withAnswers(text: string, answers: readonly CardAction[], words: AppWords, header?: Header): Part[] {
  const short = buttons(answers);
  const shape = short ?? list(answers, words);
  if (!shape) return [...textParts([text, numbered(answers), words.byNumber].filter((one) => one !== '').join('\n\n'))];
  // What a row cuts, even below its title, must be readable somewhere: above, in full.
  const cutOff = !short && answers.some((one) => !fits(titleOf(one), LIMITS.rowDescription));
  const whole = cutOff ? `${text}\n\n${numbered(answers)}`.trim() : text;
  const { before, body } = lastPiece(whole);
  const make = (head: object | undefined): Message => interactive(shape, body === '' ? words.choose : body, head);
  return [...textParts(before), header && short ? header(make) : { message: make(undefined) }];
}

/** A text with ways out: one link as a button, otherwise written out below the text. */
export function withWays(text: string, ways: readonly CardAction[], alone: boolean): { text: string; link?: Message } {
  const [first] = ways;
  const url: unknown = first?.value;
  const only = alone && ways.length === 1 && first !== undefined && typeof url === 'string' && WEB.test(url);
  if (only && text !== '' && fits(text, LIMITS.body) && fits(titleOf(first), LIMITS.opener)) {
    const parameters = { display_text: titleOf(first), url };
    return {
      text: '',
      link: interactive({ type: 'cta_url', action: { name: 'cta_url', parameters } }, text, undefined),
    };
  }
  const lines = ways.map((one) => `${titleOf(one)}: ${String(one.value).replace(/^tel:/, '')}`);
  return { text: [text, ...lines].filter((one) => one !== '').join('\n') };
}
