import { distance } from './distance.ts';
import { plainText, plainWord } from './text.ts';

type Kind = 'city' | 'regency' | 'province';

interface Entry {
  readonly code: string;
  readonly kind: Kind;
  /** Small letters, without "kota" or "kabupaten". */
  readonly name: string;
  /** The name without blanks: "tanah laut" and "tanahlaut" are one. */
  readonly glued: string;
  readonly province: string;
}

interface Tables {
  readonly provinces: Readonly<Record<string, string>>;
  readonly regencies: Readonly<Record<string, string>>;
  readonly aliases: Readonly<Record<string, string>>;
}

const KIND_WORDS: Readonly<Record<string, Kind>> = {
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
const FILLERS = new Set(
  'di ke dari daerah wilayah saya aku tinggal domisili dekat sekitar yang ada mau cari lokasi tempat alamat area in at near i live'.split(
    ' ',
  ),
);
const KIND_ORDER: Readonly<Record<Kind, number>> = { city: 0, regency: 1, province: 2 };
/** Longer than any name with its province: more text is no place. */
const LONGEST = 120;

function words(text: string): string[] {
  return plainWord(text)
    .replace(/['`’]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function entry(code: string, name: string, provinces: Readonly<Record<string, string>>): Entry {
  const all = words(name);
  const first = all[0] ?? '';
  const kind: Kind = code.length === 2 ? 'province' : first === 'kota' ? 'city' : 'regency';
  const rest = kind === 'province' ? all : all.filter((word, at) => at > 0 || KIND_WORDS[word] === undefined);
  const plain = rest.filter((word) => word !== 'administrasi');
  const province = words(provinces[code.slice(0, 2)] ?? '').join(' ');
  return { code, kind, name: plain.join(' '), glued: plain.join(''), province };
}

/** How well a place fits: higher is better, 0 not at all. */
function score(one: Entry, core: string, glued: string): number {
  if (one.glued === glued) return 100;
  if (glued.length >= 3 && one.name.startsWith(core)) return 80;
  if (` ${core} `.includes(` ${one.name} `)) {
    const inside = one.kind !== 'province' && ` ${core} `.includes(` ${one.province} `);
    return (one.kind === 'province' ? 40 : 60) + (inside ? 10 : 0) + Math.min(9, one.name.length / 3);
  }
  if (glued.length >= 3 && ` ${one.name} `.includes(` ${core} `)) return 50;
  return nearly(one.glued, glued);
}

/** One slip of the finger in a name of 4 letters or more, two in a long one. */
function nearly(name: string, typed: string): number {
  const allowed = typed.length >= 9 ? 2 : typed.length >= 4 ? 1 : 0;
  if (allowed === 0 || Math.abs(name.length - typed.length) > allowed) return 0;
  const slips = distance(name, typed, allowed);
  return slips > allowed ? 0 : 35 - 5 * slips;
}

/**
 * A search over provinces and regencies: exact names and aliases ("jaksel", "jogja") first, then beginnings, names
 * inside a longer text, and names with a letter wrong. "kota" and "kabupaten" choose between two of one name.
 */
export function createSearch(tables: Tables): (text: string, limit: number) => readonly string[] {
  const entries = [...Object.entries(tables.regencies), ...Object.entries(tables.provinces)].map(([code, name]) =>
    entry(code, name, tables.provinces),
  );
  return (text, limit) => {
    const typed = words(plainText(text.slice(0, LONGEST)));
    const kind = typed.map((word) => KIND_WORDS[word]).find((one) => one !== undefined);
    const core = typed.filter((word) => KIND_WORDS[word] === undefined && !FILLERS.has(word));
    if (core.length === 0) return [];
    const alias = aliasIn(core, tables.aliases);
    const phrase = core.join(' ');
    const glued = core.join('');
    return entries
      .map((one) => ({ one, fit: one.code === alias ? 101 : score(one, phrase, glued) }))
      .filter(({ fit }) => fit > 0)
      .map(({ one, fit }) => ({ one, fit: fit + (kind === one.kind ? 15 : 0) }))
      .sort(
        (a, b) =>
          b.fit - a.fit || KIND_ORDER[a.one.kind] - KIND_ORDER[b.one.kind] || (a.one.code < b.one.code ? -1 : 1),
      )
      .slice(0, Math.max(0, limit))
      .map(({ one }) => one.code);
  };
}

/** The code that the whole text, or else its longest run of words, is another name of. */
function aliasIn(core: readonly string[], aliases: Readonly<Record<string, string>>): string | undefined {
  for (let length = Math.min(core.length, 5); length > 0; length--) {
    for (let at = 0; at + length <= core.length; at++) {
      const run = core.slice(at, at + length);
      for (const name of [run.join(' '), run.join('')]) if (Object.hasOwn(aliases, name)) return aliases[name];
    }
  }
  return undefined;
}
