import type { SessionView } from './booking.ts';

/** A place as it is stored: `sites`, `pk` = `id` = its code. */
export interface SiteBody {
  readonly code: string;
  readonly name: string;
  readonly address: string;
  /** Regency code with a dot. */
  readonly region: string;
  /** Province code, two digits. */
  readonly province: string;
  readonly lat?: number;
  readonly lon?: number;
  readonly phone?: string;
}

/** A place held in a session. About 150 bytes of JSON: what bounds the capacity of a session. */
export interface Holder {
  /** Id of the ticket document: a keyed hash of the code. Tells this holding from an earlier one of the same person. */
  readonly ticket: string;
  /** Which of the ticket's places this is: it counts up when a ticket moves to another session. Absent: 0. */
  readonly n?: number;
  /** Contact id of who booked, for notices. */
  readonly contact: string;
  readonly at: number;
  /** Only kept while somebody confirms: from this moment (ms) on the place is free again. Absent: booked. */
  readonly until?: number;
  /** When the site marked the person present, ms. */
  readonly used?: number;
}

/**
 * A session as it is stored: `sessions`, `pk` = site code. Who holds a place lives in the same document as the
 * capacity, so "never more holders than capacity" is one conditional write and needs no transaction.
 */
export interface SessionBody {
  readonly site: string;
  readonly start: number;
  readonly end: number;
  /** Only for a window of several days: until when it can be booked, ms. A session of one day closes when it starts. */
  readonly closes?: number;
  readonly zone: string;
  readonly product: string;
  readonly capacity: number;
  /** By `<person>|<dose>`. */
  readonly holders: Readonly<Record<string, Holder>>;
  /** How often a booking under way was called off here: changing it makes every earlier reading of this document stale. */
  readonly fences?: number;
  /** When the ministry called the session off, ms. */
  readonly cancelled?: number;
  /** An officer gave it other hours than its plan, which its id still names, ms. */
  readonly moved?: number;
  /** When the session was changed or called off, while not everybody who holds a place has a notice of it, ms. */
  readonly untold?: number;
}

/** What the public check starts from: `tickets`, `pk` = `id` = keyed hash of the code. A pointer, never the proof. */
export interface TicketBody {
  readonly site: string;
  readonly session: string;
  /** Key of the holder in the session. */
  readonly holder: string;
  readonly dose: number;
  /** The newest of the ticket's places that it knows of: the one it points to, or a later one that was given up. Only grows. Absent: 0. */
  readonly n?: number;
}

/** Documents stay below 2 MB with room to spare at this many holders of 150 bytes; an import above it is refused. */
export const MAX_CAPACITY = 5_000;

export const holderKey = (person: string, dose: number): string => `${person}|${dose}`;

/** Who still has a place at `now`: a hold that ran out is gone, whether or not anybody has cleaned it away. */
export function liveHolders(body: SessionBody, now: number): Record<string, Holder> {
  const live = Object.entries(body.holders).filter(([, { until }]) => until === undefined || until > now);
  return Object.fromEntries(live);
}

/** Places left, never below nothing: a capacity that was lowered later takes no place away. */
export function placesLeft(body: SessionBody, now: number): number {
  if (body.cancelled !== undefined) return 0;
  return Math.max(0, body.capacity - Object.keys(liveHolders(body, now)).length);
}

/** Until when a place in it can be given, ms. */
export const closesAt = (body: Pick<SessionBody, 'start' | 'closes'>): number => body.closes ?? body.start;

export function sessionView(id: string, body: SessionBody, now: number): SessionView {
  const { site, start, end, zone, product, cancelled } = body;
  const off = cancelled === undefined ? {} : ({ cancelled: true } as const);
  return { id, site, start, end, zone, left: placesLeft(body, now), product, ...off };
}
