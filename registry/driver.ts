import type { Identity } from './person.ts';

/** Whom a question to the registry is about: what the citizen said. */
export interface Subject extends Identity {
  readonly nik: string;
  /** Regency code with a dot, when known. */
  readonly region?: string;
}

/** A field that differs. Never with its value: whoever typed the wrong one must not learn the right one. */
export type Field = 'nik' | 'name' | 'birthDate' | 'sex' | 'address';

/** A dose that the registry knows of. */
export interface RecordedDose {
  readonly number: number;
  /** ISO date; left out when the registry does not know it. */
  readonly on?: string;
  /** Code of a product of the programme, when it is one. */
  readonly product?: string;
}

/**
 * What a registry answers about a subject, for callers who are identified. What a citizen hears of it is decided in
 * `verdict.ts`, where `unknown`, `mismatch` and `deceased` become one.
 */
export type Finding =
  | { readonly kind: 'match'; readonly doses: readonly RecordedDose[] }
  | { readonly kind: 'mismatch'; readonly fields: readonly Field[] }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'deceased' }
  /** The dose that was asked for is recorded already. */
  | { readonly kind: 'already'; readonly dose: number; readonly on?: string }
  /** Taken, and not decided yet: ask `verdict` later. */
  | { readonly kind: 'pending' }
  | Away;

/** The registry did not answer, or not in a way that can be trusted. Nothing is known of what it did. */
export interface Away {
  readonly kind: 'unavailable';
  /** When to ask again at the earliest, ms. */
  readonly retryAfterMs: number;
}

export type History =
  | { readonly kind: 'doses'; readonly doses: readonly RecordedDose[] }
  | { readonly kind: 'unknown' }
  | Away;

/** What happened to somebody's appointment. */
export interface Happening {
  readonly event: 'booked' | 'cancelled' | 'given';
  readonly dose: number;
  /** ISO date of the appointment or of the dose. */
  readonly on: string;
}

/** `kept`: this registry takes no such records; what happened stays with us. */
export type Recorded = { readonly kind: 'recorded' | 'kept' | 'unknown' } | Away;

/** What goes with every call. */
export interface Call {
  /** Idempotency key: a call that is repeated with it has no second effect. */
  readonly key: string;
  /** ms since 1970. */
  readonly now: number;
  /** The dose that is asked for. */
  readonly dose?: number;
}

/**
 * A registry of the day. Drivers: `local` (the imported target list) and `fhir`; one contract test holds both. Every
 * trouble of a network is an answer (`unavailable`) and no exception; only `StoreError`s are thrown.
 */
export interface Driver {
  /** Is this NIK known, and does it match. Changes nothing. */
  find(subject: Subject, call: Call): Promise<Finding>;
  /** Hands new or corrected data in. Repeated, also after a call in doubt, it has its effect once. */
  submit(subject: Subject, call: Call): Promise<Finding>;
  /** What has been decided about what was handed in. */
  verdict(subject: Subject, call: Call): Promise<Finding>;
  history(subject: Subject, call: Call): Promise<History>;
  record(subject: Subject, happening: Happening, call: Call): Promise<Recorded>;
  close(): Promise<void>;
}

/** A match, unless the dose that is asked for is there already. */
export function matched(doses: readonly RecordedDose[], dose: number | undefined): Finding {
  const same = dose === undefined ? undefined : doses.find((one) => one.number === dose);
  if (!same) return { kind: 'match', doses };
  return { kind: 'already', dose: same.number, ...(same.on === undefined ? {} : { on: same.on }) };
}
