import { createChanges, type Notice } from '../../booking/changes.ts';
import type { Documents } from '../../stores/documents.ts';
import { testKeys } from '../registry/support/keys.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { Crash, faulty } from './support/faulty.ts';
import { booking, fill, HOUR, NOW, request, row, sessionOf, sessions } from './support/house.ts';

const HERE = sessionOf('UJI-1', 1);
const pause = async (): Promise<void> => {};
const changesOf = (documents: Documents) => createChanges({ documents, pseudonyms: testKeys, pause });

/** Two have booked, one only keeps a place, one was there. */
async function ready(): Promise<Documents> {
  const documents = memoryDocuments({ clock: () => NOW });
  await fill(documents, [row('UJI-1', 1, 5), row('UJI-1', 2, 5)]);
  const desk = booking(documents);
  for (const person of ['p1', 'p2', 'p4']) await desk.book(request(person, 'UJI-1', 1), NOW);
  await desk.hold(request('p3', 'UJI-1', 1), NOW);
  const seen = await desk.held('p4', 1);
  await desk.present(seen?.code ?? '', NOW + 20 * HOUR);
  return documents;
}

async function notices(documents: Documents): Promise<Notice[]> {
  const page = await documents.query<Notice>('notices', { index: { field: 'due', from: 0 } });
  return page.items.map(({ body }) => body).sort((a, b) => a.contact.localeCompare(b.contact) || a.at - b.at);
}

describe('a session that the ministry calls off', () => {
  test('is given to nobody any more, and everybody who has a place gets one notice', async () => {
    const documents = await ready();
    expect(await changesOf(documents).cancel('UJI-1', HERE, NOW)).toEqual({ kind: 'done', booked: 2 });
    expect(await changesOf(documents).cancel('UJI-1', HERE, NOW + 1)).toEqual({ kind: 'unchanged', booked: 2 });
    expect(await notices(documents)).toEqual(
      ['p1', 'p2'].map((person) => ({
        ...{ kind: 'session_cancelled', key: expect.any(String), contact: `contact-${person}`, person, dose: 1 },
        ...{ site: 'UJI-1', session: HERE, at: NOW, due: NOW },
      })),
    );
    const desk = booking(documents);
    expect((await desk.book(request('p9', 'UJI-1', 1), NOW)).kind).toBe('gone');
    expect((await desk.sessions('UJI-1', NOW, 5)).map(({ id }) => id)).toEqual([sessionOf('UJI-1', 2)]);
    const held = await desk.held('p1', 1);
    expect(held?.session).toMatchObject({ id: HERE, cancelled: true, left: 0 });
    expect((await desk.check(held?.code ?? '', NOW)).kind).toBe('cancelled');
    expect(await desk.present(held?.code ?? '', NOW + 22 * HOUR)).toMatchObject({ kind: 'cancelled', marked: false });
  });

  test('keeps nobody from a new place', async () => {
    const documents = await ready();
    await changesOf(documents).cancel('UJI-1', HERE, NOW);
    expect(await booking(documents).book(request('p1', 'UJI-1', 2), NOW)).toMatchObject({ kind: 'booked' });
    expect((await booking(documents).held('p1', 1))?.session.id).toBe(sessionOf('UJI-1', 2));
  });

  test('that is not there: unknown', async () => {
    expect(await changesOf(await ready()).cancel('UJI-1', 'nothing', NOW)).toEqual({ kind: 'unknown' });
  });
});

describe('a session that gets other hours', () => {
  test('keeps its people, who get a notice for each change', async () => {
    const documents = await ready();
    const times = { start: NOW + 30 * HOUR, end: NOW + 32 * HOUR };
    expect(await changesOf(documents).move('UJI-1', HERE, times, NOW)).toEqual({ kind: 'done', booked: 2 });
    expect(await changesOf(documents).move('UJI-1', HERE, times, NOW)).toEqual({ kind: 'unchanged', booked: 2 });
    expect((await booking(documents).held('p1', 1))?.session).toMatchObject({ ...times, id: HERE });
    await changesOf(documents).move('UJI-1', HERE, { ...times, end: times.end + HOUR }, NOW + 5);
    expect((await notices(documents)).map(({ kind, at }) => [kind, at - NOW])).toEqual(
      [0, 5, 0, 5].map((at) => ['session_changed', at]),
    );
  });

  test('who booked after the change is not told of it', async () => {
    const documents = await ready();
    const broken = faulty(documents, 2, 'before');
    const times = { start: NOW + 30 * HOUR, end: NOW + 32 * HOUR };
    await expect(changesOf(broken.documents).move('UJI-1', HERE, times, NOW)).rejects.toBeInstanceOf(Crash);
    await booking(documents).book(request('p9', 'UJI-1', 1), NOW + 5);
    expect(await changesOf(documents).tell()).toBe(1);
    expect((await notices(documents)).map(({ person }) => person)).toEqual(['p1', 'p2']);
  });
});

test('a crash at any step: the sweep tells everybody once, and then has nothing to do', async () => {
  const whole = faulty(await ready(), -1, 'before');
  await changesOf(whole.documents).cancel('UJI-1', HERE, NOW);
  expect(whole.steps.length).toBeGreaterThanOrEqual(4);
  for (let at = 0; at < whole.steps.length; at += 1) {
    for (const when of ['before', 'after'] as const) {
      const documents = await ready();
      await expect(changesOf(faulty(documents, at, when).documents).cancel('UJI-1', HERE, NOW)).rejects.toBeInstanceOf(
        Crash,
      );
      const off = (await sessions(documents)).get(HERE)?.cancelled !== undefined;
      await changesOf(documents).tell();
      expect((await notices(documents)).map(({ person }) => person)).toEqual(off ? ['p1', 'p2'] : []);
      expect(await changesOf(documents).tell()).toBe(0);
    }
  }
});
