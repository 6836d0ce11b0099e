import type { Documents } from '../../../stores/documents.ts';
import { Unavailable } from '../../../stores/errors.ts';

/** A crash: nothing of the process goes on after it. */
export class Crash extends Unavailable {}

export interface Faulty {
  readonly documents: Documents;
  /** What was done, `get sessions`, `put tickets`, ... */
  readonly steps: string[];
}

/** A store that dies at step `at` (from 0), before the step is done or right after it. */
export function faulty(documents: Documents, at: number, when: 'before' | 'after'): Faulty {
  const steps: string[] = [];
  let dead = false;
  async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (dead) throw new Crash();
    const number = steps.push(name) - 1;
    if (number === at) dead = true;
    if (number === at && when === 'before') throw new Crash();
    const answer = await work();
    if (number === at) throw new Crash();
    return answer;
  }
  return {
    steps,
    documents: {
      ...documents,
      get: (container, pk, id) => step(`get ${container}`, () => documents.get(container, pk, id)),
      put: (container, pk, id, body, condition) =>
        step(`put ${container}`, () => documents.put(container, pk, id, body, condition)),
      delete: (container, pk, id, condition) =>
        step(`delete ${container}`, () => documents.delete(container, pk, id, condition)),
      query: (container, query) => step(`query ${container}`, () => documents.query(container, query)),
    },
  };
}
