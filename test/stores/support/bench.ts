import type { Documents } from '../../../stores/documents.ts';

/** A store opened for the suite. */
export interface Opened {
  readonly documents: Documents;
  close(): Promise<void>;
  /** The clock that the driver reads (`clock: () => clock.time`, ms since 1970), where the driver lets us set it. */
  readonly clock?: { time: number };
}

/** What each part of the suite gets: the store, and keys that no other test has used. */
export interface Bench {
  readonly opened: () => Opened;
  readonly documents: () => Documents;
  /** A key that is new in every test and every run. */
  readonly fresh: (name?: string) => string;
}
