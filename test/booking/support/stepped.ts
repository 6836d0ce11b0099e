import type { Documents } from '../../../stores/documents.ts';

export interface Stepped {
  readonly documents: Documents;
  /** Lets the next `steps` steps happen, one after the other. */
  advance(steps: number): Promise<void>;
  /** Lets all go on without stopping from here. */
  release(): Promise<void>;
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A store in RAM whose user stops before every step until told to go on: a process that the machine puts to sleep. */
export function stepped(documents: Documents): Stepped {
  let waiting: (() => void) | undefined;
  let free = false;
  async function step<T>(work: () => Promise<T>): Promise<T> {
    if (!free) await new Promise<void>((resolve) => (waiting = resolve));
    return work();
  }
  async function advance(steps: number): Promise<void> {
    for (let n = 0; n < steps; n += 1) {
      await settled();
      const go = waiting;
      waiting = undefined;
      go?.();
    }
    await settled();
  }
  return {
    advance,
    async release() {
      free = true;
      await advance(1);
    },
    documents: {
      ...documents,
      get: (container, pk, id) => step(() => documents.get(container, pk, id)),
      put: (container, pk, id, body, condition) => step(() => documents.put(container, pk, id, body, condition)),
      delete: (container, pk, id, condition) => step(() => documents.delete(container, pk, id, condition)),
      query: (container, query) => step(() => documents.query(container, query)),
    },
  };
}
