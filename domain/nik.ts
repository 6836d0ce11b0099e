import { isDay, isoDate, OLDEST, today, yearsBetween } from './calendar.ts';
import type { NikDoubt, NikFault, NikReason } from './nik-reasons.ts';
import { findNik } from './nik-text.ts';
import type { Regions } from './regions.ts';

export type { NikDoubt, NikFault, NikReason };

export interface NikReading {
  readonly level: 'ok' | 'soft' | 'fail';
  /** Everything that is wrong or doubtful; empty at level `ok`. */
  readonly reasons: readonly NikReason[];
  /** The 16 digits; not at level `fail`. */
  readonly nik?: string;
  readonly sex?: 'F' | 'M';
  /** `YYYY-MM-DD`: the latest century that is not in the future, or the one of the stated birth date. */
  readonly birthDate?: string;
  /** The same date a century earlier, when such a person could be alive: the year is worth a question. */
  readonly earlier?: string;
  /** The regency of the first registration (today's, when the code is retired), or as much as is known of it. */
  readonly region?: { readonly code: string; readonly name: string };
  /** How many digits were written, when it is not 16 of them. */
  readonly digits?: number;
}

/** What the citizen says beside the number. A difference is a doubt and never a fault: a NIK outlives corrections. */
export interface Stated {
  readonly birthDate?: string;
  readonly sex?: 'F' | 'M';
}

/** Women's day of birth is written plus 40. */
const WOMEN = 40;
/** Family cards with such numbers have been given out since then. */
const FIRST_KK_YEAR = 2003;
const PLACEHOLDER = /^(\d)\1{15}$|^1234567890123456$/;
const ADULT = 17;

interface Birth {
  readonly day: number;
  readonly month: number;
  /** Two digits. */
  readonly year: number;
  readonly sex: 'F' | 'M';
}

function birthOf(nik: string): Birth {
  const day = Number(nik.slice(6, 8));
  const sex = day > WOMEN ? 'F' : 'M';
  return {
    day: sex === 'F' ? day - WOMEN : day,
    month: Number(nik.slice(8, 10)),
    year: Number(nik.slice(10, 12)),
    sex,
  };
}

function faults(nik: string, { day, month, year }: Birth): NikFault[] {
  if (PLACEHOLDER.test(nik)) return ['placeholder'];
  const found: NikFault[] = [];
  if (day < 1 || day > 31) found.push('day');
  if (month < 1 || month > 12) found.push('month');
  // A year of 2000 + YY is a leap year whenever one of the two centuries has one.
  if (found.length === 0 && !isDay(2000 + year, month, day)) found.push('no_such_day');
  if (nik.endsWith('0000')) found.push('serial');
  return found;
}

/** What is impossible in 16 digits; empty when nothing is. For lists, where a number is a number and no sentence. */
export function faultsOfNik(nik: string): readonly NikFault[] {
  return faults(nik, birthOf(nik));
}

/** The dates that the two digits of the year may mean, latest first: not in the future, not over 120 years ago. */
function dates({ day, month, year }: Birth, now: number): string[] {
  const latest = today(now);
  return [2000, 1900]
    .filter((century) => isDay(century + year, month, day))
    .map((century) => isoDate(century + year, month, day))
    .filter((iso) => iso <= latest && yearsBetween(iso, latest) <= OLDEST);
}

/**
 * The regency of the code. A district of a retired regency cannot be checked, and is not doubted; a district that is
 * not in the list of today is.
 */
function place(nik: string, regions: Regions): { region?: NikReading['region']; doubts: NikDoubt[] } {
  const province = regions.find(nik.slice(0, 2));
  const regency = regions.find(nik.slice(0, 4));
  const known = regency ?? province;
  const region = known === undefined ? {} : { region: { code: known.code, name: known.name } };
  if (province === undefined && regency === undefined) return { ...region, doubts: ['province_unknown'] };
  const complete = regency !== undefined && regions.find(nik.slice(0, 6)) !== undefined;
  return { ...region, doubts: complete ? [] : ['region_unknown'] };
}

/** A KK number holds the date of its recording: no +40, 2003 or later. Told apart by the stated date, where there is one. */
function likeKk(birth: Birth, date: string | undefined, said: string | undefined, now: number): boolean {
  if (birth.sex === 'F' || date === undefined || Number(date.slice(0, 4)) < FIRST_KK_YEAR) return false;
  if (said === undefined) return true;
  return said !== date && yearsBetween(said, today(now)) >= ADULT;
}

function differences(sex: 'F' | 'M', possible: readonly string[], stated: Stated): NikDoubt[] {
  const found: NikDoubt[] = [];
  if (stated.birthDate !== undefined && !possible.includes(stated.birthDate)) found.push('birth_date_differs');
  if (stated.sex !== undefined && stated.sex !== sex) found.push('sex_differs');
  return found;
}

/**
 * Reads a NIK (16 digits: region, birth date with +40 for women, serial) out of what a citizen wrote. There is no
 * check digit, so `ok` says only that nothing contradicts it. `now` in ms decides the century. Never throws.
 * Levels and rules after Dukcapil's practice: a region or a birth date that does not fit is a doubt, not a fault.
 */
export function readNik(text: string, now: number, regions: Regions, stated: Stated = {}): NikReading {
  const found = findNik(text);
  if ('fault' in found) {
    const digits = found.digits === undefined ? {} : { digits: found.digits };
    return { level: 'fail', reasons: [found.fault], ...digits };
  }
  const { nik } = found;
  const birth = birthOf(nik);
  const wrong = faults(nik, birth);
  if (wrong.length > 0) return { level: 'fail', reasons: wrong };
  const possible = dates(birth, now);
  const said = stated.birthDate !== undefined && possible.includes(stated.birthDate) ? stated.birthDate : undefined;
  const birthDate = said ?? possible[0];
  const earlier = said === undefined ? possible[1] : undefined;
  const { region, doubts } = place(nik, regions);
  const kk = found.namedKk || likeKk(birth, birthDate, stated.birthDate, now);
  const reasons: NikDoubt[] = [
    ...doubts,
    ...(kk ? (['looks_like_kk'] as const) : []),
    ...differences(birth.sex, possible, stated),
  ];
  return {
    level: reasons.length > 0 ? 'soft' : 'ok',
    reasons,
    nik,
    sex: birth.sex,
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(earlier === undefined ? {} : { earlier }),
    ...(region === undefined ? {} : { region }),
  };
}

/** `3273********0009`: the first four and the last four digits. Anything but 16 digits is hidden altogether. */
export function maskNik(nik: string): string {
  return /^\d{16}$/.test(nik) ? `${nik.slice(0, 4)}********${nik.slice(-4)}` : '****************';
}
