import fc from 'fast-check';
import type { BookAnswer } from '../../booking/booking.ts';
import { importSessions } from '../../booking/import.ts';
import { StoreError } from '../../stores/errors.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { faulty } from './support/faulty.ts';
import { booking, fill, NOW, placesOf, regions, request, row, sessions } from './support/house.ts';

/** One call: who wants a place where, in which process, and whether that process dies over it. */
const call = fc.record({
  person: fc.integer({ min: 0, max: 3 }),
  site: fc.constantFrom('UJI-1', 'UJI-2', 'UJI-3'),
  process: fc.integer({ min: 0, max: 1 }),
  crash: fc.option(fc.record({ at: fc.nat(14), when: fc.constantFrom('before' as const, 'after' as const) }), {
    freq: 3,
  }),
});
const capacities = fc.tuple(
  fc.integer({ min: 0, max: 2 }),
  fc.integer({ min: 1, max: 2 }),
  fc.integer({ min: 1, max: 3 }),
);

const PERSONS = ['p0', 'p1', 'p2', 'p3'];
const SITES = ['UJI-1', 'UJI-2', 'UJI-3'] as const;

type Scheduler = Parameters<Parameters<typeof fc.asyncProperty<[fc.Scheduler]>>[1]>[0];

async function run(
  scheduler: Scheduler,
  places: readonly number[],
  calls: readonly {
    person: number;
    site: string;
    process: number;
    crash: { at: number; when: 'before' | 'after' } | null;
  }[],
  raise: boolean,
): Promise<void> {
  // The plan is laid before the shuffling begins.
  let shuffled = false;
  const documents = memoryDocuments({
    pause: () => (shuffled ? scheduler.schedule(Promise.resolve()) : Promise.resolve()),
  });
  await fill(
    documents,
    SITES.map((site, n) => row(site, 1, places[n] ?? 0)),
  );
  shuffled = true;
  const desks = [booking(documents), booking(documents)];
  const answers: { person: string; answer: BookAnswer }[] = [];
  const work = calls.map(async ({ person: number, site, process, crash }) => {
    const person = `p${number}`;
    const desk = crash ? booking(faulty(documents, crash.at, crash.when).documents) : desks[process];
    try {
      const answer = await desk?.book(request(person, site, 1), NOW);
      if (answer) answers.push({ person, answer });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
  });
  // More places while people book: what was full a moment ago has room again.
  if (raise) work.push(importSessions({ documents, regions }, [row('UJI-1', 1, 3)]).then(() => {}));
  await scheduler.waitFor(Promise.all(work));
  shuffled = false;

  for (const body of (await sessions(documents)).values()) {
    expect(Object.keys(body.holders).length).toBeLessThanOrEqual(body.capacity);
  }
  const desk = booking(documents);
  for (const person of PERSONS) {
    const taken = await placesOf(documents, person);
    expect(taken.length).toBeLessThanOrEqual(1);
    const held = await desk.held(person, 1);
    expect(held ? [held.session.id] : []).toEqual(taken);
    const codes = answers.flatMap((one) =>
      one.person === person && 'ticket' in one.answer ? one.answer.ticket.code : [],
    );
    for (const code of codes) {
      expect(code).toBe(held?.code);
      expect((await desk.check(code, NOW)).kind).toBe('valid');
    }
  }
}

describe('whatever the order of the steps', () => {
  test('no session gives more than it has, nobody holds two places, and every ticket that was told is good', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), capacities, fc.array(call, { minLength: 2, maxLength: 8 }), fc.boolean(), run),
      { numRuns: 400 },
    );
  });

  test('one person who presses two buttons at once, in two processes, on full and free sessions', async () => {
    const both = fc.tuple(call, call, call).map((three) => three.map((one) => ({ ...one, person: 0, crash: null })));
    await fc.assert(fc.asyncProperty(fc.scheduler(), capacities, both, fc.boolean(), run), { numRuns: 400 });
  });
});
