import type { Regions } from '../domain/regions.ts';
import type { Body } from '../stores/documents.ts';
import { closesAt, liveHolders, MAX_CAPACITY, type SessionBody, type SiteBody } from './bodies.ts';
import { bookedIn } from './changes.ts';
import { DAY, instantOf } from './times.ts';

/** One row of the list of places, as the CSV of the contract names its columns. */
export interface SiteRow {
  readonly code: string;
  readonly name: string;
  readonly address: string;
  readonly region_code: string;
  readonly lat?: number;
  readonly lon?: number;
  readonly phone?: string;
}

/** One row of dated capacity; date and times are local to the place. */
export interface SessionRow {
  readonly site_code: string;
  readonly date: string;
  /** Only for a window of several days (a boat's visit): its last day. `start` and `end` are the hours of each. */
  readonly end_date?: string;
  readonly start: string;
  readonly end: string;
  readonly capacity: number;
  readonly product: string;
}

export type RowFault =
  | ('code' | 'name' | 'region' | 'site' | 'date' | 'end_date' | 'time' | 'capacity' | 'product')
  /** Fewer places than people who have one. */
  | 'booked';

/** Codes become keys of the store: letters, digits, dot and dash only. */
export const CODE = /^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$/;
/** A longer window is a mistake of the year. */
const LONGEST = 31 * DAY;

/** Flat bodies with the same fields, in whatever order a driver gives them back. */
export function same(a: object, b: object): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}

export function readSite(row: SiteRow, regions: Regions): SiteBody | RowFault {
  const region = regions.find(row.region_code)?.code.slice(0, 5);
  if (!CODE.test(row.code)) return 'code';
  if (row.name.trim() === '') return 'name';
  if (region === undefined || region.length !== 5) return 'region';
  const { code, name, address, lat, lon, phone } = row;
  const place = lat === undefined || lon === undefined ? {} : { lat, lon };
  const reach = phone === undefined ? {} : { phone };
  return { code, name: name.trim(), address: address.trim(), region, province: region.slice(0, 2), ...place, ...reach };
}

/** What the ministry plans of a session; the rest of its document is what came of it. */
export type SessionPlan = Pick<SessionBody, 'site' | 'start' | 'end' | 'closes' | 'zone' | 'product' | 'capacity'>;

export function readSession(row: SessionRow, zone: string): SessionPlan | RowFault {
  const last = row.end_date ?? row.date;
  const start = instantOf(row.date, row.start, zone);
  const end = instantOf(last, row.end, zone);
  const closes = instantOf(last, row.start, zone);
  if (instantOf(row.date, '00:00', zone) === undefined) return 'date';
  if (last < row.date || instantOf(last, '00:00', zone) === undefined) return 'end_date';
  if (start === undefined || end === undefined || closes === undefined || end <= closes) return 'time';
  if (end - start > LONGEST) return 'end_date';
  // Above this the holders could outgrow the 2 MB of a document: several sessions side by side hold more.
  if (!Number.isInteger(row.capacity) || row.capacity < 0 || row.capacity > MAX_CAPACITY) return 'capacity';
  if (!/^[^\p{C}]{1,40}$/u.test(row.product.trim())) return 'product';
  const window = last === row.date ? {} : { closes };
  const { capacity, site_code: site } = row;
  return { site, start, end, ...window, zone, product: row.product.trim(), capacity };
}

/** Id of a session: the same place, day, time and product are the same session, whatever its capacity becomes. */
export function sessionId(row: Pick<SessionRow, 'site_code' | 'date' | 'start' | 'product'>): string {
  const product = row.product
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return `${row.site_code}-${row.date}-${row.start.replace(':', '')}-${product}`;
}

/** What an import makes of a document: a body to write, nothing, or a refusal. */
export type Next =
  | { readonly kind: 'write'; readonly body: Body }
  | { readonly kind: 'same' }
  | { readonly kind: 'booked'; readonly booked: number };

/** A place: a row that says what is stored already changes nothing. */
export function nextSite(site: SiteBody, old: Body | undefined): Next {
  return old && same(old, site) ? { kind: 'same' } : { kind: 'write', body: { ...site } };
}

/** The hours that hold: those an officer gave a session since (`session move`) are not undone by the old plan. */
function hoursOf(plan: SessionPlan, old: SessionBody): SessionPlan {
  if (old.moved === undefined) return plan;
  const { closes: _closes, ...rest } = plan;
  const window = old.closes === undefined ? {} : { closes: old.closes };
  return { ...rest, start: old.start, end: old.end, ...window };
}

/**
 * A session: an import changes its plan and never who holds a place in it. Fewer places than are taken is refused: which
 * people would have to go is no decision of a file. Other hours are noted to be told to who has a place. `now` in ms.
 */
export function nextSession(plan: SessionPlan, old: SessionBody | undefined, now: number): Next {
  if (old === undefined) return { kind: 'write', body: { ...plan, holders: {} } };
  const { holders, fences, cancelled, untold, moved, ...before } = old;
  const next = hoursOf(plan, old);
  if (same(before, next)) return { kind: 'same' };
  const booked = Object.keys(liveHolders(old, now)).length;
  // What is over or called off is a record: nobody has to be found another place.
  const open = cancelled === undefined && closesAt(old) > now;
  if (open && next.capacity < old.capacity && next.capacity < booked) return { kind: 'booked', booked };
  const hours = next.start !== old.start || next.end !== old.end;
  const marks = { ...(fences === undefined ? {} : { fences }), ...(moved === undefined ? {} : { moved }) };
  const off = cancelled === undefined ? {} : { cancelled };
  const tell = hours && open && bookedIn(old, now) > 0 ? { untold: now } : untold === undefined ? {} : { untold };
  return { kind: 'write', body: { ...next, holders, ...marks, ...off, ...tell } };
}
