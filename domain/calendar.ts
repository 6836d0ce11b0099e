/** Days in a month, 1 to 12, of the Gregorian calendar. */
function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2) return leap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Whether the day exists. */
export function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** `YYYY-MM-DD`. */
export function isoDate(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const EAST_MS = 9 * 3_600_000;

/** The date at `now` (ms) in the east of Indonesia (UTC+9), where a day begins first: nobody's today is "the future". */
export function today(now: number): string {
  return new Date(now + EAST_MS).toISOString().slice(0, 10);
}

/** Full years between two ISO dates; negative when `to` lies before `from`. Born on 29 February: a year older on 1 March. */
export function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

/** The ISO date `years` later; 29 February becomes 1 March where there is none. */
export function addYears(iso: string, years: number): string {
  const year = Number(iso.slice(0, 4)) + years;
  const month = Number(iso.slice(5, 7));
  const day = Number(iso.slice(8, 10));
  return isDay(year, month, day) ? isoDate(year, month, day) : isoDate(year, 3, 1);
}

/** Nobody older is registered: more years than that are a slip of the finger. */
export const OLDEST = 120;

/** The ISO date so many days later (or earlier). */
export function addDays(iso: string, days: number): string {
  const at = new Date(`${iso}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return isoDate(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
}

/** The ISO date so many months later; a day that the month does not have becomes the first of the next: never too early. */
export function addMonths(iso: string, months: number): string {
  const count = Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1 + months;
  const [year, month, day] = [Math.floor(count / 12), (count % 12) + 1, Number(iso.slice(8, 10))];
  return isDay(year, month, day) ? isoDate(year, month, day) : addDays(isoDate(year, month, daysIn(year, month)), 1);
}

/** Days from one ISO date to another; negative when `to` lies before `from`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

const MONTHS = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};

/** `17 Agustus 2021`, for a sentence. By hand: a formatter of `Intl` costs more than all the rules about a person. */
export function longDate(iso: string, lang: 'id' | 'en'): string {
  return `${Number(iso.slice(8, 10))} ${MONTHS[lang][Number(iso.slice(5, 7)) - 1] ?? ''} ${iso.slice(0, 4)}`;
}
