import type { NikFault } from './nik-reasons.ts';
import { plainText } from './text.ts';

/** The one number of 16 digits in a text, or why there is none. */
export type Found =
  | { readonly nik: string; readonly namedKk: boolean }
  | { readonly fault: NikFault; readonly digits?: number };

const LENGTH = 16;
/** More than a family's numbers with their names; a longer text is something else. */
const LONGEST_TEXT = 2000;
/** Letters that are taken for digits, inside a run of digits only. */
const LOOKALIKES: Readonly<Record<string, string>> = { O: '0', o: '0', l: '1', I: '1', S: '5' };
/** A digit, or letters that look like digits with digits on both sides. */
const RUN = /\d(?:[OolIS]*\d)*(?:[OolIS]+(?![\p{L}\d]))?/gu;

/** Runs of digits as they stand, and the places of their first and last sign. */
function runs(text: string): { digits: string; start: number; end: number }[] {
  return [...text.matchAll(RUN)].map((match) => ({
    digits: match[0].replace(/\D/g, (letter) => LOOKALIKES[letter] ?? ''),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** A spreadsheet's way to show a long number; it keeps fifteen digits of it. */
const POWER_OF_TEN = /\d[.,]\d+\s*e\s*\+\s*\d+/i;

/** Runs with nothing but blanks, dots, dashes, slashes and underscores on one line between them, put together: `3273 0560 1090 0009`. */
function joined(text: string): string[] {
  const out: string[] = [];
  let end = -1;
  for (const run of runs(text)) {
    const between = end < 0 ? undefined : text.slice(end, run.start);
    if (between !== undefined && /^[ \t.\-–—/_]{0,3}$/.test(between)) out.push(`${out.pop() ?? ''}${run.digits}`);
    else out.push(run.digits);
    end = run.end;
  }
  return out;
}

/** What a number of another length is, by its length and its beginning. */
function fault(digits: string): Found {
  if (/^(0|62|0062)?8\d{8,11}$/.test(digits)) return { fault: 'looks_like_phone', digits: digits.length };
  if (digits.length < LENGTH) return { fault: 'too_short', digits: digits.length };
  return { fault: digits.length % LENGTH === 0 ? 'several' : 'too_long', digits: digits.length };
}

/**
 * Finds the number in `NIK saya 3273 0560 1090 0009 a.n. Siti, lahir 20-10-1990`: a single run of 16 digits, else runs
 * that make 16 together, else the longest as the one that was meant. O, l, I and S inside digits are read as digits.
 */
export function findNik(text: string): Found {
  if (text.trim() === '') return { fault: 'empty' };
  const plain = plainText(text.slice(0, LONGEST_TEXT));
  if (POWER_OF_TEN.test(plain)) return { fault: 'spreadsheet' };
  const namedKk = /\bkk\b|kartu\s+keluarga/i.test(plain) && !/\b(nik|ktp)\b/i.test(plain);
  const single = runs(plain).map((run) => run.digits);
  const together = joined(plain);
  const whole = [single, together].map((all) => [...new Set(all.filter((digits) => digits.length === LENGTH))]);
  const candidates = (whole[0]?.length ?? 0) > 0 ? (whole[0] ?? []) : (whole[1] ?? []);
  if (candidates.length > 1) return { fault: 'several' };
  const nik = candidates[0];
  if (nik !== undefined) return { nik, namedKk };
  const longest = together.reduce((best, one) => (one.length > best.length ? one : best), '');
  return longest === '' ? { fault: 'no_digits' } : fault(longest);
}
