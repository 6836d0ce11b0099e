/** The number in what somebody wrote: words around it, words for digits, and letters that look like digits. */
import { plainText } from './text.ts';

const LONGEST_TEXT = 200;
/** Digits of the shortest mobile number in the world's use, without its country. */
const SHORTEST = 7;
/** No number of any country is longer. */
const LONGEST = 15;

const DIGITS: Readonly<Record<string, string>> = {
  ...{ nol: '0', kosong: '0', satu: '1', dua: '2', tiga: '3', empat: '4', lima: '5', enam: '6', tujuh: '7' },
  ...{ delapan: '8', lapan: '8', sembilan: '9', sepuluh: '10', sebelas: '11' },
  ...{ zero: '0', one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9' },
};
const WORD = Object.keys(DIGITS).join('|');
/** Three words for digits in a row are dictated; one or two are words of a sentence. */
const DICTATED = new RegExp(`(?:\\b(?:${WORD}|belas|puluh)\\b[\\s,.-]*){3,}`, 'gi');
const LOOKALIKES: Readonly<Record<string, string>> = { o: '0', O: '0', l: '1', I: '1' };

/** "nol delapan satu dua" is 0812, "dua belas" 12, "tiga puluh empat" 34. */
function dictated(run: string): string {
  const words = run.toLowerCase().match(/[a-z]+/g) ?? [];
  const digits = words.map((word, at) => {
    const next = words[at + 1];
    if (word === 'belas') return '';
    if (word === 'puluh') return DIGITS[next ?? '']?.length === 1 && words[at + 2] !== 'belas' ? '' : '0';
    return `${next === 'belas' ? '1' : ''}${DIGITS[word] ?? ''}`;
  });
  return `${digits.join('')} `;
}

/** O, l and I with a digit beside them, in a word of nothing else, are digits. */
function lookalikes(text: string): string {
  return text.replace(/(?<!\p{L})[\dOolI]+(?!\p{L})/gu, (word) =>
    /\d/.test(word) ? word.replace(/\D/g, (letter) => LOOKALIKES[letter] ?? letter) : word,
  );
}

function tidy(text: string): string {
  return lookalikes(plainText(text).replaceAll('_', '-'))
    .replace(DICTATED, dictated)
    .replace(/\b(?:ext|ekst|pesawat|pswt)\b\.?\s*\d+/gi, '');
}

/** Numbers with nothing but blanks between them: each begins as a mobile number does. */
function apart(run: string): readonly string[] {
  if (run.replace(/\D/g, '').length <= LONGEST) return [run];
  const parts = run.split(/\s+(?=(?:\+?62\s?|0)8)/);
  return parts.every((part) => part.replace(/\D/g, '').length >= SHORTEST) ? parts : [run];
}

function runsOf(text: string, separators: RegExp): readonly string[] {
  return text
    .split(separators)
    .flatMap((part) => part.match(/[\p{L}+]?[\d(][\d\s().\p{Pd}]*\p{L}?/gu) ?? [])
    .filter((run) => /\d/.test(run))
    .flatMap(apart);
}

/**
 * The number with its usual separators; words around it ("wa", "no hp:", "punya ibu") are let go, and the same number
 * twice is one. `spreadsheet`: a power of ten, whose last digits are lost.
 */
export function findPhone(text: string): string | 'several' | 'spreadsheet' | undefined {
  if (text.length > LONGEST_TEXT) return undefined;
  const plain = tidy(text);
  if (/\d[.,]\d+\s*e\s*\+?\d+/i.test(plain)) return 'spreadsheet';
  if (/\d\p{L}+\d/u.test(plain)) return undefined;
  const runs = runsOf(plain, /[,;\n/]|\b(?:atau|dan|or|and)\b/i);
  const digits = (run: string): string => run.replace(/\D/g, '');
  const long = runs.filter((run) => digits(run).length >= SHORTEST);
  if (new Set(long.map(digits)).size > 1) return 'several';
  // A slash or a comma may stand between the parts of one number as well.
  const whole = long.length === 0 && runs.length > 1 ? runsOf(plain.replace(/[,/]/g, ' '), /\n/) : [];
  const run = long[0] ?? (whole.length === 1 ? whole[0] : runs.length === 1 ? runs[0] : undefined);
  return run === undefined || /^\p{L}|\d\p{L}$/u.test(run) ? undefined : run;
}
