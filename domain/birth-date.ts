import { isDay, isoDate, OLDEST, today, yearsBetween } from './calendar.ts';
import { monthOf, romanMonth } from './months.ts';
import { spelledNumbers } from './number-words.ts';
import { plainText, plainWord } from './text.ts';

export type BirthDateReason =
  | 'empty'
  | 'not_a_date'
  /** 31 February. */
  | 'no_such_day'
  | 'future'
  /** More than 120 years ago. */
  | 'too_old'
  /** The day, the month or the year is missing. */
  | 'incomplete'
  /** It can be read as two different dates. */
  | 'ambiguous';

export type BirthDateReading =
  | {
      readonly ok: true;
      /** `YYYY-MM-DD` */
      readonly iso: string;
      /** The year had two digits and this date, a century earlier, is possible too: worth a question. */
      readonly earlier?: string;
    }
  | { readonly ok: false; readonly reason: BirthDateReason };

/** A part of what was typed: a number as it was written, or a month by its name. */
type Part = { readonly digits: string } | { readonly month: number };
type Day = readonly [year: string, month: number, day: number];

const LONGEST_TEXT = 200;
const FILLERS = new Set(
  (
    'tanggal tgl tgk tg tangal bulan bln bl tahun thn th taun hari lahir lahirnya kelahiran ttl tempat pada saya aku di adalah ' +
    'minggu senin selasa rabu kamis jumat jum sabtu ahad sen sel rab kam sab sun mon tue wed thu fri sat ' +
    'sunday monday tuesday wednesday thursday friday saturday born on the of date birth dob st nd rd ya yaitu kak pak bu nya masehi m'
  ).split(' '),
);
const fail = (reason: BirthDateReason): BirthDateReading => ({ ok: false, reason });

/** The numbers and months in order; undefined when words between them say that this is no date. */
function parts(text: string): readonly Part[] | undefined {
  const tidy = spelledNumbers(plainWord(plainText(text)).replace(/['’`‘]/g, ''))
    // A letter for the digit that looks like it: "l7" must never become the 7th.
    .replace(/(?<!\p{L})[li](?=\d)|(?<=\d)[li](?!\p{L})/gu, '1')
    .replace(/(?<!\p{L})o(?=\d)|(?<=\d)o(?!\p{L})/gu, '0')
    // The age behind the date: "17-08-1945 (81 th)".
    .replace(/(\d{4})[ ,(]+(?:umur |usia )?\d{1,3} ?(?:th|thn|tahun|years?( old)?)\)?$/, '$1')
    .replace(/(\d)t\d\d:?\d\d.*$/, '$1')
    .replace(/(\d)(st|nd|rd|th)\b/g, '$1');
  const tokens = tidy.match(/\d+|\p{L}+/gu) ?? [];
  const found: Part[] = [];
  let strange = 0;
  for (const [at, token] of tokens.entries()) {
    const number = /^\d/.test(token);
    const between = found.length === 1 && /^\d/.test(tokens[at + 1] ?? '');
    const month = number ? undefined : (monthOf(token) ?? (between ? romanMonth(token) : undefined));
    if (number) found.push({ digits: token });
    else if (month !== undefined) found.push({ month });
    else if (!FILLERS.has(token)) {
      strange += 1;
      if (found.length > 0 && found.length < 3) return undefined;
    }
  }
  return strange > 5 ? undefined : found;
}

/** Which number of two beside a month's name is the year: the long one, else the second. */
function withMonth(numbers: readonly string[], month: number): Day[] {
  const [a = '', b = ''] = numbers;
  if (a.length === 4) return [[a, month, Number(b)]];
  return b.length === 4 || b.length === 2 ? [[b, month, Number(a)]] : [];
}

/** Day, month, year as Indonesians order them; another order only where theirs cannot be. */
function threeNumbers(a: string, b: string, c: string): Day[] {
  if (a.length === 4 && b.length <= 2 && c.length <= 2)
    return pick([a, Number(b), Number(c)], [a, Number(c), Number(b)]);
  if (a.length > 2 || b.length > 2 || (c.length !== 2 && c.length !== 4)) return [];
  return pick([c, Number(b), Number(a)], [c, Number(a), Number(b)], [a.padStart(2, '0'), Number(b), Number(c)]);
}

/** The first that can be a day in some year, else the first. */
function pick(...days: readonly [Day, ...Day[]]): Day[] {
  return [days.find(([, month, day]) => isDay(2000, month, day)) ?? days[0]];
}

/** Digits without anything between: `17081945`, `19450817`, `170845`, `1781945`. */
function glued(digits: string): Day[] | undefined {
  const cut = (...at: number[]): string[] => at.map((end, i) => digits.slice(at[i - 1] ?? 0, end));
  const day = ([a = '', b = '', c = '']: string[]): Day => [c, Number(b), Number(a)];
  const exists = ([year, month, d]: Day): boolean => isDay(year.length === 4 ? Number(year) : 2000, month, d);
  const likely = (one: Day): boolean => exists(one) && (one[0].length < 4 || /^(1[89]|20)/.test(one[0]));
  if (digits.length === 8) {
    const [y = '', m = '', d = ''] = cut(4, 6, 8);
    const both: Day[] = [day(cut(2, 4, 8)), [y, Number(m), Number(d)]];
    return [both.find(likely) ?? day(cut(2, 4, 8))];
  }
  if (digits.length === 6) return [day(cut(2, 4, 6))];
  if (digits.length === 7) return [day(cut(2, 3, 7)), day(cut(1, 3, 7))].filter(likely);
  return digits.length === 5 ? [] : undefined;
}

function days(found: readonly Part[]): Day[] | BirthDateReason {
  const numbers = found.flatMap((part) => ('digits' in part ? [part.digits] : []));
  const months = found.flatMap((part) => ('month' in part ? [part.month] : []));
  const [a = '', b = '', c = ''] = numbers;
  const month = months[0];
  if (months.length > 1 || numbers.length > 3 || numbers.some((one) => one.length > 8)) return 'not_a_date';
  if (month !== undefined) {
    if (numbers.length === 2) return withMonth(numbers, month);
    return numbers.length < 2 ? 'incomplete' : 'not_a_date';
  }
  if (numbers.length === 3) return threeNumbers(a, b, c);
  if (numbers.length === 2) return a.length <= 4 && b.length <= 4 ? 'incomplete' : 'not_a_date';
  if (numbers.length === 0) return 'not_a_date';
  if (a.length <= 2) return Number(a) >= 1 && Number(a) <= 31 ? 'incomplete' : 'not_a_date';
  return glued(a) ?? (/^(1[89]|20)\d\d$/.test(a) ? 'incomplete' : 'not_a_date');
}

/** The full date; a year of two digits is the latest one that is not in the future. */
function complete([year, month, day]: Day, now: number): BirthDateReading {
  const latest = today(now);
  if (year.length === 4) return judge(Number(year), month, day, latest);
  const centuries = [2000, 1900].map((century) => century + Number(year));
  const possible = centuries.map((full) => judge(full, month, day, latest)).filter((one) => one.ok);
  const [first, second] = possible;
  if (first === undefined) return judge(centuries[1] ?? 0, month, day, latest);
  return second === undefined ? first : { ...first, earlier: second.iso };
}

function judge(year: number, month: number, day: number, latest: string): BirthDateReading {
  if (!isDay(year, month, day)) return fail('no_such_day');
  const iso = isoDate(year, month, day);
  if (iso > latest) return fail('future');
  return yearsBetween(iso, latest) > OLDEST ? fail('too_old') : { ok: true, iso };
}

/**
 * Reads a birth date in the ways Indonesians write one: `17-8-45`, `17 agustus 1945`, `17/08/1945`, `17081945`,
 * `1945-08-17`, `Bandung, 17 Agt 1945`, `tgl 17 bulan 8 tahun 1945`, month names of English and regional languages.
 * Day before month; month first only where it cannot be otherwise. `now` in ms decides the century and the limits.
 */
export function readBirthDate(text: string, now: number): BirthDateReading {
  if (text.trim() === '') return fail('empty');
  const found = text.length > LONGEST_TEXT ? undefined : parts(text);
  if (found === undefined) return fail('not_a_date');
  const answer = days(found);
  if (typeof answer === 'string') return fail(answer);
  if (answer.length > 1) return fail('ambiguous');
  const only = answer[0];
  return only === undefined ? fail('not_a_date') : complete(only, now);
}
