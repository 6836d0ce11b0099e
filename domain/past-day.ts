/** A day that has passed, as people say it: "3 minggu lalu", "kemarin", "12 Oktober", "12-10-2026". */
import { readBirthDate } from './birth-date.ts';
import { addDays, addMonths, isDay, isoDate, today } from './calendar.ts';
import { monthOf } from './months.ts';
import { spelledNumbers } from './number-words.ts';
import { plainText, plainWord } from './text.ts';

const LONGEST_TEXT = 100;
const TODAY = /\b(hari ini|tadi|barusan|sekarang|today|now)\b/;
const YESTERDAY = /\b(kemarin|kemaren|wingi|yesterday)\b/;
const AGO =
  /\b(?:(\d{1,3}|se|a|an|one|last)\s*-?)?(hari|hr|minggu|mgg|bulan|bln|tahun|thn|days?|weeks?|months?|years?)\s*(?:an\s*)?(?:yang\s*)?(?:lalu|kemarin|lewat|ago)\b|\blast (week|month|year)\b/;
/** Days and months of one of each. */
const SPANS: readonly (readonly [RegExp, { readonly days: number } | { readonly months: number }])[] = [
  [/^(hari|hr|day)/, { days: 1 }],
  [/^(minggu|mgg|week)/, { days: 7 }],
  [/^(bulan|bln|month)/, { months: 1 }],
  [/^(tahun|thn|year)/, { months: 12 }],
];

function ago(text: string, on: string): string | undefined {
  const [, count = '', named, last] = AGO.exec(text) ?? [];
  const unit = named ?? last ?? '';
  const span = SPANS.find(([name]) => name.test(unit))?.[1];
  if (span === undefined) return undefined;
  const n = /^\d/.test(count) ? Number(count) : 1;
  return 'days' in span ? addDays(on, -n * span.days) : addMonths(on, -n * span.months);
}

/** A day and a month without a year: the last such day. */
function dayAndMonth(text: string, on: string): string | undefined {
  const named = /\b(\d{1,2})\s+(\p{L}{3,12})\b/u.exec(text);
  const numbers = /^\D*(\d{1,2})\s*[-/.]\s*(\d{1,2})\D*$/.exec(text);
  const day = Number(named?.[1] ?? numbers?.[1]);
  const month = named ? monthOf(named[2] ?? '') : Number(numbers?.[2]);
  if (month === undefined || Number.isNaN(month)) return undefined;
  const year = Number(on.slice(0, 4));
  return [year, year - 1]
    .filter((one) => isDay(one, month, day))
    .map((one) => isoDate(one, month, day))
    .find((iso) => iso <= on);
}

/** The ISO date of what was typed, at `now` (ms); undefined when it is none, or has not come yet. Never throws. */
export function readPastDay(text: string, now: number): string | undefined {
  if (text.length > LONGEST_TEXT) return undefined;
  const on = today(now);
  const words = spelledNumbers(plainWord(plainText(text)));
  const spoken = TODAY.test(words) ? on : ago(words, on);
  if (spoken !== undefined) return spoken;
  if (YESTERDAY.test(words)) return addDays(on, -1);
  const full = readBirthDate(text, now);
  if (full.ok) return full.iso;
  return full.reason === 'future' ? undefined : dayAndMonth(words, on);
}
