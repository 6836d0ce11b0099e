import type { Ticket } from '../../booking/booking.ts';
import type { Documents } from '../../stores/documents.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { Crash, faulty } from './support/faulty.ts';
import { booking, DAY, fill, HOUR, NOW, placesOf, request, row, sessionOf, sessions } from './support/house.ts';

async function ready(...rows: Parameters<typeof row>[]): Promise<Documents> {
  const documents = memoryDocuments();
  await fill(
    documents,
    rows.map((one) => row(...one)),
  );
  return documents;
}

/** The ticket of a person, seen from every side: they must agree. */
async function agreed(documents: Documents, person: string): Promise<Ticket | undefined> {
  const desk = booking(documents);
  const held = await desk.held(person, 1);
  const places = await placesOf(documents, person);
  expect(places).toEqual(held ? [held.session.id] : []);
  if (held) expect(await desk.check(held.code, NOW)).toEqual({ kind: 'valid', ticket: held });
  return held;
}

describe('booking a place', () => {
  test('gives a ticket, and the same ticket ever after', async () => {
    const documents = await ready(['UJI-1', 1, 2]);
    const desk = booking(documents);
    const answer = await desk.book(request('p1', 'UJI-1', 1), NOW);
    expect(answer).toMatchObject({
      kind: 'booked',
      ticket: {
        code: expect.stringMatching(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/),
        site: { code: 'UJI-1', region: '32.73', regionName: 'Kota Bandung', zone: 'Asia/Jakarta', left: 1 },
        session: { left: 1, product: 'CoronaVac', start: Date.UTC(2026, 10, 25, 1) },
        dose: 1,
      },
    });
    const ticket = 'ticket' in answer ? answer.ticket : undefined;
    expect(await desk.book(request('p1', 'UJI-1', 1), NOW)).toEqual({ kind: 'already', ticket });
    expect(await agreed(documents, 'p1')).toEqual(ticket);
  });

  test('never gives a second place for the same dose', async () => {
    const documents = await ready(['UJI-1', 1, 2], ['UJI-2', 2, 2]);
    await booking(documents).book(request('p1', 'UJI-1', 1), NOW);
    const second = await booking(documents).book(request('p1', 'UJI-2', 2), NOW);
    expect(second).toMatchObject({ kind: 'already', ticket: { session: { id: sessionOf('UJI-1', 1) } } });
    expect(await booking(documents).book(request('p1', 'UJI-2', 2, { dose: 2 }), NOW)).toMatchObject({
      kind: 'booked',
    });
  });

  test('a place that has passed does not keep anybody from a new one', async () => {
    const documents = await ready(['UJI-1', 1, 2], ['UJI-1', 3, 2]);
    await booking(documents).book(request('p1', 'UJI-1', 1), NOW);
    const later = NOW + 2 * DAY;
    const answer = await booking(documents).book(request('p1', 'UJI-1', 3), later);
    expect(answer).toMatchObject({ kind: 'booked', ticket: { session: { id: sessionOf('UJI-1', 3) } } });
    expect(await booking(documents).held('p1', 1)).toMatchObject({ session: { id: sessionOf('UJI-1', 3) } });
  });

  test('full: says what else is free, the same place first, nearest in time, then the region', async () => {
    const documents = await ready(['UJI-1', 5, 1], ['UJI-1', 1, 1], ['UJI-1', 6, 1], ['UJI-2', 5, 1], ['UJI-4', 5, 1]);
    await booking(documents).book(request('p1', 'UJI-1', 5), NOW);
    const answer = await booking(documents).book(request('p2', 'UJI-1', 5), NOW);
    expect(answer.kind).toBe('full');
    const others = 'others' in answer ? answer.others.map((one) => one.id) : [];
    expect(others).toEqual([sessionOf('UJI-1', 6), sessionOf('UJI-1', 1), sessionOf('UJI-2', 5)]);
    expect(await agreed(documents, 'p2')).toBeUndefined();
  });

  test.each([
    ['no such session', request('p1', 'UJI-1', 9), NOW],
    ['it has begun', request('p1', 'UJI-1', 1), NOW + DAY - 2 * HOUR],
  ])('gone: %s', async (_name, asked, now) => {
    const documents = await ready(['UJI-1', 1, 1], ['UJI-1', 2, 1]);
    const answer = await booking(documents).book(asked, now);
    expect(answer).toMatchObject({
      kind: 'gone',
      others: expect.arrayContaining([expect.objectContaining({ left: 1 })]),
    });
    expect(await placesOf(documents, 'p1')).toEqual([]);
  });

  test('no such place: gone, with nothing to offer', async () => {
    const documents = await ready(['UJI-1', 1, 1]);
    expect(await booking(documents).book(request('p1', 'X', 1), NOW)).toEqual({ kind: 'gone', others: [] });
  });

  test('a code that was drawn before is drawn again', async () => {
    const documents = await ready(['UJI-1', 1, 3]);
    const draws = [1, 1, 2];
    const random = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(draws.shift() ?? 9);
    const desk = booking(documents, random);
    await desk.book(request('p1', 'UJI-1', 1), NOW);
    await desk.book(request('p2', 'UJI-1', 1), NOW);
    const [first, second] = [await agreed(documents, 'p1'), await agreed(documents, 'p2')];
    expect(first?.code).toBeDefined();
    expect(second?.code).not.toBe(first?.code);
    expect(draws).toEqual([]);
  });
});

/** How many steps a call takes when nothing goes wrong. */
async function stepsOf(work: (documents: Documents) => Promise<unknown>, documents: Documents): Promise<string[]> {
  const watched = faulty(documents, -1, 'before');
  await work(watched.documents);
  return watched.steps;
}

describe('a crash between any two steps', () => {
  const first = request('p1', 'UJI-1', 1);
  const places = [
    ['UJI-1', 1, 1],
    ['UJI-2', 2, 1],
  ] as Parameters<typeof row>[];

  async function crashAt(at: number, when: 'before' | 'after'): Promise<Documents> {
    const documents = await ready(...places);
    const broken = faulty(documents, at, when);
    await expect(booking(broken.documents).book(first, NOW)).rejects.toBeInstanceOf(Crash);
    return documents;
  }

  async function everyCrash(check: (documents: Documents) => Promise<void>): Promise<number> {
    const steps = await stepsOf((documents) => booking(documents).book(first, NOW), await ready(...places));
    expect(steps.filter((step) => step.startsWith('put'))).toEqual([
      ...['put tickets', 'put sessions', 'put tickets', 'put tickets'],
    ]);
    for (let at = 0; at < steps.length; at += 1) {
      for (const when of ['before', 'after'] as const) await check(await crashAt(at, when));
    }
    return steps.length * 2;
  }

  test('then the same request: one place, one ticket', async () => {
    const crashes = await everyCrash(async (documents) => {
      const answer = await booking(documents).book(first, NOW);
      expect(['booked', 'already']).toContain(answer.kind);
      expect('ticket' in answer && answer.ticket).toEqual(await agreed(documents, 'p1'));
    });
    expect(crashes).toBeGreaterThanOrEqual(16);
  });

  test('then a request for another session: still one place, and it is the one the citizen hears of', async () => {
    await everyCrash(async (documents) => {
      const answer = await booking(documents).book(request('p1', 'UJI-2', 2), NOW);
      expect(['booked', 'already']).toContain(answer.kind);
      expect('ticket' in answer && answer.ticket).toEqual(await agreed(documents, 'p1'));
    });
  });

  test('then somebody else: the only place is taken once', async () => {
    await everyCrash(async (documents) => {
      const answer = await booking(documents).book(request('p2', 'UJI-1', 1), NOW);
      await booking(documents).book(first, NOW);
      await agreed(documents, 'p1');
      expect((await agreed(documents, 'p2')) !== undefined).toBe(answer.kind === 'booked');
      const body = (await sessions(documents)).get(sessionOf('UJI-1', 1));
      expect(Object.keys(body?.holders ?? {})).toHaveLength(1);
    });
  });

  test('then only a look: a ticket that was given is found and valid', async () => {
    await everyCrash(async (documents) => {
      const taken = await placesOf(documents, 'p1');
      expect((await agreed(documents, 'p1'))?.session.id).toEqual(taken[0]);
    });
  });

  test('on the way out of a session that filled up meanwhile: the next choice is free', async () => {
    const rival = request('p2', 'UJI-1', 1);
    /** p1 has asked; p2 takes the last place before p1 comes to it. */
    async function overtaken(): Promise<Documents> {
      const documents = await ready(...places);
      const asked = faulty(documents, 2, 'after');
      await expect(booking(asked.documents).book(first, NOW)).rejects.toBeInstanceOf(Crash);
      expect(asked.steps.at(-1)).toBe('put tickets');
      await booking(documents).book(rival, NOW);
      return documents;
    }
    const steps = await stepsOf((documents) => booking(documents).book(first, NOW), await overtaken());
    expect(steps.filter((step) => !step.startsWith('get') && !step.startsWith('query'))).toEqual([
      ...['put tickets', 'put sessions', 'delete tickets'],
    ]);
    for (let at = 0; at < steps.length; at += 1) {
      for (const when of ['before', 'after'] as const) {
        const documents = await overtaken();
        await expect(booking(faulty(documents, at, when).documents).book(first, NOW)).rejects.toBeInstanceOf(Crash);
        const answer = await booking(documents).book(request('p1', 'UJI-2', 2), NOW);
        expect(answer).toMatchObject({ kind: 'booked', ticket: { session: { id: sessionOf('UJI-2', 2) } } });
        expect((await agreed(documents, 'p1'))?.session.id).toBe(sessionOf('UJI-2', 2));
        expect((await agreed(documents, 'p2'))?.session.id).toBe(sessionOf('UJI-1', 1));
      }
    }
  });
});
