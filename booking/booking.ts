import type { Point } from '../domain/geo.ts';

/** A place, as a citizen is shown it. */
export interface SiteView {
  readonly code: string;
  readonly name: string;
  readonly address: string;
  /** Regency code with a dot: `32.73`, and its name. */
  readonly region: string;
  readonly regionName: string;
  /** IANA zone of the place. */
  readonly zone: string;
  /** Places left in sessions still to come. */
  readonly left: number;
  /** How far it is from where was asked about, in km, when that was a point on the map. */
  readonly km?: number;
}

export interface SessionView {
  readonly id: string;
  readonly site: string;
  /** ms since 1970. */
  readonly start: number;
  readonly end: number;
  readonly zone: string;
  readonly left: number;
  readonly product: string;
  /** Called off by the ministry. */
  readonly cancelled?: true;
}

/** Whether a session suits a person: product, age group, interval. The rules live elsewhere; without one all do. */
export type Fits = (session: SessionView) => boolean;

export interface Where {
  /** A regency code: that regency first, then its province, then the rest. */
  readonly region?: string;
  /** What a citizen typed as a place ("bandung", "jaksel", "melati"), or a postcode. */
  readonly text?: string;
  /** A shared location: nearest first. */
  readonly near?: Point;
  readonly fits?: Fits;
}

export interface Ticket {
  /** Unguessable, readable aloud: see `domain/ticket-code.ts`. */
  readonly code: string;
  readonly site: SiteView;
  readonly session: SessionView;
  readonly dose: number;
  /** When the site marked the person present, ms. */
  readonly used?: number;
}

export interface BookRequest {
  /** Person id (keyed hash of the NIK). */
  readonly person: string;
  readonly dose: number;
  readonly site: string;
  readonly session: string;
  /** Contact id of who books. */
  readonly contact: string;
}

export type BookAnswer =
  | { readonly kind: 'booked'; readonly ticket: Ticket }
  /** The person holds a place for this dose already; that ticket is given back, nothing was changed. */
  | { readonly kind: 'already'; readonly ticket: Ticket }
  /** No place left; what else is free, nearest in time at the same site first. */
  | { readonly kind: 'full'; readonly others: readonly SessionView[] }
  /** No such session any more, or it has begun. */
  | { readonly kind: 'gone'; readonly others: readonly SessionView[] };

export type HoldAnswer =
  /** The place is kept until then (ms). */
  | { readonly kind: 'kept'; readonly site: SiteView; readonly session: SessionView; readonly until: number }
  /** This very place is booked for the person, or (nothing to change) was used. */
  | { readonly kind: 'already' | 'used'; readonly ticket: Ticket }
  | Extract<BookAnswer, { kind: 'full' | 'gone' }>;

export type ChangeAnswer = BookAnswer | { readonly kind: 'used'; readonly ticket: Ticket };

export type CancelAnswer =
  | { readonly kind: 'cancelled' | 'used'; readonly ticket: Ticket }
  /** There is nothing (any more) that could be given back. */
  | { readonly kind: 'none' };

/** `valid` may be for another day (see `isToday`). `past`: the session is over. */
export type CheckAnswer =
  | { readonly kind: 'valid' | 'used' | 'past' | 'cancelled'; readonly ticket: Ticket }
  | { readonly kind: 'invalid' };

/** `marked`: by this call. When it was not, the kind or the day says why. */
export type PresentAnswer = CheckAnswer & { readonly marked: boolean };

/** Throws `StoreError`s only. `now` in ms. Every call may be repeated. */
export interface Booking {
  /** Places with something free; `scope` says how far it had to look. */
  places(
    where: Where,
    now: number,
    limit: number,
  ): Promise<{ readonly scope: 'regency' | 'province' | 'country' | 'none'; readonly sites: readonly SiteView[] }>;
  /** Sessions of a site that can still be booked and have a place left, soonest first. */
  sessions(site: string, now: number, limit: number, fits?: Fits): Promise<readonly SessionView[]>;
  /** Keeps a place for ten minutes while the citizen confirms; a place that is booked already stays. One hold a person and dose. */
  hold(request: BookRequest, now: number): Promise<HoldAnswer>;
  /** Gives a kept place back. */
  release(person: string, dose: number, now: number): Promise<void>;
  /** Books a place, or confirms the one that is kept. Never touches one that is booked already. */
  book(request: BookRequest, now: number): Promise<BookAnswer>;
  /** Moves the person's booking to another session under the same code: the old place goes when the new one is sure. */
  change(request: BookRequest, now: number): Promise<ChangeAnswer>;
  /** Gives a booked place back. */
  cancel(person: string, dose: number, now: number): Promise<CancelAnswer>;
  /** The ticket a person holds for a dose. */
  held(person: string, dose: number): Promise<Ticket | undefined>;
  /** The public check of a code: never anything about the person. */
  check(code: string, now: number): Promise<CheckAnswer>;
  /** The site has seen the person of this ticket: on its day, once. Repeating it answers `used` with the first time. */
  present(code: string, now: number): Promise<PresentAnswer>;
}
