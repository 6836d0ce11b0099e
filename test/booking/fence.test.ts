import fc from 'fast-check';
import { importSessions } from '../../booking/import.ts';
import type { Documents } from '../../stores/documents.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { booking, fill, NOW, placesOf, regions, request, row, sessions } from './support/house.ts';
import { type Stepped, stepped } from './support/stepped.ts';

/*
 * The narrow places: one person's request runs in two processes that see different things (the session full, begun by
 * a clock that runs ahead, given more capacity a moment later), and the machine puts either of them to sleep between
 * any two steps. The shuffled test hardly ever comes here, so the schedule is made of long runs of one process.
 */

type Event = 'fill' | 'raise';
type Part = { readonly who: 'slow' | 'quick'; readonly steps: number } | Event;

const part = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      who: fc.constantFrom('slow' as const, 'quick' as const),
      steps: fc.integer({ min: 1, max: 7 }),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Event>('fill', 'raise') },
);

/** 8:00 in Jakarta next day, and a clock that runs a second ahead of another one. */
const START = Date.UTC(2026, 10, 25, 1);
const clocks = fc.constantFrom([NOW, NOW] as const, [START - 500, START + 500] as const);

async function ready(): Promise<Documents> {
  const documents = memoryDocuments();
  await fill(documents, [row('UJI-1', 1, 1), row('UJI-2', 2, 2)]);
  return documents;
}

async function happen(documents: Documents, event: Event): Promise<void> {
  if (event === 'fill') await booking(documents).book(request('rival', 'UJI-1', 1), NOW);
  else await importSessions({ documents, regions }, [row('UJI-1', 1, 3)]);
}

async function play(
  documents: Documents,
  procs: Record<'slow' | 'quick', Stepped>,
  parts: readonly Part[],
): Promise<void> {
  for (const one of parts) {
    if (typeof one === 'string') await happen(documents, one);
    else await procs[one.who].advance(one.steps);
  }
  await procs.quick.release();
  await procs.slow.release();
}

test('a request that sleeps anywhere never gives a second place', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 2, maxLength: 12 }), clocks, async (parts, [slowNow, quickNow]) => {
      const documents = await ready();
      const procs = { slow: stepped(documents), quick: stepped(documents) };
      const slow = booking(procs.slow.documents).book(request('p1', 'UJI-1', 1), slowNow);
      // The citizen presses again, and then chooses elsewhere when told that there is nothing.
      const desk = booking(procs.quick.documents);
      const quick = (async () => {
        const first = await desk.book(request('p1', 'UJI-1', 1), quickNow);
        return 'ticket' in first ? first : desk.book(request('p1', 'UJI-2', 2), quickNow);
      })();
      await play(documents, procs, parts);
      const answers = await Promise.all([slow, quick]);

      const taken = await placesOf(documents, 'p1');
      expect(taken).toHaveLength(1);
      const told = answers.flatMap((answer) => ('ticket' in answer ? [answer.ticket.session.id] : []));
      expect(new Set([...told, ...taken]).size).toBe(1);
      expect((await booking(documents).held('p1', 1))?.session.id).toBe(taken[0]);
      for (const body of (await sessions(documents)).values()) {
        expect(Object.keys(body.holders).length).toBeLessThanOrEqual(body.capacity);
      }
    }),
    { numRuns: 2_500 },
  );
});

test('nobody who was given the last place by one process hears from another that it is full', async () => {
  for (let at = 0; at < 12; at += 1) {
    const documents = await ready();
    const sleepy = stepped(documents);
    const slow = booking(sleepy.documents).book(request('p1', 'UJI-1', 1), NOW);
    await sleepy.advance(at);
    const quick = await booking(documents).book(request('p1', 'UJI-1', 1), NOW);
    await sleepy.release();
    const late = await slow;
    expect('ticket' in quick && quick.ticket.code).toBe('ticket' in late && late.ticket.code);
    expect(late.kind).not.toBe('full');
  }
});
