import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../../simulator/cosmos/faults.ts';
import { Conflict } from '../../stores/errors.ts';
import { noWait, seeded, startCosmos } from './support/cosmos.ts';

/** Shorter than the fault `slow`: then the answer is lost and the work is done. */
const ATTEMPT_MS = 150;
const FAULTS: readonly Fault[] = [
  { kind: 'throttle', retryAfterMs: 20 },
  { kind: 'retry_with' },
  { kind: 'unavailable' },
  { kind: 'cut_before' },
  { kind: 'cut_after' },
  { kind: 'slow', ms: 2 * ATTEMPT_MS },
];

test('8 writers over two stores, every tenth request goes wrong: 1,000 increments are 1,000', async () => {
  const random = seeded(20210113);
  const faulty = await startCosmos();
  const open = { attemptMs: ATTEMPT_MS, timeoutMs: 60_000 };
  const stores = [await faulty.open(open), await faulty.open(open)];
  const met = new Map<string, number>();
  faulty.peer.script(() => {
    if (random() >= 0.1) return undefined;
    const fault = FAULTS[Math.floor(random() * FAULTS.length)];
    met.set(fault?.kind ?? '', (met.get(fault?.kind ?? '') ?? 0) + 1);
    return fault;
  });
  const writer = async (_: unknown, n: number): Promise<void> => {
    const store = stores[n % 2];
    if (!store) throw new Error('no store');
    for (let done = 0; done < 125; ) {
      const there = await store.get<{ n: number }>('meta', 'counter', 'a');
      const condition = there ? { ifMatch: there.etag } : { ifNoneMatch: '*' as const };
      const put = store.put('meta', 'counter', 'a', { n: (there?.body.n ?? 0) + 1 }, condition);
      const failure = await put.then(noWait, (error: unknown) => error);
      if (failure === undefined) done += 1;
      else if (!(failure instanceof Conflict)) throw failure;
      // Writers that never wait would mostly meet each other and seldom a fault.
      else await pause(random() * 10);
    }
  };
  await Promise.all(Array.from({ length: 8 }, writer));
  faulty.peer.script(undefined);
  const counter = await stores[0]?.get('meta', 'counter', 'a');
  await faulty.close();
  expect(counter?.body).toEqual({ n: 1000 });
  // Every kind of fault was met, or this would prove less than it says.
  expect([...met.keys()].sort()).toEqual(FAULTS.map((fault) => fault.kind).sort());
});
