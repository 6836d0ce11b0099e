import { distance, lettersOf, maybeNear } from './distance.ts';
import { FILLERS, KIND_WORDS, words } from './region-search.ts';
import { plainText } from './text.ts';

/** Districts by what was typed; codes as `32.73.05`, of one name in the order of the codes. */
export interface DistrictSearch {
  /** The text is the name of a district. */
  exact(text: string): readonly string[];
  /** The text is a district and where it lies: "coblong bandung", "kec. sukasari, sumedang", "jawa barat cibinong". */
  within(text: string): readonly string[];
  /** The text is the name of a district but for a slip of the finger, or two in a long one. */
  near(text: string): readonly string[];
  /** Whether the text itself says that it is a district. */
  named(text: string): boolean;
}

interface Name {
  readonly glued: string;
  readonly letters: number;
  readonly codes: string[];
}

const DISTRICT_WORDS = new Set('kecamatan kec kecamatn distrik kapanewon kemantren district'.split(' '));
/** Longer than any name with its regency and province. */
const LONGEST = 120;
/** Shorter names have too many neighbours for one slip to mean anything. */
const SHORTEST = 5;

/** The words of the text that may be names. */
function named(text: string): readonly string[] {
  return words(plainText(text.slice(0, LONGEST))).filter((word) => !FILLERS.has(word) && !DISTRICT_WORDS.has(word));
}

/** Names without blanks, each with all its districts. */
function tableOf(districts: Readonly<Record<string, string>>): ReadonlyMap<string, Name> {
  const table = new Map<string, Name>();
  for (const [regency, list] of Object.entries(districts)) {
    for (const one of list.split('|')) {
      const glued = one
        .slice(2)
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '');
      const name = table.get(glued) ?? { glued, letters: lettersOf(glued), codes: [] };
      name.codes.push(`${regency}.${one.slice(0, 2)}`);
      table.set(glued, name);
    }
  }
  return table;
}

/** By length, so that a slip is looked for among some hundreds of names and not among seven thousand. */
function byLength(table: ReadonlyMap<string, Name>): ReadonlyMap<number, readonly Name[]> {
  const lengths = new Map<number, Name[]>();
  for (const name of table.values()) {
    const list = lengths.get(name.glued.length);
    if (list === undefined) lengths.set(name.glued.length, [name]);
    else list.push(name);
  }
  return lengths;
}

/** `regionOf` answers the best province or regency for a text, or undefined. */
export function createDistricts(
  districts: Readonly<Record<string, string>>,
  regionOf: (text: string) => string | undefined,
): DistrictSearch {
  const table = tableOf(districts);
  const lengths = byLength(table);
  const codesOf = (list: readonly string[]): readonly string[] => table.get(list.join(''))?.codes ?? [];

  function inside(name: readonly string[], place: readonly string[]): readonly string[] {
    const codes = codesOf(name);
    const region = codes.length === 0 ? undefined : regionOf(place.join(' '));
    // Of a city and a regency of one name the regency was not meant: but the district may lie in it.
    const [exact, province] = [region, region?.slice(0, 2)].map((code) =>
      code === undefined ? [] : codes.filter((one) => one.startsWith(`${code}.`)),
    );
    if (exact !== undefined && exact.length > 0) return exact;
    return region === undefined || place.every((word) => KIND_WORDS[word] !== undefined) ? [] : (province ?? []);
  }

  return {
    exact(text) {
      const list = named(text);
      // "kota" alone is a kind of place, though one district bears it for a name.
      if (list.every((word) => KIND_WORDS[word] !== undefined)) return [];
      const codes = codesOf(list);
      return codes.length > 0 || KIND_WORDS[list[0] ?? ''] === undefined ? codes : codesOf(list.slice(1));
    },
    within(text) {
      const list = named(text);
      for (let cut = list.length - 1; cut > 0; cut--) {
        const found = [inside(list.slice(0, cut), list.slice(cut)), inside(list.slice(-cut), list.slice(0, -cut))];
        const codes = found.find((one) => one.length > 0);
        if (codes !== undefined) return codes;
      }
      return [];
    },
    near(text) {
      const typed = named(text).join('');
      const allowed = typed.length >= 9 ? 2 : typed.length >= SHORTEST ? 1 : 0;
      if (allowed === 0) return [];
      const given = lettersOf(typed);
      let best: readonly string[] = [];
      let fewest = allowed + 1;
      for (let length = typed.length - allowed; length <= typed.length + allowed; length++) {
        for (const { glued, letters, codes } of lengths.get(length) ?? []) {
          if (glued[0] !== typed[0] && glued[1] !== typed[1] && glued[0] !== typed[1]) continue;
          if (!maybeNear(letters, given, fewest - 1)) continue;
          const slips = distance(glued, typed, fewest - 1);
          if (slips >= fewest) continue;
          [best, fewest] = [codes, slips];
        }
      }
      return best;
    },
    named: (text) => words(plainText(text.slice(0, LONGEST))).some((word) => DISTRICT_WORDS.has(word)),
  };
}
