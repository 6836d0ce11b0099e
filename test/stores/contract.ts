import type { Documents } from '../../stores/documents.ts';
import { bodies } from './support/bodies.ts';
import { conditions } from './support/conditions.ts';
import { expiry } from './support/expiry.ts';
import { model } from './support/model.ts';
import { queries } from './support/queries.ts';
import { races } from './support/races.ts';

/** A store opened for the suite. */
export interface Opened {
  readonly documents: Documents;
  close(): Promise<void>;
  /** The clock that the driver reads (`clock: () => clock.time`, ms since 1970), where the driver lets us set it. */
  readonly clock?: { time: number };
}

export interface ContractOptions {
  /** Runs of the model test: fewer for a driver that is far away. */
  readonly runs?: number;
}

/** What each part of the suite gets: the store, and keys that no other test has used. */
export interface Bench {
  readonly opened: () => Opened;
  readonly documents: () => Documents;
  /** A key that is new in every test and every run. */
  readonly fresh: (name?: string) => string;
}

/**
 * The document contract as tests, the same for every driver. The store is opened once for all of them; every test
 * uses its own keys, so what an earlier run left in the store changes nothing.
 */
export function documentsContract(name: string, open: () => Promise<Opened>, options: ContractOptions = {}): void {
  describe(`documents on ${name}`, () => {
    let store: Opened | undefined;
    let counter = 0;
    const run = `${process.pid}${Math.random().toString(36).slice(2, 8)}`;
    const opened = (): Opened => {
      if (!store) throw new Error('the store did not open');
      return store;
    };
    const bench: Bench = {
      opened,
      documents: () => opened().documents,
      fresh: (key = 'k') => {
        counter += 1;
        return `${key}-${run}-${counter}`;
      },
    };

    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store?.close());

    describe('conditions', () => conditions(bench));
    describe('bodies and keys', () => bodies(bench));
    describe('queries', () => queries(bench));
    describe('expiry', () => expiry(bench));
    describe('writers at once', () => races(bench));
    describe('a model', () => model(bench, options.runs ?? 60));
  });
}
