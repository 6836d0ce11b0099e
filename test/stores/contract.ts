import type { Bench, Opened } from './support/bench.ts';
import { bodies } from './support/bodies.ts';
import { conditions } from './support/conditions.ts';
import { expiry } from './support/expiry.ts';
import { model } from './support/model.ts';
import { queries } from './support/queries.ts';
import { races } from './support/races.ts';

export type { Opened };

export interface ContractOptions {
  /** Runs of the model test: fewer for a driver that is far away. */
  readonly runs?: number;
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
