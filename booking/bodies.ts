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

/** A place held in a session. About 120 bytes of JSON: what bounds the capacity of a session. */
export interface Holder {
  /** Id of the ticket document: a keyed hash of the code. Tells this holding from an earlier one of the same person. */
  readonly ticket: string;
  /** Contact id of who booked, for reminders. */
  readonly contact: string;
  readonly at: number;
}

/**
 * A session as it is stored: `sessions`, `pk` = site code. Who holds a place lives in the same document as the
 * capacity, so "never more holders than capacity" is one conditional write and needs no transaction.
 */
export interface SessionBody {
  readonly site: string;
  readonly start: number;
  readonly end: number;
  readonly zone: string;
  readonly product: string;
  readonly capacity: number;
  /** By `<person>|<dose>`. */
  readonly holders: Readonly<Record<string, Holder>>;
  /** How often a booking under way was called off here: changing it makes every earlier reading of this document stale. */
  readonly fences?: number;
}

/** What the public check starts from: `tickets`, `pk` = `id` = keyed hash of the code. A pointer, never the proof. */
export interface TicketBody {
  readonly site: string;
  readonly session: string;
  /** Key of the holder in the session. */
  readonly holder: string;
  readonly dose: number;
}

/** Documents stay below 2 MB with room to spare at this many holders of 120 bytes; an import above it is refused. */
export const MAX_CAPACITY = 5_000;

export const holderKey = (person: string, dose: number): string => `${person}|${dose}`;

/** Places left, never below nothing: a capacity that was lowered later takes no place away. */
export function placesLeft(body: SessionBody): number {
  return Math.max(0, body.capacity - Object.keys(body.holders).length);
}

export function sessionView(id: string, body: SessionBody): SessionView {
  const { site, start, end, zone, product } = body;
  return { id, site, start, end, zone, left: placesLeft(body), product };
}
