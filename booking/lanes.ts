/** Runs work of one key in turn, work of different keys side by side. Keys without work take no memory. */
export type Lanes = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/**
 * Lanes of one process. They only save the retries that citizens of one process would cost each other over one
 * session; between processes the conditional write decides.
 */
export function createLanes(): Lanes {
  const tails = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = tails.get(key);
    const mine = before ? before.then(work, work) : work();
    tails.set(key, mine);
    try {
      return await mine;
    } finally {
      if (tails.get(key) === mine) tails.delete(key);
    }
  };
}
