import { seen } from './text.ts';

export type NameReason =
  | 'empty'
  /** Less than two letters. */
  | 'too_short'
  /** More than 100 signs. */
  | 'too_long'
  /** A digit in it. */
  | 'digits'
  /** `<`, `>`, `{` and the like. */
  | 'markup'
  /** An address of a page or of mail. */
  | 'link'
  /** Emoji and other signs that no document has in a name. */
  | 'symbols';

export type NameReading =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly reason: NameReason };

const LONGEST = 100;
const LONGEST_TEXT = 500;
/** What is typed around a name: "nama: Siti", "nama saya Siti", "a.n. Siti". No name begins so. */
const INTRODUCTION =
  /^(?:nama(?: lengkap)?(?: saya| anak| ibu| bapak)?\s*[:=]|nama(?: lengkap)? saya(?: adalah)?\s|namaku\s|saya bernama\s|atas nama\s*:?|a\.?\s?\/?\s?n\.?\s*:|a\.n\.?\s|name\s*[:=]|my name is\s)\s*/i;
const LINK = /:\/\/|www\.|@|\p{L}{2}\.(?:com|co|go|net|org|id|io|me|ly|info|xyz)(?!\p{L})/iu;
const MARKUP = /[<>{}[\]\\|$^~*_=]|&#?\w+;/;
const SIGNS = /^[\p{L}\p{M}' .,\-/()]+$/u;
/** More marks on one letter than any writing has. */
const PILE = /\p{M}{4}/u;

const fail = (reason: NameReason): NameReading => ({ ok: false, reason });

function tidy(text: string): string {
  return seen(text)
    .normalize('NFC')
    .replace(/[`´‘’ʼʻ′＇]/g, "'")
    .replace(/\p{Pd}/gu, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(INTRODUCTION, '')
    .replace(/^[\s,.;:-]+|[\s,;:-]+$/g, '');
}

/**
 * A name as it stands on a document: at least two letters and at most 100 signs, with blanks, apostrophes, hyphens,
 * dots and commas. One word is a whole name. Typographic apostrophes become plain, unseen marks and doubled blanks go,
 * accents stay (NFC); capital letters stay as they were typed.
 */
export function readName(text: string): NameReading {
  if (text.length > LONGEST_TEXT) return fail('too_long');
  const name = tidy(text);
  if (name === '') return fail(seen(text).trim() === '' ? 'empty' : 'symbols');
  if (MARKUP.test(name)) return fail('markup');
  if (LINK.test(name)) return fail('link');
  if (/\p{N}/u.test(name)) return fail('digits');
  if (!SIGNS.test(name) || PILE.test(name)) return fail('symbols');
  const letters = name.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 2) return fail(letters === 0 ? 'symbols' : 'too_short');
  return name.length > LONGEST ? fail('too_long') : { ok: true, name };
}

/** `Siti Aminah` as `S***i A***h`: no more than the ends of a word, and always three stars, so that no length shows. */
export function maskName(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => word.match(/\p{L}\p{M}*/gu) ?? [])
    .filter((letters) => letters.length > 0)
    .map((letters) => `${letters[0] ?? ''}***${letters.length >= 4 ? (letters.at(-1) ?? '') : ''}`)
    .join(' ');
}

export { sameName } from './same-name.ts';
