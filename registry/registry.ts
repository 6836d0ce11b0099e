/** What a citizen confirmed about a person. `key` makes a repeated call harmless. */
export interface Submission {
  readonly nik: string;
  readonly name: string;
  /** ISO date `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly sex: 'F' | 'M';
  /** E.164, when given. */
  readonly phone?: string;
  readonly relation: Relation;
  /** Contact id (keyed hash) of the citizen who registers. */
  readonly contact: string;
  /** The channel on which they did: news of a later verdict goes there. */
  readonly channel?: string;
  /** Regency code with a dot, when it is known where they live. */
  readonly region?: string;
  /** Idempotency key: conversation + activity id. */
  readonly key: string;
}

export type Relation = 'self' | 'child' | 'parent' | 'other';

/**
 * What the registry says. `unknown` covers "no such NIK", "somebody else's" and "birth date differs" alike, so that an
 * answer never tells a stranger whether a NIK exists.
 */
export type Verdict =
  | {
      readonly kind: 'registered';
      readonly person: string;
      readonly group: string;
      readonly region?: string;
      readonly dose: number;
    }
  | { readonly kind: 'not_yet'; readonly person: string; readonly group: string; readonly from?: string }
  | { readonly kind: 'unknown'; readonly person: string }
  /** Taken and on disk; the registry decides later. `receipt` proves to the citizen that it was taken. */
  | { readonly kind: 'pending'; readonly person: string; readonly receipt: string }
  /** The data agree, and no dose is due that the programme knows of. */
  | { readonly kind: 'complete'; readonly person: string };

/**
 * The port to the One Data registry. The imported list decides at once; over FHIR a verdict comes later, as a notice.
 * Throws `StoreError`s only.
 */
export interface Registry {
  /** Notes what was confirmed and answers the verdict at `now` (ms). Repeating it with the same data changes nothing. */
  submit(submission: Submission, now: number): Promise<Verdict>;
}
