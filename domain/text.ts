/** First code points of the digit rows that Indonesians' keyboards can write, besides those that NFKC already folds. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x1b50, 0x1bb0, 0xa9d0];

/** Controls that are not seen: C0 and C1 (not tab and line ends), bidirectional marks, zero-width marks, soft hyphen. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const UNSEEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Removes what cannot be seen: such marks hide the true order of letters or make two equal texts differ. */
export function seen(text: string): string {
  return text.toWellFormed().replace(UNSEEN, '');
}

/** Digits of other scripts (Arabic-Indic, Devanagari, Balinese, Sundanese, Javanese) as 0 to 9. */
export function latinDigits(text: string): string {
  return text.replace(/[^\u0000-\u065f]/g, (one) => {
    const code = one.codePointAt(0) ?? 0;
    const zero = ZEROS.find((first) => code >= first && code < first + 10);
    return zero === undefined ? one : String(code - zero);
  });
}

/** What was typed, for rules that look at digits and Latin letters: no unseen marks, compatibility forms folded. */
export function plainText(text: string): string {
  return latinDigits(seen(text).normalize('NFKC'));
}

/** Small letters without accents, for comparing words. */
export function plainWord(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
