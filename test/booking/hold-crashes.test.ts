import fc from 'fast-check';
import { liveHolders } from '../../booking/bodies.ts';
import type { Booking } from '../../booking/booking.ts';
import type { Documents } from '../../stores/documents.ts';
import { StoreError } from '../../stores/errors.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { Crash, faulty } from './support/faulty.ts';
import { booking, fill, NOW, placesOf, request, row, sessionOf, sessions } from './support/house.ts';

const HERE = sessionOf('UJI-1', 1);
const THERE = sessionOf('UJI-2', 2);
const one = request('p1', 'UJI-1', 1);
const other = request('p1', 'UJI-2', 2);

/** p1 is booked here; there is one place there. */
async function booked(): Promise<{ documents: Documents; code: string }> {
  const documents = memoryDocuments({ clock: () => NOW });
  await fill(documents, [row('UJI-1', 1, 1), row('UJI-2', 2, 1)]);
  const answer = await booking(documents).book(one, NOW);
  return { documents, code: 'ticket' in answer ? answer.ticket.code : '' };
}

/** Lets `work` die at every one of its steps, before it and right after it, and looks at what is there then. */
async function everyCrash(
  work: (desk: Booking) => Promise<unknown>,
  look: (documents: Documents, code: string) => Promise<void>,
): Promise<number> {
  const whole = faulty((await booked()).documents, -1, 'before');
  await work(booking(whole.documents));
  for (let at = 0; at < whole.steps.length; at += 1) {
    for (const when of ['before', 'after'] as const) {
      const { documents, code } = await booked();
      await expect(work(booking(faulty(documents, at, when).documents))).rejects.toBeInstanceOf(Crash);
      await look(documents, code);
    }
  }
  return whole.steps.length;
}

describe('a crash between any two steps', () => {
  test('of a change: there is always a good ticket, and the same change again ends it', async () => {
    const steps = await everyCrash(
      (desk) => desk.change(other, NOW),
      async (documents, code) => {
        // At no moment is the person without a place.
        expect((await placesOf(documents, 'p1')).length).toBeGreaterThanOrEqual(1);
        expect((await booking(documents).check(code, NOW)).kind).toBe('valid');
        const held = await booking(documents).held('p1', 1);
        expect([HERE, THERE]).toContain(held?.session.id);
        const answer = await booking(documents).change(other, NOW);
        expect(['booked', 'already']).toContain(answer.kind);
        expect(await placesOf(documents, 'p1')).toEqual([THERE]);
        expect(await booking(documents).check(code, NOW)).toMatchObject({
          kind: 'valid',
          ticket: { site: { code: 'UJI-2' } },
        });
      },
    );
    expect(steps).toBeGreaterThan(12);
  });

  test('of a change, then the mind is changed: the old place is had again, or still', async () => {
    await everyCrash(
      (desk) => desk.change(other, NOW),
      async (documents, code) => {
        expect(['booked', 'already']).toContain((await booking(documents).change(one, NOW)).kind);
        expect(await placesOf(documents, 'p1')).toEqual([HERE]);
        expect(await booking(documents).check(code, NOW)).toMatchObject({
          kind: 'valid',
          ticket: { site: { code: 'UJI-1' } },
        });
      },
    );
  });

  test('of keeping and then confirming a change', async () => {
    await everyCrash(
      async (desk) => {
        await desk.hold(other, NOW);
        await desk.change(other, NOW);
      },
      async (documents, code) => {
        expect((await booking(documents).check(code, NOW)).kind).toBe('valid');
        // Whoever does not come back keeps the old place, and the kept one is free after its time.
        const late = NOW + 11 * 60_000;
        const held = await booking(documents).held('p1', 1);
        const rival = await booking(documents).book(request('p2', 'UJI-2', 2), late);
        expect(rival.kind).toBe(held?.session.id === THERE ? 'full' : 'booked');
      },
    );
  });

  test('of giving back: it is given back the next time', async () => {
    await everyCrash(
      (desk) => desk.cancel('p1', 1, NOW),
      async (documents, code) => {
        expect(['cancelled', 'none']).toContain((await booking(documents).cancel('p1', 1, NOW)).kind);
        expect(await placesOf(documents, 'p1')).toEqual([]);
        expect(await booking(documents).check(code, NOW)).toEqual({ kind: 'invalid' });
        expect((await booking(documents).book(one, NOW)).kind).toBe('booked');
      },
    );
  });
});

const call = fc.record({
  kind: fc.constantFrom('book' as const, 'hold' as const, 'change' as const, 'cancel' as const, 'release' as const),
  person: fc.integer({ min: 0, max: 2 }),
  site: fc.constantFrom('UJI-1', 'UJI-2', 'UJI-3'),
  process: fc.integer({ min: 0, max: 1 }),
  /** Clocks of two processes are minutes apart, so that holds run out for one and not for the other. */
  late: fc.constantFrom(0, 5, 11, 30),
  crash: fc.option(fc.record({ at: fc.nat(16), when: fc.constantFrom('before' as const, 'after' as const) }), {
    freq: 3,
  }),
});
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

async function ask(desk: Booking, { kind, person, site, late }: Call): Promise<void> {
  const wish = request(`p${person}`, site, 1);
  const now = NOW + late * 60_000;
  if (kind === 'cancel') await desk.cancel(wish.person, 1, now);
  else if (kind === 'release') await desk.release(wish.person, 1, now);
  else await desk[kind](wish, now);
}

type Scheduler = Parameters<Parameters<typeof fc.asyncProperty<[fc.Scheduler]>>[1]>[0];

async function run(scheduler: Scheduler, places: readonly number[], calls: readonly Call[]): Promise<void> {
  let shuffled = false;
  const documents = memoryDocuments({
    clock: () => NOW,
    pause: () => (shuffled ? scheduler.schedule(Promise.resolve()) : Promise.resolve()),
  });
  const put = documents.put;
  const watched: Documents = {
    ...documents,
    async put(container, pk, id, body, condition) {
      const etag = await put(container, pk, id, body, condition);
      // Not only in the end: after every single write no session holds more than it has.
      if (container === 'sessions') {
        const { holders, capacity } = body as { holders: object; capacity: number };
        expect(Object.keys(holders).length).toBeLessThanOrEqual(capacity);
      }
      return etag;
    },
  };
  await fill(
    documents,
    ['UJI-1', 'UJI-2', 'UJI-3'].map((site, n) => row(site, 1, places[n] ?? 0)),
  );
  shuffled = true;
  const desks = [booking(watched), booking(watched)];
  const work = calls.map(async (one) => {
    const desk = one.crash ? booking(faulty(watched, one.crash.at, one.crash.when).documents) : desks[one.process];
    try {
      if (desk) await ask(desk, one);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
  });
  await scheduler.waitFor(Promise.all(work));
  shuffled = false;
  // Long after: everything under way has come to its end, or is ended by the next call.
  const later = NOW + 3_600_000;
  for (const person of ['p0', 'p1', 'p2']) {
    const desk = booking(documents);
    const before = await desk.held(person, 1);
    if (before) expect((await desk.check(before.code, later)).kind).toBe('valid');
    await desk.change(request(person, 'UJI-1', 1), later);
    const held = await booking(documents).held(person, 1);
    // A hold that ran out may still be written down, but it does not count.
    const all = [...(await sessions(documents))];
    const taken = all.filter(([, body]) => `${person}|1` in liveHolders(body, later)).map(([id]) => id);
    expect(taken).toEqual(held ? [held.session.id] : []);
    if (before) expect(held?.code).toBe(before.code);
  }
}

test('whatever the order of holds, bookings, changes and cancellations: one place a person, never more than there are', async () => {
  const capacities = fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 }));
  const calls = fc.array(call, { minLength: 2, maxLength: 8 });
  await fc.assert(fc.asyncProperty(fc.scheduler(), capacities, calls, run), { numRuns: 500 });
});
