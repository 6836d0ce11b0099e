import { plainText, plainWord } from './text.ts';

/** Forms of address and titles before a name, which one document has and another has not. */
const TITLES = new Set(
  (
    'h hj haji hajjah hajah kh ky kyai kiai ust ustad ustadz ustadzah dr drs dra drg drh ir prof apt ' +
    'rm raden bapak bpk pak ibu bu sdr sdri saudara saudari tn ny nn tuan nyonya nona alm almh almarhum almarhumah mr mrs ms'
  ).split(' '),
);
/** Degrees after a name, without dots. Only at the end: "St" in front is Siti, "M" in front is Muhammad. */
const DEGREES = new Set(
  (
    'amd amdkeb amdkep skep skm sked spd spdi sag se sei st sh shi shut sip sikom skom ssi ssos stp sp spsi sfarm sak ssn shum stth sst sstp strkeb strkep ' +
    'msi mm mh mt mpd mpdi mkom mkes mag mph msc ma mba mak phd lc ns ners spog spa spb sppd spp spj spkj cpa ca'
  ).split(' '),
);
/** The parts of a degree written with dots: `S.Pd`, `M. Kes`, `A.Md.Keb`. */
const DOTTED_DEGREE =
  /(?<=[\s,])(?:[smad]\s?\.\s?(?:pd|pdi|i|kom|t|e|ei|h|hi|hum|hut|si|sos|ag|ak|ked|kep|keb|farm|kes|km|ip|ikom|psi|p|tp|sn|th|sc|m|a|ba|md|tr)|ph\s?\.\s?d|sp\s?\.\s?\p{L}{1,3})(?:\s?\.\s?(?:pd|i|keb|kep|t|k|onk))*\.?(?=[\s,]|$)/gu;
const SAME: Readonly<Record<string, string>> = {
  abd: 'abdul',
  abdl: 'abdul',
  st: 'siti',
  sitti: 'siti',
  stt: 'siti',
  dwie: 'dwi',
};
const MUHAMMAD = /^(?:m|mh|mhd|mhmd|muh|muhd|moh|mohd|moch|much|mokh|m[ou](?:c|k)?ham+[ae][dt])$/;
const AHMAD = /^a[ck]?hm+[ae][dt]$/;
const CHILD_OF = new Set(['bin', 'binti', 'bt', 'bte']);
const LONGEST_TEXT = 500;

/** How a word sounds: old and new spelling, `y` and `i`, doubled letters and a silent `h` at the end are the same. */
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

/** Words without titles in front and degrees at the end; a name of titles only is left as it is. */
function bare(words: readonly string[]): readonly string[] {
  const named = words.filter((word) => !TITLES.has(word));
  let end = named.length;
  while (end > 1 && DEGREES.has(named[end - 1] ?? '')) end -= 1;
  return named.length === 0 ? words : named.slice(0, end);
}

/** The words that name the person, in one spelling. */
function essence(name: string): readonly string[] {
  const spelt = plainWord(plainText(name.slice(0, LONGEST_TEXT)))
    .replace(/['`’‘ʼ]/g, '')
    .replace(DOTTED_DEGREE, ' ');
  const words = spelt.split(/[^\p{L}]+/u).filter((word) => word !== '');
  return bare(words).map((word, at) => {
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
 * Whether two names may be one person's: titles, degrees, case, accents, blanks, old spelling (Soekarno) and the many
 * ways to write Muhammad are forgiven, another word is not. No proof of identity: it goes beside NIK and birth date.
 */
export function sameName(a: string, b: string): boolean {
  const [one, two] = [essence(a), essence(b)];
  if (one.length === 0 || two.length === 0) return false;
  const glued = (words: readonly string[]): string => words.filter((word) => !CHILD_OF.has(word)).join('');
  return glued(one) === glued(two) || glued(withoutFather(one)) === glued(withoutFather(two));
}
