import type { Labels } from '../../domain/metrics.ts';
import { Busy, Conflict, Unavailable } from '../../stores/errors.ts';
import { measured } from '../../stores/measured.ts';
import { memoryDocuments } from '../support/memory-documents.ts';

/** A store whose next write fails with this error, and what was counted over it. */
function counted(error?: Error) {
  const failures: (Labels | undefined)[] = [];
  const timed: string[] = [];
  const documents = memoryDocuments({ clock: () => 0 });
  const failing = error ? { ...documents, put: () => Promise.reject(error) } : documents;
  const metrics = {
    count: (name: string, labels?: Labels) => void (name === 'store_errors_total' && failures.push(labels)),
    observe: (name: string, _seconds: number, labels?: Labels) => void timed.push(`${name} ${labels?.['operation']}`),
    gauge() {},
  };
  return { store: measured(failing, metrics), failures, timed };
}

test('every call is timed, and gives what the store gives', async () => {
  const { store, failures, timed } = counted();
  await store.put('meta', 'a', 'a', { n: 1 });
  expect((await store.get('meta', 'a', 'a'))?.body).toEqual({ n: 1 });
  await store.ping();
  expect(timed).toEqual(['store_seconds put', 'store_seconds get', 'store_seconds ping']);
  expect(failures).toEqual([]);
});

test.each([
  [new Unavailable('the disk is full'), 'unavailable'],
  [new Busy(250, 'another process is writing'), 'busy'],
])('a failure is counted by its code and passed on: %s', async (error, code) => {
  const { store, failures } = counted(error);
  await expect(store.put('meta', 'a', 'a', {})).rejects.toBe(error);
  expect(failures).toEqual([{ operation: 'put', code }]);
});

test('who comes second has found a store that works', async () => {
  const { store, failures } = counted(new Conflict());
  await expect(store.put('meta', 'a', 'a', {})).rejects.toThrow(Conflict);
  expect(failures).toEqual([]);
});
