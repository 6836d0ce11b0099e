/** Offsets of Indonesia's three zones in hours, without daylight saving (Keppres 41/1987). */
const HOURS: Readonly<Record<string, number>> = { 'Asia/Jakarta': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 };
const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

function offset(zone: string): number {
  const hours = HOURS[zone];
  if (hours === undefined) throw new RangeError('not a time zone of Indonesia');
  return hours * HOUR;
}

/**
 * The instant (ms since 1970) of a local date `YYYY-MM-DD` and time `HH:MM` in one of Indonesia's zones.
 * `undefined` when it is no such day or time. Throws `RangeError` for another zone.
 */
export function instantOf(date: string, time: string, zone: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return undefined;
  const utc = Date.parse(`${date}T${time}:00Z`);
  // `Date.parse` rolls 31 February over into March: what it makes must be the day that was written.
  if (Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 10) !== date) return undefined;
  return utc - offset(zone);
}

/** The local date `YYYY-MM-DD` of an instant. */
export function localDate(at: number, zone: string): string {
  return new Date(at + offset(zone)).toISOString().slice(0, 10);
}

/** The local time `HH:MM` of an instant. */
export function localTime(at: number, zone: string): string {
  return new Date(at + offset(zone)).toISOString().slice(11, 16);
}

/** Whether a session is on the day of `now`, at its place; a window of several days is on each of them. */
export function isToday({ start, end, zone }: { start: number; end: number; zone: string }, now: number): boolean {
  const today = localDate(now, zone);
  return localDate(start, zone) <= today && today <= localDate(end, zone);
}
