import { silent } from '../../../domain/log.ts';
import { type Metrics, uncounted } from '../../../domain/metrics.ts';
import { type CosmosPeer, type CosmosPeerOptions, createCosmosPeer } from '../../../simulator/cosmos/peer.ts';
import { type CosmosOptions, openCosmos } from '../../../stores/cosmos/open.ts';
import { applyCosmos, planCosmos } from '../../../stores/cosmos/provision.ts';
import type { Documents } from '../../../stores/documents.ts';

/** A listening peer with all containers, and stores opened on it; everything is closed by `close`. */
export interface Cosmos {
  readonly peer: CosmosPeer;
  readonly account: { readonly endpoint: string; readonly key: string; readonly database: string };
  open(options?: Partial<CosmosOptions>): Promise<Documents>;
  close(): Promise<void>;
}

/** For tests in which nothing fails: a starved machine answers late, and that is no lost connection. */
export const UNHURRIED = { attemptMs: 60_000, timeoutMs: 120_000 };

/** Waits no time: retries follow at once. */
export const noWait = async (): Promise<void> => {};

export async function startCosmos(options: CosmosPeerOptions = {}): Promise<Cosmos> {
  const peer = createCosmosPeer(options);
  const account = { endpoint: await peer.listen(), key: peer.key, database: 'sapa' };
  await applyCosmos(await planCosmos(account));
  const opened: Documents[] = [];
  return {
    peer,
    account,
    async open(more = {}) {
      const store = await openCosmos({ ...account, metrics: uncounted, logger: silent, sleep: noWait, ...more });
      opened.push(store);
      return store;
    },
    async close() {
      for (const store of opened) await store.close();
      await peer.close();
    },
  };
}

/** Remembers what was counted, by name and labels. */
export function counting(): Metrics & { readonly counts: Map<string, number> } {
  const counts = new Map<string, number>();
  return {
    counts,
    count(name, labels = {}, by = 1) {
      const key = [name, ...Object.values(labels)].join(' ');
      counts.set(key, (counts.get(key) ?? 0) + by);
    },
    gauge() {},
    observe() {},
  };
}

/** A generator of numbers from 0 to 1 that gives the same row every time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
