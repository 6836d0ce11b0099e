/** Careful reading of JSON from outside: what is not as expected is absent, never an exception. */

export type Raw = Readonly<Record<string, unknown>>;

/** Characters of one text that are kept. Messenger's own limit for a person is 2,000; the rest is not from a person. */
const TEXT_MOST = 8_000;
const ID_MOST = 500;
/** Above this a time is in ms; below it in seconds, as seen in some real deliveries. */
const MS_FROM = 1e12;

export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function record(from: unknown, key: string): Raw | undefined {
  const value = isRaw(from) ? from[key] : undefined;
  return isRaw(value) ? value : undefined;
}

export function list(from: unknown, key: string): readonly unknown[] {
  const value = isRaw(from) ? from[key] : undefined;
  return Array.isArray(value) ? value : [];
}

/** A text, well formed and bounded; `undefined` for everything else. */
export function text(from: unknown, key: string, most = TEXT_MOST): string | undefined {
  const value = isRaw(from) ? from[key] : undefined;
  return typeof value === 'string' ? value.slice(0, most).toWellFormed() : undefined;
}

/** An id: a text that is not empty, or a number that JSON could hold exactly. */
export function id(from: unknown, key: string): string | undefined {
  const value = isRaw(from) ? from[key] : undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value !== '' && value.length <= ID_MOST ? value.toWellFormed() : undefined;
}

export function number(from: unknown, key: string): number | undefined {
  const value = isRaw(from) ? from[key] : undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A time in ms, whether it came in ms or in seconds; `undefined` when there is none that a date can hold. */
export function time(from: unknown, key: string): number | undefined {
  const value = number(from, key);
  if (value === undefined || value <= 0 || value > 8e15) return undefined;
  return value < MS_FROM ? value * 1000 : value;
}
