import { createRequire } from 'node:module';
import type { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import { findPhone } from './phone-text.ts';

export type PhoneReason =
  /** Nothing was written. */
  | 'empty'
  /** More than one number. */
  | 'several'
  /** No number in it, or letters among the digits. */
  | 'not_a_number'
  | 'too_short'
  | 'too_long'
  /** A fixed line, which gets no messages. */
  | 'landline'
  /** 16 digits: a NIK or KK number. */
  | 'looks_like_nik'
  /** A service number such as 119. */
  | 'service_number'
  /** As long as a number, but no operator gives such ones out. */
  | 'no_such_number'
  /** A number from abroad without its country code, or with one that does not exist. */
  | 'unknown_country'
  /** A spreadsheet wrote it as a power of ten: its last digits are lost. */
  | 'spreadsheet';

export type PhoneReading =
  | {
      readonly ok: true;
      readonly e164: string;
      /** Brand that gave the number out, for Indonesia. */
      readonly operator?: string;
      /** `ID`, `SG`: where the number belongs; left out when several countries share its code. */
      readonly country?: string;
    }
  | { readonly ok: false; readonly reason: PhoneReason };

/** Indonesian prefixes (after the 0) and whose they are. Numbers cannot be taken to another operator in Indonesia. */
const OPERATORS: readonly (readonly [operator: string, prefixes: RegExp])[] = [
  ['Telkomsel', /^8(1[123]|2[123]|5[123])/],
  ['Indosat', /^8(1[456]|5[5678])/],
  ['XL', /^8(1[789]|59|7[78])/],
  ['Axis', /^83[1238]/],
  ['Tri', /^89[5-9]/],
  ['Smartfren', /^88[1-9]/],
];
/** Numbers of the neighbours where many Indonesians live, as they are written there without a plus. */
const NEIGHBOURS = /^(65[89]\d{7}|601\d{8,9})$/;
/** Emergency and information lines, and companies' numbers without an area code. */
const SERVICE = /^(1\d{2,4}|1500\d{3})$/;
const fail = (reason: PhoneReason): PhoneReading => ({ ok: false, reason });

type Parse = typeof parsePhoneNumberFromString;
/** Loaded with the first number, not with the program: its tables of all countries take some milliseconds. */
function parser(): Parse {
  const load = createRequire(import.meta.url);
  return (load('libphonenumber-js/mobile') as { parsePhoneNumberFromString: Parse }).parsePhoneNumberFromString;
}

/** In international form, or as a national number of Indonesia. */
function international(typed: string): string {
  const digits = typed.replace(/\D/g, '');
  if (/^\(?\+/.test(typed)) return `+${digits}`;
  // Indonesia's own prefix for calls abroad is not 00, but people know 00 from elsewhere.
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  if (/^62\d/.test(digits) || NEIGHBOURS.test(digits)) return `+${digits}`;
  return `+62${digits.replace(/^0/, '')}`;
}

/** What is wrong with an Indonesian number, by its digits after +62 and a stray 0. */
function fault(national: string): PhoneReason {
  if (SERVICE.test(national)) return 'service_number';
  if (national.length < 5) return 'too_short';
  if (/^[2-79]/.test(national))
    return national.length > 11 ? 'too_long' : national.length < 7 ? 'too_short' : 'landline';
  if (!national.startsWith('8')) return 'no_such_number';
  if (national.length < 9) return 'too_short';
  return national.length > 12 ? 'too_long' : 'no_such_number';
}

/**
 * Reads a mobile number as people write it: `0812...`, `+62...`, `62...`, `8...`, with blanks, dashes, dots or
 * brackets, or "nol delapan satu dua...". Numbers from abroad need their `+` or `00`, except those of Singapore and
 * Malaysia. Answers E.164 with the country and, for Indonesia, the operator.
 */
export function readPhone(text: string): PhoneReading {
  if (text.trim() === '') return fail('empty');
  const typed = findPhone(text);
  if (typed === undefined) return fail('not_a_number');
  if (typed === 'several' || typed === 'spreadsheet') return fail(typed);
  const number = international(typed);
  const digits = typed.replace(/\D/g, '');
  if (digits.length === 16 && !/^\(?\+/.test(typed)) return fail('looks_like_nik');
  const home = number.startsWith('+62');
  const national = number.slice(3).replace(/^0/, '');
  if (home && !/^8\d{8,11}$/.test(national)) return fail(fault(national));
  const parsed = parser()(home ? `+62${national}` : number);
  if (parsed === undefined)
    return fail(digits.length > 15 ? 'too_long' : digits.length < 7 ? 'too_short' : 'unknown_country');
  if (!parsed.isValid()) return fail('no_such_number');
  const operator = home ? OPERATORS.find(([, prefixes]) => prefixes.test(national))?.[0] : undefined;
  const { country } = parsed;
  return {
    ...{ ok: true, e164: parsed.number },
    ...(operator === undefined ? {} : { operator }),
    ...(country === undefined ? {} : { country }),
  };
}

/** `+62*******7890`: the country and the last four digits, never more. */
export function maskPhone(e164: string): string {
  const digits = e164.replace(/\D/g, '');
  if (digits.length < 9) return '*******';
  return `+${digits.slice(0, 2)}*******${digits.slice(-4)}`;
}
