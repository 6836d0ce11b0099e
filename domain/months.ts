import { distance } from './distance.ts';

/** Names and short forms of the months: Indonesian, English, Javanese, Sundanese, Dutch and old spelling, without accents. */
const MONTHS: readonly (readonly string[])[] = [
  ['januari', 'january', 'januwari', 'jan'],
  ['februari', 'pebruari', 'february', 'februwari', 'peb', 'pebr', 'feb', 'febr'],
  ['maret', 'march', 'mart', 'maart', 'mar', 'mrt'],
  ['april', 'apr', 'apil'],
  ['mei', 'may', 'mey'],
  ['juni', 'june', 'jun', 'yuni'],
  ['juli', 'july', 'jul', 'yuli'],
  ['agustus', 'august', 'augustus', 'ags', 'agt', 'agst', 'agu', 'agus', 'agsts', 'aug'],
  ['september', 'sep', 'sept'],
  ['oktober', 'october', 'okt', 'oct'],
  ['november', 'nopember', 'nov', 'nop'],
  ['desember', 'december', 'des', 'dec', 'dis'],
];
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];
/** From this length on one wrong letter is forgiven: shorter words are too near to others (juni, juli). */
const FORGIVING = 5;

/** 1 to 12 for a month's name, short form or beginning ("agust"), also with a slip in a longer one; small letters. */
export function monthOf(word: string): number | undefined {
  const exact = MONTHS.findIndex((names) => names.includes(word));
  if (exact >= 0) return exact + 1;
  if (word.length < FORGIVING || word.length > 12) return undefined;
  const near = MONTHS.findIndex((names) =>
    names.some((name) => name.length >= FORGIVING && (name.startsWith(word) || distance(name, word, 1) <= 1)),
  );
  return near < 0 ? undefined : near + 1;
}

/** `VIII` as people write it between day and year; small letters. */
export function romanMonth(word: string): number | undefined {
  const at = ROMAN.indexOf(word);
  return at < 0 ? undefined : at + 1;
}
