import { plainText, plainWord, seen } from './text.ts';

export type NameReason =
  | 'empty'
  | 'too_short'
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
/** What is typed around a name; a name alone never begins so. */
const INTRODUCTION =
  /^(nama(ku)?( lengkap)?( saya)?( adalah)?|a\.?\/?n\.?|atas nama|my name is|name)\s*[:=]\s*|^(nama(ku)? (lengkap )?saya( adalah)?|namaku|my name is|atas nama|saya bernama)\s+/i;
const fail = (reason: NameReason): NameReading => ({ ok: false, reason });

/**
 * A name as it stands on a document: 2 to 100 letters with blanks, apostrophes, hyphens, dots and commas. One word is
 * a whole name. Typographic apostrophes become plain, unseen marks and doubled blanks go, accents stay (NFC).
 */
export function readName(text: string): NameReading {
  const tidy = seen(text.slice(0, 1000))
    .normalize('NFC')
    .replace(/[`´‘’ʼʻ′＇]/g, "'")
    .replace(/[\p{Pd}]/gu, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(INTRODUCTION, '')
    .replace(/^[\s,.;:-]+|[\s,;:-]+$/g, '');
  if (tidy === '') return fail(/\S/.test(seen(text)) ? 'symbols' : 'empty');
  if (/[<>{}[\]\\|$^~]|&\w+;/.test(tidy)) return fail('markup');
  if (/:\/\/|www\.|@|\.(com|id|net|org|io|me|ly)\b/i.test(tidy) && !/^[\p{L}\p{M} .,']*$/u.test(tidy))
    return fail('link');
  if (/www\.|\.(com|co\.id|go\.id|net|org)\b/i.test(tidy)) return fail('link');
  if (/\p{N}/u.test(tidy)) return fail('digits');
  if (!/^[\p{L}\p{M}' .,\-/()]+$/u.test(tidy)) return fail('symbols');
  const letters = tidy.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return fail('symbols');
  if (letters < 2) return fail('too_short');
  return tidy.length > LONGEST || text.length > 1000 ? fail('too_long') : { ok: true, name: tidy };
}

/** `Siti Aminah` as `S***i A***h`: never more than the ends of a word, and always three stars, so that no length shows. */
export function maskName(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => [...(word.match(/\p{L}\p{M}*/gu) ?? [])])
    .filter((letters) => letters.length > 0)
    .map((letters) => `${letters[0] ?? ''}***${letters.length >= 4 ? (letters.at(-1) ?? '') : ''}`)
    .join(' ');
}

/** Titles, forms of address and degrees, which one document has and another has not. */
const TITLES = new Set(
  (
    'h hj haji hajjah hajah kh ky kyai kiai ust ustad ustadz ustadzah ustadzh dr drs dra drg drh ir prof apt ns ners ' +
    'r rr ra rd raden rm gusti bapak bpk pak ibu bu sdr sdri saudara saudari tn ny nn tuan nyonya nona alm almh mr mrs ms ' +
    'amd amdkeb amdkep skep skm sked spd spdi sag se st sh sh shi sip sikom skom ssi ssos stp sp spsi sfarm msi mm mh mt mpd mkom ' +
    'mkes mag mph msc ma mba phd lc sst strkeb strkep sttp spog spa spb spp spj'
  ).split(' '),
);
const DEGREE = /^(s|m|a|d)$/;
const SAME: Readonly<Record<string, string>> = { abd: 'abdul', abdl: 'abdul', st: 'siti', sitti: 'siti', stt: 'siti' };
const MUHAMMAD = /^(m|mh|mhd|mhmd|md|muh|moh|moch|much|mokh|mo?u?(c|k)?ham+[ae][dt])$/;
const AHMAD = /^a(c|k)?h?mm?[ae][dt]$/;
const CHILD_OF = new Set(['bin', 'binti', 'bt', 'bte', 'b']);

/** How a word sounds: old and new spelling, `y` and `i`, doubled letters and a silent `h` are the same. */
function sound(word: string): string {
  return word
    .replace(/oe/g, 'u')
    .replace(/dj/g, 'j')
    .replace(/tj/g, 'c')
    .replace(/[ck]h/g, 'h')
    .replace(/ph|v/g, 'f')
    .replace(/s[hy]/g, 's')
    .replace(/([dtg])h/g, '$1')
    .replace(/z/g, 's')
    .replace(/q/g, 'k')
    .replace(/y|ie/g, 'i')
    .replace(/(.)\1+/g, '$1')
    .replace(/(?<=.{2})h$/, '');
}

/** The words that name the person, in one spelling. */
function essence(name: string): string[] {
  const spelt = plainWord(plainText(name))
    .replace(/['’`]/g, '')
    .replace(/\b([smad])\.\s*(?=[a-z]{1,4}\b\.?)/g, '$1');
  const all = spelt.split(/[^\p{L}]+/u).filter((word) => word !== '');
  const words = all.filter((word, at) => !TITLES.has(word) && !(at > 0 && DEGREE.test(word) && at === all.length - 1));
  return (words.length === 0 ? all : words).map((word, at) => {
    if (MUHAMMAD.test(word) && (word !== 'm' || at === 0)) return 'muhammad';
    return AHMAD.test(word) ? 'ahmad' : sound(SAME[word] ?? word);
  });
}

/** Without the father's name: "Ahmad bin Yusuf" is "Ahmad" in some lists. */
function withoutFather(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word, place) => place > 0 && CHILD_OF.has(word));
  return at < 0 ? words : words.slice(0, at);
}

/**
 * Whether two names may be one person's: titles, case, accents, blanks, old spelling (Soekarno) and the many ways to
 * write Muhammad are forgiven, a different word is not. Not a proof of identity: use it beside NIK and birth date.
 */
export function sameName(a: string, b: string): boolean {
  const [one, two] = [essence(a), essence(b)];
  if (one.length === 0 || two.length === 0) return false;
  const glued = (words: readonly string[]): string => words.filter((word) => !CHILD_OF.has(word)).join('');
  return glued(one) === glued(two) || glued(withoutFather(one)) === glued(withoutFather(two));
}
