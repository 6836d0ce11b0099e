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
}

export interface Ticket {
  /** Unguessable, readable aloud: see `domain/ticket-code.ts`. */
  readonly code: string;
  readonly site: SiteView;
  readonly session: SessionView;
  readonly dose: number;
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

/** Throws `StoreError`s only. `now` in ms. Every call may be repeated. */
export interface Booking {
  /**
   * Places with something free. `region`: a regency code, answers that regency first, then its province, then the rest
   * (`scope` says how far it had to look). `text`: what a citizen typed as a place ("bandung", "jaksel", "melati").
   */
  places(
    where: { readonly region?: string; readonly text?: string },
    now: number,
    limit: number,
  ): Promise<{ readonly scope: 'regency' | 'province' | 'country' | 'none'; readonly sites: readonly SiteView[] }>;
  /** Sessions of a site that are still to come and have a place left, soonest first. */
  sessions(site: string, now: number, limit: number): Promise<readonly SessionView[]>;
  book(request: BookRequest, now: number): Promise<BookAnswer>;
  /** The ticket a person holds for a dose. */
  held(person: string, dose: number): Promise<Ticket | undefined>;
  /** The public check of a code: never anything about the person. */
  check(
    code: string,
    now: number,
  ): Promise<{ readonly kind: 'valid' | 'past'; readonly ticket: Ticket } | { readonly kind: 'invalid' }>;
}
