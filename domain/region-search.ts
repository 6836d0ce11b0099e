import { distance, lettersOf, maybeNear } from './distance.ts';
import { plainText, plainWord } from './text.ts';

type Kind = 'city' | 'regency' | 'province';

interface Entry {
  readonly code: string;
  readonly kind: Kind;
  /** Small letters, without "kota" or "kabupaten". */
  readonly name: string;
  /** The name without blanks: "tanah laut" and "tanahlaut" are one. */
  readonly glued: string;
  /** With a blank at both ends, to be found as whole words. */
  readonly padded: string;
  readonly province: string;
  readonly letters: number;
}

/** What was typed, in the same forms. */
interface Phrase {
  readonly text: string;
  readonly glued: string;
  readonly padded: string;
  readonly letters: number;
}

/** What people call a place. */
interface Alias {
  readonly name: string;
  readonly padded: string;
  readonly code: string;
  readonly letters: number;
}

interface Tables {
  readonly provinces: Readonly<Record<string, string>>;
  readonly regencies: Readonly<Record<string, string>>;
  readonly aliases: Readonly<Record<string, string>>;
}

/** Words that say what kind of place a name is. */
export const KIND_WORDS: Readonly<Record<string, Kind>> = {
  kota: 'city',
  kot: 'city',
  kotamadya: 'city',
  kodya: 'city',
  city: 'city',
  kabupaten: 'regency',
  kabupatan: 'regency',
  kab: 'regency',
  regency: 'regency',
  provinsi: 'province',
  propinsi: 'province',
  prov: 'province',
  prop: 'province',
  province: 'province',
};
/** Words around a place that are no part of its name. */
export const FILLERS = new Set(
  'di ke dari daerah wilayah saya aku tinggal domisili dekat sekitar yang ada mau cari lokasi tempat alamat area in at near i live'.split(
    ' ',
  ),
);
const KIND_ORDER: Readonly<Record<Kind, number>> = { city: 0, regency: 1, province: 2 };
/** Longer than any name with its province: more text is no place. */
const LONGEST = 120;

/** The words of a place's name: small letters and digits, `kep` written out. */
export function words(text: string): string[] {
  return plainWord(text)
    .replace(/['`’]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => (word === 'kep' ? 'kepulauan' : word));
}

function entry(code: string, name: string, provinces: Readonly<Record<string, string>>): Entry {
  const all = words(name);
  const first = all[0] ?? '';
  const kind: Kind = code.length === 2 ? 'province' : first === 'kota' ? 'city' : 'regency';
  const rest = kind === 'province' ? all : all.filter((word, at) => at > 0 || KIND_WORDS[word] === undefined);
  const plain = rest.filter((word) => word !== 'administrasi');
  const province = words(provinces[code.slice(0, 2)] ?? '').join(' ');
  const bare = plain.join(' ');
  const glued = plain.join('');
  return { code, kind, name: bare, glued, padded: ` ${bare} `, province, letters: lettersOf(glued) };
}

/** How well a place fits: higher is better, 0 not at all. */
function score(one: Entry, phrase: Phrase): number {
  const { text, glued, padded } = phrase;
  if (one.glued === glued) return 100;
  if (glued.length >= 3 && one.name.startsWith(text)) return 80;
  if (padded.includes(one.padded)) {
    const inside = one.kind !== 'province' && padded.includes(` ${one.province} `);
    return (one.kind === 'province' ? 40 : 60) + (inside ? 10 : 0) + Math.min(9, one.name.length / 3);
  }
  if (glued.length >= 3 && one.padded.includes(padded)) return 50;
  return nearly(one.glued, one.letters, phrase);
}

/** One slip of the finger in a name of 4 letters or more, two in a long one. */
function nearly(name: string, letters: number, { glued: typed, letters: given }: Phrase): number {
  const allowed = typed.length >= 9 ? 2 : typed.length >= 4 ? 1 : 0;
  if (allowed === 0 || Math.abs(name.length - typed.length) > allowed) return 0;
  if (!beginsAlike(name, typed) || !maybeNear(letters, given, allowed)) return 0;
  const slips = distance(name, typed, allowed);
  if (slips > allowed) return 0;
  // Nearly the whole of a long text says more than a name found inside it: "jakarta selatn" is not all of Jakarta.
  return (allowed > 1 ? 82 : 35) - 5 * slips;
}

/** Whether one slip at most stands at the beginning: a cheap look that spares most of the counting of slips. */
function beginsAlike(a: string, b: string): boolean {
  return a[0] === b[0] || a[1] === b[1] || a[0] === b[1] || a[1] === b[0];
}

/** How well other names fit, by code: the whole text (110), a part of it (65, a province 45), or nearly the whole (30). */
function byAlias(phrases: readonly Phrase[], aliases: readonly Alias[]): ReadonlyMap<string, number> {
  const fits = new Map<string, number>();
  const raise = (code: string, fit: number): void => void fits.set(code, Math.max(fit, fits.get(code) ?? 0));
  for (const { name, padded, code, letters } of aliases) {
    for (const phrase of phrases) {
      if (phrase.text === name || phrase.glued === name) raise(code, 110);
      else if (phrase.padded.includes(padded)) raise(code, code.length === 2 ? 45 : 65);
      else if (name.length >= 5) raise(code, nearly(name, letters, phrase));
    }
  }
  return fits;
}

/** What was typed without the words for kinds, and that without the words around a place. */
function phrasesOf(typed: readonly string[]): readonly Phrase[] {
  const named = typed.filter((word) => KIND_WORDS[word] === undefined);
  const core = named.filter((word) => !FILLERS.has(word));
  if (core.length === 0) return [];
  const texts = [...new Set([named.join(' '), core.join(' ')])];
  return texts.map((text) => {
    const glued = text.replaceAll(' ', '');
    return { text, glued, padded: ` ${text} `, letters: lettersOf(glued) };
  });
}

/** Best first; of two that fit alike the city before the regency before the province. */
function better(a: Fit, b: Fit): number {
  return b.fit - a.fit || KIND_ORDER[a.one.kind] - KIND_ORDER[b.one.kind] || (a.one.code < b.one.code ? -1 : 1);
}

interface Fit {
  readonly one: Entry;
  readonly fit: number;
}

/** A province or regency that fits; from `WHOLE` on the text is its name or alias, nothing else. */
export interface Found {
  readonly code: string;
  readonly fit: number;
}

export const WHOLE = 100;

/**
 * A search over provinces and regencies: exact names and aliases ("jaksel", "jogja") first, then beginnings, names
 * inside a longer text, and names with a letter wrong. "kota" and "kabupaten" choose between two of one name; a
 * province named beside a regency ("bandung jawa barat") speaks for the regency.
 */
export function createSearch(tables: Tables): (text: string, limit: number) => readonly Found[] {
  const entries = [...Object.entries(tables.regencies), ...Object.entries(tables.provinces)].map(([code, name]) =>
    entry(code, name, tables.provinces),
  );
  const aliases = Object.entries(tables.aliases).map(([name, code]) => {
    return { name, padded: ` ${name} `, code, letters: lettersOf(name) };
  });
  return (text, limit) => {
    const typed = words(plainText(text.slice(0, LONGEST)));
    const kind = typed.map((word) => KIND_WORDS[word]).find((one) => one !== undefined);
    const phrases = phrasesOf(typed);
    if (phrases.length === 0) return [];
    const aliased = byAlias(phrases, aliases);
    const fitOf = (one: Entry): number => {
      const fit = Math.max(aliased.get(one.code) ?? 0, ...phrases.map((phrase) => score(one, phrase)));
      const there = one.kind !== 'province' && (aliased.get(one.code.slice(0, 2)) ?? 0) >= 45 && fit >= 60 ? 10 : 0;
      return fit === 0 ? 0 : fit + there + (kind === one.kind ? 15 : 0);
    };
    return entries
      .map((one) => ({ one, fit: fitOf(one) }))
      .filter(({ fit }) => fit > 0)
      .sort(better)
      .slice(0, Math.max(0, limit))
      .map(({ one, fit }) => ({ code: one.code, fit }));
  };
}
