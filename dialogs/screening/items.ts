import { spelledNumbers } from '../../domain/number-words.ts';
import type { Question } from '../../domain/programme.ts';
import { means } from '../choices.ts';
import { plain } from '../input.ts';
import type { Language } from '../locales/words.ts';

/** A bubble is at most 300 signs; a list breaks between its lines. */
const BUBBLE = 290;

/** How a question stands in the list. */
export const lineOf = ({ short, text }: Question, lang: Language): string => (short ?? text)[lang];

/** The numbered list, in as few bubbles as hold it. */
export function listBubbles(questions: readonly Question[], lang: Language): readonly string[] {
  const bubbles: string[] = [];
  for (const [n, question] of questions.entries()) {
    const line = `${n + 1}. ${lineOf(question, lang)}`;
    const last = bubbles.at(-1);
    if (last === undefined || last.length + 1 + line.length > BUBBLE) bubbles.push(line);
    else bubbles[bubbles.length - 1] = `${last}\n${line}`;
  }
  return bubbles;
}

/** Polite and joining words around numbers and names of illnesses. */
const FILLERS = new Set(
  (
    'no nomor nomer number numbers dan and serta sama juga yang yg saja aja only the or atau saya sy aku i ' +
    'am have has ada iya ya yes punya lagi sedang sakit pernah mungkin kira itu ini dia beliau ibu bapak pak bu anak'
  ).split(' '),
);
/** Words of the lists that name no illness: alone they say nothing. */
const COMMON = new Set(
  (
    'sedang pernah terakhir setelah vaksin imunisasi dalam hari bulan dengan orang penyakit atau baru punya lebih setahun ' +
    'sampai meter sulit sering lain berat anak dan ini darah blood disease diseases after within last treatment ever somebody near now ' +
    'for the with much often very hard days months month year more less recent another severe vaccine immunisation metres'
  ).split(' '),
);
const NEGATED = /\b(tidak|tdk|tak|bukan|belum|ga|gak|nggak|enggak|ndak|not|never|mboten|teu)\b/;
/** "1-5" may mean two of them or all between: asked again. */
const RANGE = /\d\s*(?:-|–|s\/d|sd|sampai|hingga|to)\s*\d/i;
/** What may stand around "nothing of it". */
const POLITE = new Set(
  'kak kakak pak bu bapak ibu min mas mbak mba dong kok sih ya semua semuanya saja aja dok alhamdulillah thanks all at terima kasih'.split(
    ' ',
  ),
);
const LEAST = 3;
const STEM = 5;

function keywords({ short, text }: Question): readonly string[] {
  const { id, en } = short ?? text;
  return plain(`${id} ${en}`)
    .split(' ')
    .filter((word) => word.length >= LEAST && !/\d/.test(word) && !COMMON.has(word));
}

/** Whether it says that nothing of the list applies. */
export function saysNone(typed: string): boolean {
  const said = plain(typed);
  const bare = said.split(' ').filter((word) => !POLITE.has(word));
  return means(said, 'well') || means(bare.join(' '), 'well');
}

/** A word and a keyword mean the same: equal, or one inside the other from five letters on ("lelah", "kelelahan"). */
function same(word: string, keyword: string): boolean {
  if (word === keyword) return true;
  return Math.min(word.length, keyword.length) >= STEM && (keyword.includes(word) || word.includes(keyword));
}

/** What was named. Not `sure` when words are left that nobody here knows: "darah tinggi" is no clotting disorder. */
export interface Named {
  readonly questions: readonly Question[];
  readonly sure: boolean;
}

function byNumber(numbers: readonly string[], questions: readonly Question[]): Named | undefined {
  const found = new Set(numbers.map((number) => questions[Number(number) - 1]));
  return found.has(undefined) ? undefined : { questions: questions.filter((one) => found.has(one)), sure: true };
}

function byWord(words: readonly string[], questions: readonly Question[]): Named | undefined {
  const found = new Set<Question>();
  let unclear = false;
  let left = false;
  for (const word of words) {
    const fitting = questions.filter((one) => keywords(one).some((keyword) => same(word, keyword)));
    if (fitting.length === 1 && fitting[0]) found.add(fitting[0]);
    else if (fitting.length > 1) unclear = true;
    else if (!COMMON.has(word)) left = true;
  }
  // "covid" alone is in several lines; "kontak covid" is one of them.
  if (found.size === 0 || (unclear && found.size > 1)) return undefined;
  return { questions: questions.filter((one) => found.has(one)), sure: !left };
}

/**
 * Which questions of the list are named, by number ("1, 3") or by word ("demam"). Undefined when it is not clear: a word
 * that names several, a negation, a range, a number that is not there.
 */
export function namedIn(typed: string, questions: readonly Question[]): Named | undefined {
  const said = plain(spelledNumbers(typed.toLowerCase()));
  if (said === '' || NEGATED.test(said) || RANGE.test(typed)) return undefined;
  const words = said.split(' ').filter((word) => !FILLERS.has(word));
  const numbers = words.filter((word) => /^\d+$/.test(word));
  if (numbers.length === 0) return byWord(words, questions);
  return numbers.length === words.length ? byNumber(numbers, questions) : undefined;
}
