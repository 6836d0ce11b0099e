/**
 * Who is who on WhatsApp since 2026. A citizen comes under a phone number, a business-scoped user id, or both, and any of
 * them may change (§1.4). The bot knows a contact by an id of its own that never does. How names are weighed is decided in
 * ADR 0011: a user id says who somebody is; a phone number only where somebody can be reached.
 */

/** The names under which a delivery speaks of somebody. Each may be missing. */
export interface Names {
  /** Digits of the phone number (`wa_id`), without `+`. */
  readonly phone?: string | undefined;
  /** Business-scoped user id. */
  readonly user?: string | undefined;
  /** The same for a parent business. */
  readonly parent?: string | undefined;
}

/** A contact, and how to reach it now. */
export interface Contact {
  readonly id: string;
  /** The number to send to; absent: by `user`. Both absent: nothing can be sent until it writes again. */
  readonly phone?: string | undefined;
  readonly user?: string | undefined;
}

/** All reject with an error of the store; nothing is half done then that the next call does not finish. Times in ms. */
export interface Contacts {
  /** The contact of these names, made on first sight. The same names give the same contact in every process. */
  find(names: Names, at: number): Promise<Contact>;
  /** Somebody is known under other names from `at` on. With no new names: the old number belongs to nobody we know. */
  move(from: Names, to: Names, at: number): Promise<void>;
  /** A contact by its id, for sending. */
  get(id: string): Promise<Contact | undefined>;
  /** Whether this contact wants marketing messages; campaigns must ask before they write. */
  prefer(names: Names, marketing: 'stop' | 'resume', at: number): Promise<void>;
}
