import fc from 'fast-check';
import type { PersonBody } from '../../registry/person.ts';
import type { Documents } from '../../stores/documents.ts';
import { Busy, Conflict } from '../../stores/errors.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { testKeys } from './support/keys.ts';
import { confirmed, localRegistry, NOW, SITI } from './support/rows.ts';

const person = testKeys.person(SITI.nik);
const DAY = 86_400_000;

async function bodyOf(documents: Documents, nik = SITI.nik): Promise<PersonBody | undefined> {
  const id = testKeys.person(nik);
  return (await documents.get<PersonBody>('persons', id, id))?.body;
}

/** Counts what a registry does to the store. */
function counted(documents: Documents): { documents: Documents; calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    documents: {
      ...documents,
      get: (container, pk, id) => {
        calls.push(`get ${container}`);
        return documents.get(container, pk, id);
      },
      put: (container, pk, id, body, condition) => {
        calls.push(`put ${container}`);
        return documents.put(container, pk, id, body, condition);
      },
    },
  };
}

describe('the verdict', () => {
  const base = { person, group: 'lansia' };
  test.each([
    ['called, in the list', {}, {}, { kind: 'registered', ...base, region: '32.73', dose: 1 }],
    ['a name written another way', {}, { name: 'HJ. SITI  CONTOH MELATI' }, { kind: 'registered' }],
    ['a retired region code', { region: '91.01' }, {}, { kind: 'registered', region: '93.01' }],
    ['no region', { region: undefined }, {}, { kind: 'registered', dose: 1 }],
    ['the group is called later', { group: 'umum' }, {}, { kind: 'not_yet', group: 'umum', from: '2026-12-01' }],
    [
      'not old enough yet',
      { group: 'anak', birthDate: '2021-01-15' },
      { birthDate: '2021-01-15' },
      { kind: 'not_yet', group: 'anak', from: '2027-01-15' },
    ],
    ['too old for the group', { group: 'anak' }, {}, { kind: 'not_yet', group: 'anak' }],
    ['a group the programme does not know', { group: 'lain' }, {}, { kind: 'not_yet', group: 'lain' }],
    ['another name', {}, { name: 'Budi Contoh' }, { kind: 'unknown', person }],
    ['another birth date', {}, { birthDate: '1950-03-06' }, { kind: 'unknown', person }],
    ['sex differs: asked tactfully, never refused', {}, { sex: 'M' as const }, { kind: 'registered' }],
  ])('%s', async (_name, row, said, expected) => {
    const registry = localRegistry(memoryDocuments());
    const { region, ...rest } = { ...SITI, ...row };
    await registry.importTarget({ ...rest, ...(region === undefined ? {} : { region }) }, NOW);
    expect(await registry.submit(confirmed(said), NOW)).toMatchObject(expected);
  });

  test('becomes registered on the very day', async () => {
    const registry = localRegistry(memoryDocuments());
    await registry.importTarget({ ...SITI, group: 'umum' }, NOW);
    const eve = Date.parse('2026-11-30T23:59:59+09:00');
    expect((await registry.submit(confirmed(), eve)).kind).toBe('not_yet');
    expect((await registry.submit(confirmed(), eve + 1000)).kind).toBe('registered');
  });

  test('a person who is put on the list later is found at the next asking', async () => {
    const registry = localRegistry(memoryDocuments());
    expect((await registry.submit(confirmed(), NOW)).kind).toBe('unknown');
    await registry.importTarget(SITI, NOW);
    expect((await registry.submit(confirmed({ key: 'turn-2' }), NOW)).kind).toBe('registered');
  });
});

describe('a stranger', () => {
  test('learns nothing: same words, same work, whether the NIK exists or not', async () => {
    const documents = memoryDocuments();
    await localRegistry(documents).importTarget(SITI, NOW);
    const seen = [];
    for (const said of [{ name: 'Budi Contoh' }, { birthDate: '1950-03-06' }, { nik: '3273051503850001' }]) {
      const watch = counted(documents);
      const work: string[] = [];
      const keys = {
        ...testKeys,
        seal: (plain: string, record: string) => {
          work.push('seal');
          return testKeys.seal(plain, record);
        },
        open: (sealed: string, record: string) => {
          work.push('open');
          return testKeys.open(sealed, record);
        },
      };
      const { person: _, ...verdict } = await localRegistry(watch.documents, keys).submit(
        confirmed({ ...said, contact: 'stranger', key: JSON.stringify(said) }),
        NOW,
      );
      seen.push({ verdict, calls: watch.calls, work });
    }
    expect(seen[0]).toMatchObject({ verdict: { kind: 'unknown' }, calls: ['get persons', 'put persons'] });
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });

  test('changes nothing of what is listed or rightly confirmed, however often', async () => {
    const documents = memoryDocuments();
    const registry = localRegistry(documents);
    await registry.importTarget(SITI, NOW);
    await registry.submit(confirmed({ key: 'right' }), NOW);
    const before = await bodyOf(documents);
    for (let n = 0; n < 60; n += 1) {
      await registry.submit(confirmed({ contact: `stranger-${n}`, key: `wrong-${n}`, name: 'Budi Contoh' }), NOW);
    }
    const after = await bodyOf(documents);
    expect(after?.target).toEqual(before?.target);
    expect(after?.notes[0]).toEqual(before?.notes[0]);
    expect(after?.notes.length).toBeLessThanOrEqual(12);
    expect(await registry.submit(confirmed({ key: 'right' }), NOW)).toMatchObject({
      kind: 'registered',
      group: 'lansia',
    });
  });
});

describe('repeating', () => {
  test.each([
    ['the same call', { key: 'turn-1' }],
    ['the same words in a later turn', { key: 'turn-2' }],
  ])('%s changes nothing', async (_name, again) => {
    const documents = memoryDocuments();
    const registry = localRegistry(documents);
    const first = await registry.submit(confirmed(), NOW);
    const before = await documents.get('persons', person, person);
    expect(await registry.submit(confirmed(again), NOW + DAY)).toEqual(first);
    expect(await documents.get('persons', person, person)).toEqual(before);
  });

  test('other words are kept beside the first', async () => {
    const documents = memoryDocuments();
    const registry = localRegistry(documents);
    await registry.submit(confirmed(), NOW);
    await registry.submit(confirmed({ key: 'turn-2', name: 'Siti C. Melati' }), NOW + DAY);
    expect((await bodyOf(documents))?.notes.map((note) => note.at)).toEqual([NOW, NOW + DAY]);
  });

  test('a row of the list: created, unchanged, updated', async () => {
    const documents = memoryDocuments();
    const registry = localRegistry(documents);
    await registry.submit(confirmed(), NOW);
    expect(await registry.importTarget(SITI, NOW)).toBe('created');
    expect((await bodyOf(documents))?.notes).toMatchObject([{ agrees: true }]);
    expect(await registry.importTarget({ ...SITI, region: '32.73' }, NOW + 1)).toBe('unchanged');
    expect(await registry.importTarget({ ...SITI, name: 'Siti Lain' }, NOW + 2)).toBe('updated');
    expect((await bodyOf(documents))?.notes).toMatchObject([{ agrees: false }]);
  });
});

describe('many at once', () => {
  test('lose nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 10 }), async (scheduler, many) => {
        const documents = memoryDocuments({ pause: () => scheduler.schedule(Promise.resolve()) });
        const registry = localRegistry(documents);
        const all = Promise.all([
          registry.importTarget(SITI, NOW),
          ...Array.from({ length: many }, (_, n) =>
            registry.submit(confirmed({ contact: `c${n}`, key: `k${n}` }), NOW),
          ),
        ]);
        await scheduler.waitFor(all);
        const body = await scheduler.waitFor(bodyOf(documents));
        expect(body?.target?.group).toBe('lansia');
        expect(body?.notes.map((note) => note.contact).sort()).toEqual(
          Array.from({ length: many }, (_, n) => `c${n}`).sort(),
        );
        expect(body?.notes.every((note) => note.agrees)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('a document fought over for ever is Busy, not an endless loop', async () => {
    const documents: Documents = {
      ...memoryDocuments(),
      put: () => Promise.reject(new Conflict()),
    };
    await expect(localRegistry(documents).submit(confirmed(), NOW)).rejects.toBeInstanceOf(Busy);
  });
});

test('nothing personal is stored readable', async () => {
  const documents = memoryDocuments();
  const registry = localRegistry(documents);
  await registry.importTarget(SITI, NOW);
  await registry.submit(confirmed(), NOW);
  const text = JSON.stringify(await documents.query('persons', { pk: person }));
  for (const secret of [SITI.nik, 'Siti', 'Melati', '1950', '812000']) expect(text).not.toContain(secret);
});
