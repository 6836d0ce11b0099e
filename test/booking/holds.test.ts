import type { Documents } from '../../stores/documents.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { booking, fill, HOUR, NOW, placesOf, request, row, sessionOf, sessions } from './support/house.ts';

const MINUTE = 60_000;

async function ready(...rows: Parameters<typeof row>[]): Promise<Documents> {
  const documents = memoryDocuments({ clock: () => NOW });
  await fill(
    documents,
    rows.map((one) => row(...one)),
  );
  return documents;
}

const one = request('p1', 'UJI-1', 1);
const two = request('p2', 'UJI-1', 1);

describe('a place that is kept while a citizen confirms', () => {
  test('counts as taken for ten minutes, and is booked by confirming', async () => {
    const documents = await ready(['UJI-1', 1, 1], ['UJI-1', 2, 1]);
    const desk = booking(documents);
    expect(await desk.hold(one, NOW)).toMatchObject({
      kind: 'kept',
      until: NOW + 10 * MINUTE,
      site: { code: 'UJI-1' },
      session: { id: sessionOf('UJI-1', 1), left: 0 },
    });
    expect((await desk.book(two, NOW + MINUTE)).kind).toBe('full');
    expect(await desk.sessions('UJI-1', NOW + MINUTE, 5)).toEqual([
      expect.objectContaining({ id: sessionOf('UJI-1', 2) }),
    ]);
    expect(await desk.held('p1', 1)).toBeUndefined();
    expect(await desk.book(one, NOW + 9 * MINUTE)).toMatchObject({ kind: 'booked', ticket: { session: { left: 0 } } });
    expect((await desk.book(two, NOW + 20 * MINUTE)).kind).toBe('full');
  });

  test('is free again when the time is over, for everybody, with nobody cleaning up', async () => {
    const documents = await ready(['UJI-1', 1, 1]);
    const desk = booking(documents);
    await desk.hold(one, NOW);
    const later = NOW + 10 * MINUTE;
    expect((await desk.sessions('UJI-1', later, 5)).map(({ left }) => left)).toEqual([1]);
    expect((await desk.places({ region: '32.73' }, later, 5)).sites).toMatchObject([{ code: 'UJI-1', left: 1 }]);
    expect((await desk.book(two, later)).kind).toBe('booked');
    expect(await placesOf(documents, 'p1')).toEqual([]);
    expect((await desk.book(one, later)).kind).toBe('full');
  });

  test('confirmed too late, but nobody took it: it is given all the same', async () => {
    const desk = booking(await ready(['UJI-1', 1, 1]));
    await desk.hold(one, NOW);
    expect((await desk.book(one, NOW + HOUR)).kind).toBe('booked');
  });

  test('asked again it keeps its end; a new hold after the end starts anew', async () => {
    const desk = booking(await ready(['UJI-1', 1, 1]));
    await desk.hold(one, NOW);
    expect(await desk.hold(one, NOW + MINUTE)).toMatchObject({ kind: 'kept', until: NOW + 10 * MINUTE });
    expect(await desk.hold(one, NOW + HOUR)).toMatchObject({ kind: 'kept', until: NOW + HOUR + 10 * MINUTE });
  });

  test('a person keeps one place at a time', async () => {
    const documents = await ready(['UJI-1', 1, 1], ['UJI-2', 2, 1]);
    const desk = booking(documents);
    await desk.hold(one, NOW);
    await desk.hold(request('p1', 'UJI-2', 2), NOW);
    expect(await placesOf(documents, 'p1')).toEqual([sessionOf('UJI-2', 2)]);
    await desk.release('p1', 1, NOW);
    await desk.release('p1', 1, NOW);
    expect(await placesOf(documents, 'p1')).toEqual([]);
    expect((await desk.book(two, NOW)).kind).toBe('booked');
  });

  test('proves nothing: there is no code to show yet', async () => {
    const documents = await ready(['UJI-1', 1, 1]);
    const tickets: string[] = [];
    const put = documents.put;
    const watched = {
      ...documents,
      put: (...args: Parameters<typeof put>) => {
        if (args[0] === 'tickets') tickets.push(args[2]);
        return put(...args);
      },
    };
    await booking(watched).hold(one, NOW);
    expect(tickets.every((id) => id.startsWith('claim-'))).toBe(true);
  });
});

describe('moving a booking to another session', () => {
  const other = request('p1', 'UJI-2', 2);

  test('keeps the code, gives the old place back and lets the check see the new one', async () => {
    const documents = await ready(['UJI-1', 1, 1], ['UJI-2', 2, 1]);
    const desk = booking(documents);
    const first = await desk.book(one, NOW);
    expect((await desk.hold(other, NOW)).kind).toBe('kept');
    expect(await placesOf(documents, 'p1')).toHaveLength(2);
    expect((await desk.held('p1', 1))?.session.id).toBe(sessionOf('UJI-1', 1));
    const moved = await desk.change(other, NOW);
    expect(moved).toMatchObject({ kind: 'booked', ticket: { session: { id: sessionOf('UJI-2', 2) } } });
    const code = 'ticket' in first ? first.ticket.code : '';
    expect('ticket' in moved && moved.ticket.code).toBe(code);
    expect(await placesOf(documents, 'p1')).toEqual([sessionOf('UJI-2', 2)]);
    expect(await desk.check(code, NOW)).toMatchObject({ kind: 'valid', ticket: { site: { code: 'UJI-2' } } });
    expect((await desk.book(two, NOW)).kind).toBe('booked');
    expect((await desk.change(other, NOW)).kind).toBe('already');
  });

  test('and back again, and once more', async () => {
    const documents = await ready(['UJI-1', 1, 1], ['UJI-2', 2, 1]);
    const desk = booking(documents);
    await desk.book(one, NOW);
    for (const wish of [other, one, other, one]) {
      const moved = await desk.change(wish, NOW);
      expect(moved).toMatchObject({ kind: 'booked', ticket: { session: { id: wish.session } } });
      expect(await placesOf(documents, 'p1')).toEqual([wish.session]);
      const code = 'ticket' in moved ? moved.ticket.code : '';
      expect(await desk.check(code, NOW)).toMatchObject({ kind: 'valid', ticket: { session: { id: wish.session } } });
    }
  });

  test.each([
    ['full', 'UJI-2', 2],
    ['gone', 'UJI-2', 9],
  ] as const)('the new one is %s: the old place stays', async (kind, site, day) => {
    const documents = await ready(['UJI-1', 1, 1], ['UJI-2', 2, 1], ['UJI-2', 3, 1]);
    const desk = booking(documents);
    await desk.book(one, NOW);
    await desk.book(request('p2', 'UJI-2', 2), NOW);
    expect(await desk.change(request('p1', site, day), NOW)).toMatchObject({ kind });
    expect((await desk.held('p1', 1))?.session.id).toBe(sessionOf('UJI-1', 1));
    expect(await placesOf(documents, 'p1')).toEqual([sessionOf('UJI-1', 1)]);
  });

  test('without a booking it is a booking', async () => {
    const desk = booking(await ready(['UJI-1', 1, 1]));
    expect((await desk.change(one, NOW)).kind).toBe('booked');
  });
});

describe('giving a booking back', () => {
  test('frees the place and the code proves nothing any more', async () => {
    const documents = await ready(['UJI-1', 1, 1], ['UJI-2', 2, 1]);
    const desk = booking(documents);
    const first = await desk.book(one, NOW);
    await desk.hold(request('p1', 'UJI-2', 2), NOW);
    expect(await desk.cancel('p1', 1, NOW)).toMatchObject({
      kind: 'cancelled',
      ticket: { session: { id: sessionOf('UJI-1', 1) } },
    });
    expect(await desk.cancel('p1', 1, NOW)).toEqual({ kind: 'none' });
    expect(await desk.held('p1', 1)).toBeUndefined();
    expect(await placesOf(documents, 'p1')).toEqual([]);
    expect(await desk.check('ticket' in first ? first.ticket.code : '', NOW)).toEqual({ kind: 'invalid' });
    const again = await desk.book(one, NOW);
    expect(again).toMatchObject({ kind: 'booked' });
    expect('ticket' in again && 'ticket' in first && again.ticket.code !== first.ticket.code).toBe(true);
  });
});

describe('who was seen at the site', () => {
  const day = NOW + 22 * HOUR;

  test('is marked once, on the day, and can neither move nor give back', async () => {
    const documents = await ready(['UJI-1', 1, 1], ['UJI-2', 2, 1]);
    const desk = booking(documents);
    const answer = await desk.book(one, NOW);
    const code = 'ticket' in answer ? answer.ticket.code : '';
    expect(await desk.present(code, NOW)).toMatchObject({ kind: 'valid', marked: false });
    expect(await desk.present(code, day)).toMatchObject({ kind: 'used', marked: true, ticket: { used: day } });
    expect(await desk.present(code, day + 1)).toMatchObject({ kind: 'used', marked: false, ticket: { used: day } });
    expect(await desk.check(code, day)).toMatchObject({ kind: 'used' });
    expect((await desk.change(request('p1', 'UJI-2', 2), day)).kind).toBe('used');
    expect((await desk.cancel('p1', 1, day)).kind).toBe('used');
    expect((await sessions(documents)).get(sessionOf('UJI-1', 1))?.holders['p1|1']?.used).toBe(day);
    expect(await desk.present('0000-0000-0000-0000', day)).toEqual({ kind: 'invalid', marked: false });
  });
});

describe('claims as the first version wrote them', () => {
  test.each([
    ['held', 'already'],
    ['asked', 'booked'],
    ['leaving', 'booked'],
  ] as const)('%s: goes on where it was', async (state, kind) => {
    const documents = await ready(['UJI-1', 1, 1]);
    const put = documents.put;
    const first = {
      ...documents,
      put: (...[container, pk, id, body, condition]: Parameters<typeof put>) => {
        if (!('has' in body)) return put(container, pk, id, body, condition);
        const { has, n: _n, ...rest } = body as { has: { site: string; session: string }; n: number };
        return put(container, pk, id, { ...rest, state, site: has.site, wants: has.session }, condition);
      },
    };
    const answer = await booking(first).book(one, NOW);
    const again = await booking(documents).book(one, NOW);
    expect(again.kind).toBe(kind);
    expect(await placesOf(documents, 'p1')).toHaveLength(1);
    const same = 'ticket' in answer && 'ticket' in again && answer.ticket.code === again.ticket.code;
    expect(same).toBe(state !== 'leaving');
  });
});
