/** First code points of the digit rows that Indonesians' keyboards can write, besides those that NFKC already folds. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x1b50, 0x1bb0, 0xa9d0];

/** Control and format characters (bidirectional and zero-width marks, soft hyphen) and variation selectors. */
const UNSEEN = /(?![\t\n\r])(?:\p{Cc}|\p{Cf}|\p{Variation_Selector})/gu;

/** Printable ASCII, as nearly all that citizens write is: nothing below changes it, and a turn asks a dozen times. */
const ASCII = /^[\x20-\x7e]*$/;

/** Removes what cannot be seen: such marks hide the true order of letters or make two equal texts differ. */
export function seen(text: string): string {
  return ASCII.test(text) ? text : text.toWellFormed().replace(UNSEEN, '');
}

/** Digits of other scripts (Arabic-Indic, Devanagari, Balinese, Sundanese, Javanese) as 0 to 9. */
export function latinDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (one) => {
    const code = one.codePointAt(0) ?? 0;
    const zero = ZEROS.find((first) => code >= first && code < first + 10);
    return zero === undefined ? one : String(code - zero);
  });
}

/** What was typed, for rules that look at digits and Latin letters: no unseen marks, compatibility forms folded. */
export function plainText(text: string): string {
  return ASCII.test(text) ? text : latinDigits(seen(text).normalize('NFKC'));
}

/** Small letters without accents, for comparing words. */
export function plainWord(text: string): string {
  return (ASCII.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '')).toLowerCase();
}
