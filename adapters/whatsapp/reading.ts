import { cleanText, isRecord } from '../webchat/plain.ts';

/** Reading what Meta sends: every field may be missing, of another type, or too long, and none of that may throw. */
export type Raw = Readonly<Record<string, unknown>>;

const NOTHING: Raw = Object.freeze({});
const MOST = 256;

/** A field that is an object; an empty one when it is not. */
export function part(raw: Raw, field: string): Raw {
  const value = raw[field];
  return isRecord(value) ? value : NOTHING;
}

/** A field that is a list, its objects only. */
export function parts(raw: Raw, field: string): readonly Raw[] {
  const value = raw[field];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** A field that is a text of at most `most` characters, cleaned; `undefined` for anything else, and for nothing. */
export function text(raw: Raw, field: string, most = MOST): string | undefined {
  const value = raw[field];
  return typeof value === 'string' && value !== '' && value.length <= most ? cleanText(value) : undefined;
}

/** A text that is cut, not refused, when it is too long: what a citizen wrote. */
export function words(raw: Raw, field: string, most: number): string | undefined {
  const value = raw[field];
  return typeof value === 'string' && value !== '' ? cleanText(value.slice(0, most)) : undefined;
}

/** A number, also when it comes as digits. */
export function number(raw: Raw, field: string): number | undefined {
  const value = raw[field];
  const read = typeof value === 'string' && /^-?\d{1,16}(\.\d{1,16})?$/.test(value) ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
}

/** A time in ms. Seconds as a text are the rule; milliseconds and numbers have been seen (§1.5). */
export function timeOf(raw: Raw, now: number): number {
  const read = number(raw, 'timestamp');
  if (read === undefined || read <= 0) return now;
  return read >= 1e12 ? read : read * 1000;
}

/** An id as Meta writes them: no blanks, no control characters. */
export function idOf(raw: Raw, field: string, most = MOST): string | undefined {
  const value = raw[field];
  return typeof value === 'string' && value.length <= most && /^[\x21-\x7e]+$/.test(value) ? value : undefined;
}

/** A phone number in digits, without plus. */
export function digitsOf(raw: Raw, field: string): string | undefined {
  const value = raw[field];
  const digits = typeof value === 'string' ? value.replace(/^\+/, '') : '';
  return /^\d{5,20}$/.test(digits) ? digits : undefined;
}
