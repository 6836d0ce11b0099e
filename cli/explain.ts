import { maskNik, type NikReason, readNik } from '../domain/nik.ts';
import { maskPhone, type PhoneReason, readPhone } from '../domain/phone.ts';
import { loadRegions, type Regions } from '../domain/regions.ts';

/** `sapa explain nik --json`. Every key is always there; `null` is "not known". The number itself is not repeated. */
export interface NikExplanation {
  readonly level: 'ok' | 'soft' | 'fail';
  readonly reasons: readonly NikReason[];
  readonly sex: 'F' | 'M' | null;
  /** `YYYY-MM-DD` */
  readonly birthDate: string | null;
  /** The same date a century before, when that is possible too. */
  readonly earlier: string | null;
  readonly region: { readonly code: string; readonly name: string } | null;
  /** First four and last four digits. */
  readonly masked: string | null;
  /** How many digits were written, when not 16. */
  readonly digits: number | null;
}

/** `sapa explain phone --json`. `e164` is what the command is asked for, so it is whole. */
export interface PhoneExplanation {
  readonly ok: boolean;
  readonly e164: string | null;
  readonly operator: string | null;
  /** `ID`, `SG`; `null` when several countries share the code. */
  readonly country: string | null;
  readonly reason: PhoneReason | null;
}

/** What the rules say about a NIK, as JSON of the contract. `now` in ms. */
export function explainNik(text: string, now: number, regions: Regions = loadRegions()): NikExplanation {
  const reading = readNik(text, now, regions);
  return {
    level: reading.level,
    reasons: reading.reasons,
    sex: reading.sex ?? null,
    birthDate: reading.birthDate ?? null,
    earlier: reading.earlier ?? null,
    region: reading.region ?? null,
    masked: reading.nik === undefined ? null : maskNik(reading.nik),
    digits: reading.digits ?? null,
  };
}

/** What the rules say about a phone number, as JSON of the contract. */
export function explainPhone(text: string): PhoneExplanation {
  const reading = readPhone(text);
  if (!reading.ok) return { ok: false, e164: null, operator: null, country: null, reason: reading.reason };
  return {
    ok: true,
    e164: reading.e164,
    operator: reading.operator ?? null,
    country: reading.country ?? null,
    reason: null,
  };
}

const NIK_REASONS: Readonly<Record<NikReason, string>> = {
  empty: 'nothing was written',
  no_digits: 'there are no digits in it',
  too_short: 'a NIK has 16 digits, this has fewer',
  too_long: 'a NIK has 16 digits, this has more',
  several: 'there is more than one number in it',
  spreadsheet: 'a spreadsheet wrote it as a power of ten, and its last digits are lost: format the column as text',
  looks_like_phone: 'this is a mobile phone number',
  placeholder: 'all digits equal or counted up: an invented number',
  day: 'digits 7-8 must be a day: 01-31 for men, 41-71 for women',
  month: 'digits 9-10 must be a month: 01-12',
  no_such_day: 'digits 7-12 are a day that does not exist',
  serial: 'the last four digits are never 0000',
  province_unknown: 'digits 1-2 are no province, of today or before: ask once, then accept',
  region_unknown: 'digits 1-6 are no district in the tables: accept and flag',
  looks_like_kk: 'it reads like the number of a family card (KK): ask once, then accept',
  birth_date_differs: 'the birth date differs from the one stated: confirm once, keep both',
  sex_differs: 'the sex differs from the one stated: confirm once, keep both',
};

const PHONE_REASONS: Readonly<Record<PhoneReason, string>> = {
  empty: 'nothing was written',
  several: 'there is more than one number in it',
  not_a_number: 'there is no phone number in it',
  too_short: 'digits are missing',
  too_long: 'there are too many digits',
  landline: 'a fixed line gets no messages: a mobile number is needed',
  looks_like_nik: '16 digits are a NIK or KK number',
  service_number: 'this is a service number',
  no_such_number: 'no operator gives out such a number',
  spreadsheet: 'a spreadsheet wrote it as a power of ten, and its last digits are lost: format the column as text',
  unknown_country: 'the country code is not known, or missing for a number from abroad',
};

const LEVELS = { ok: 'nothing speaks against it', soft: 'to be confirmed', fail: 'not a NIK' } as const;

/** The explanation for people at a terminal. */
export function nikForPeople(one: NikExplanation): string {
  const lines = [`${one.level}: ${LEVELS[one.level]}`];
  if (one.masked !== null) lines.push(`number      ${one.masked}`);
  if (one.digits !== null) lines.push(`digits      ${one.digits}`);
  if (one.sex !== null) lines.push(`sex         ${one.sex === 'F' ? 'female' : 'male'}`);
  if (one.birthDate !== null)
    lines.push(`birth date  ${one.birthDate}${one.earlier === null ? '' : ` or ${one.earlier}`}`);
  if (one.region !== null) lines.push(`region      ${one.region.name} (${one.region.code})`);
  return [...lines, ...one.reasons.map((reason) => `- ${reason}: ${NIK_REASONS[reason]}`)].join('\n');
}

/** The explanation for people at a terminal; the number masked, since screens are shared and copied. */
export function phoneForPeople(one: PhoneExplanation): string {
  if (one.reason !== null) return `not usable: ${PHONE_REASONS[one.reason]} (${one.reason})`;
  const from = one.operator ?? (one.country === 'ID' ? null : one.country);
  return `ok: ${maskPhone(one.e164 ?? '')}${from === null ? '' : `, ${from}`}`;
}
