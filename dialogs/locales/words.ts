import { en } from './en.ts';
import { id } from './id.ts';

export type Language = 'id' | 'en';
type Source = typeof id;
export type Key = keyof Source;
/** How a question is called: "the date of birth". */
export type FieldKey = Extract<Key, `${string}.field`>;
type Placeholder<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholder<Rest> : never;
/** The values that a text asks for: none, or exactly its placeholders. */
export type Values<K extends Key> = [Placeholder<Source[K]>] extends [never]
  ? []
  : [values: Readonly<Record<Placeholder<Source[K]>, string | number>>];
/** Keys that come in plural forms: `places.one`, `places.other`. */
type Plural = { [K in Key]: K extends `${infer Base}.other` ? (`${Base}.one` extends Key ? Base : never) : never }[Key];

/** Everything that is said in one language. */
export interface Words {
  readonly lang: Language;
  text<K extends Key>(key: K, ...values: Values<K>): string;
  /** "1 place", "12 places": the plural form by `Intl.PluralRules`, the number by the language. */
  count(key: Plural, n: number): string;
  /** A distance in km: "0,8", "12". */
  km(km: number): string;
  /** An ISO date in full: "17 Agustus 1945". */
  date(iso: string): string;
  /** A session in the zone of its place: "Sabtu, 28 November 2026, 08.00–10.00 WIB". Times in ms. */
  session(start: number, end: number, zone: string): string;
}

const LOCALE: Readonly<Record<Language, string>> = { id: 'id-ID', en: 'en-GB' };
const TEXTS: Readonly<Record<Language, Readonly<Record<Key, string>>>> = { id, en };
/** The names that Indonesians use, in every language; `Intl` would say GMT+8 in English. */
const ZONES: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};

function formatterOf(lang: Language): (zone: string, options: Intl.DateTimeFormatOptions) => Intl.DateTimeFormat {
  // Building a formatter costs about 50 µs, using one 1 µs. Ten of them at most: three zones and UTC, three shapes.
  const made = new Map<string, Intl.DateTimeFormat>();
  return (zone, options) => {
    const name = `${zone} ${options.dateStyle ?? options.weekday ?? ''}`;
    const found = made.get(name) ?? new Intl.DateTimeFormat(LOCALE[lang], { ...options, timeZone: zone });
    made.set(name, found);
    return found;
  };
}

/** The words of one language, with its formatters built on first use and kept. Make one per language, not per turn. */
export function createWords(lang: Language): Words {
  const texts = TEXTS[lang];
  const formatter = formatterOf(lang);
  const numbers = new Intl.NumberFormat(LOCALE[lang]);
  const plurals = new Intl.PluralRules(LOCALE[lang]);
  // Texts and names of placeholders in turn, taken apart once: a turn fills two or three of them.
  const parts = new Map(Object.entries(texts).map(([key, text]) => [key, text.split(/\{(\w+)\}/)]));

  function fill(key: Key, values: Readonly<Record<string, string | number>>): string {
    let filled = '';
    (parts.get(key) ?? []).forEach((part, n) => {
      filled += n % 2 === 0 ? part : (values[part] ?? '');
    });
    return filled;
  }

  return {
    lang,
    text: (key, ...values) => (values[0] === undefined ? texts[key] : fill(key, values[0])),
    count(key, n) {
      const form = plurals.select(n) === 'one' ? 'one' : 'other';
      return fill(`${key}.${form}`, { n: numbers.format(n) });
    },
    km: (km) => numbers.format(km < 10 ? Math.round(km * 10) / 10 : Math.round(km)),
    date(iso) {
      const at = new Date(`${iso}T00:00:00Z`);
      return Number.isNaN(at.getTime()) ? iso : formatter('UTC', { dateStyle: 'long' }).format(at);
    },
    session(start, end, zone) {
      const known = ZONES[zone] === undefined ? 'Asia/Jakarta' : zone;
      // Not `dateStyle`: in Indonesian that writes "01 Desember".
      const days = formatter(known, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
      // A window of several days is named by its first and last.
      const day = [...new Set([days.format(start), days.format(end)])].join(' – ');
      const hours = formatter(known, { hour: '2-digit', minute: '2-digit', hour12: false });
      return `${day}, ${hours.format(start)}–${hours.format(end)} ${ZONES[known]}`;
    },
  };
}
