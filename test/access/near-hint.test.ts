/** A NIK that is one slip away from one of the list: the desk is told, masked, and the chat never. */
import { uncounted } from '../../domain/metrics.ts';
import { nearNiks } from '../../domain/near-nik.ts';
import { loadProgramme } from '../../domain/programme-file.ts';
import { loadRegions } from '../../domain/regions.ts';
import { createCorrections } from '../../registry/corrections.ts';
import { createLocalRegistry } from '../../registry/local.ts';
import { createSlips, type Slip } from '../../registry/slips.ts';
import type { Documents } from '../../stores/documents.ts';
import { NOW } from '../dialogs/support/world.ts';
import { testKeys } from '../registry/support/keys.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { BUDI, NOBODY, openHouse, register, SITI, WATI } from './support/house.ts';

const DAY = 86_400_000;
const SWAPPED = '3273054111489930';

test('at most 159 numbers are one slip away, each once, and none of them is the number itself', () => {
  const near = nearNiks(WATI.nik);
  // 144 with another digit, and the neighbours that differ.
  const swaps = near.filter(({ digits }) => digits.length === 2);
  expect(near.length - swaps.length).toBe(144);
  expect(new Set(near.map(({ nik }) => nik)).size).toBe(near.length);
  for (const { nik, digits } of near) {
    const differs = [...nik].flatMap((digit, at) => (digit === WATI.nik[at] ? [] : [at + 1]));
    expect(differs).toEqual(digits);
    expect([...nik].sort().join('') === [...WATI.nik].sort().join('')).toBe(digits.length === 2);
  }
});

describe('what the desk hears of a registration that opened nothing', () => {
  test.each([
    ['two neighbours swapped', { ...WATI, nik: SWAPPED }, 'digits 15 and 16 swapped'],
    ['one digit', { ...WATI, nik: '3273054111489803' }, 'digit 14 differs'],
    [
      'one digit, and the name as people write it',
      { ...SITI, nik: '3273054503509801', name: 'siti contoh melati' },
      'digit 14',
    ],
    ['two digits', { ...WATI, nik: '3273054111489800' }, undefined],
    ['one digit and another name', { ...WATI, nik: SWAPPED, name: 'Rahmat Hidayat' }, undefined],
    ['one digit and another birth date', { ...WATI, nik: SWAPPED, birthDate: '1948-11-02' }, undefined],
    ['a NIK that nobody has', NOBODY, undefined],
    ['the number of somebody else of the list, and nobody near', { ...BUDI, nik: WATI.nik }, undefined],
    ['a stranger who types everything right', SITI, undefined],
  ] as const)('%s', async (_name, said, expected) => {
    const house = await openHouse({ sendsCodes: false });
    const talk = house.citizen('page');
    const heard = (await register(talk, said)).join('\n');
    expect(heard).toContain('kami catat');
    const before = JSON.stringify(talk.state);
    const desk = await house.desk(talk.now);
    expect(desk.map(({ kind }) => kind)).toEqual(expected === undefined ? [] : ['near_miss']);
    const all = JSON.stringify(desk);
    if (expected !== undefined) {
      expect(all).toContain(expected);
      expect(all).toMatch(/\d{4}\*{8}\d{4}, which opens nothing/);
      expect(desk[0]?.words.length).toBeLessThanOrEqual(280);
    }
    expect(all).not.toMatch(/\d{16}|Siti|Wati|Budi/);
    // Nothing of it is in the chat, whatever is asked there.
    expect(JSON.stringify(talk.state)).toBe(before);
    for (const text of ['cek koreksi', 'tiket'])
      expect((await talk.say(text)).texts.join()).not.toMatch(/W\*\*\*i|S\*\*\*i/);
    expect((await house.notices()).filter(({ contact }) => contact === 'page')).toEqual([]);
  });

  test('the number of somebody else of the list, one slip from the own', async () => {
    const neighbour = { ...BUDI, nik: SWAPPED, phone: '+6281200000009' };
    const house = await openHouse({ sendsCodes: false, targets: [WATI, neighbour] });
    await register(house.citizen('page'), { ...WATI, nik: SWAPPED });
    expect((await house.desk(NOW + 1_000_000)).map(({ kind }) => kind)).toEqual(['near_miss']);
  });

  test('the officer asks in the chat, in words of their own', async () => {
    const house = await openHouse({ sendsCodes: false });
    const talk = house.citizen('page');
    await register(talk, { ...WATI, nik: SWAPPED });
    await house.desk(talk.now);
    const { corrections } = house.world.services;
    const [one] = await corrections.list();
    await corrections.answer(one?.receipt ?? '', 'Mohon baca lagi NIK di KTP, angka demi angka.', talk.now);
    const [notice] = (await house.notices()).filter(({ contact }) => contact === 'page');
    expect(notice).toMatchObject({ kind: 'correction', person: '' });
    const heard = await talk.hear({ kind: 'correction', person: '', receipt: one?.receipt ?? '' });
    expect(heard.texts.join()).toContain('angka demi angka');
  });
});

/** The list with one person, and slips over a store that dies at its n-th step. */
async function bench(dies = Number.POSITIVE_INFINITY) {
  const documents = memoryDocuments({ clock: () => NOW });
  const keys = { documents, sealer: testKeys, pseudonyms: testKeys };
  const regions = loadRegions();
  await createLocalRegistry({ ...keys, regions, programme: loadProgramme('covid19-2021') }).importTarget(WATI, NOW);
  let reads = 0;
  let steps = 0;
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    steps += 1;
    if (steps > dies) throw new Error('killed');
    return work();
  };
  const dying: Documents = {
    ...documents,
    get: (container, ...where) => {
      if (container === 'persons') reads += 1;
      return step(() => documents.get(container, ...where));
    },
    // A process may die before a write, and after it.
    put: async (...what) => {
      const etag = await step(() => documents.put(...what));
      await step(async () => {});
      return etag;
    },
  };
  const slipsOver = (over: Documents) => {
    const common = { ...keys, documents: over };
    return createSlips({ ...common, corrections: createCorrections(common), metrics: uncounted });
  };
  return {
    ...{ documents, slips: slipsOver(dying), again: slipsOver(documents) },
    steps: () => steps,
    reads: () => reads,
    hints: async () => (await createCorrections(keys).list()).length,
  };
}
const slip = (contact: string, more: Partial<Slip> = {}): Slip => ({ ...WATI, nik: SWAPPED, contact, ...more });
const left = async ({ documents }: { documents: Documents }): Promise<number> =>
  (await documents.query('slips', { index: { field: 'due', from: 0 }, limit: 1_000 })).items.length;

test('killed at any step, it is looked at again and the desk has it once', async () => {
  const whole = await bench();
  await whole.slips.note(slip('c'), NOW);
  await whole.slips.run(NOW);
  const steps = whole.steps();
  expect(await whole.hints()).toBe(1);
  for (const dies of [0, 1, 2, 3, 4, 5, 80, steps - 5, steps - 4, steps - 3, steps - 2, steps - 1]) {
    const one = await bench(dies);
    const work = async (slips = one.slips): Promise<void> => {
      await slips.note(slip('c'), NOW);
      await slips.run(NOW);
    };
    await expect(work()).rejects.toThrow('killed');
    // The note is repeated with the document it came from; the lease of the dead ends.
    await one.again.note(slip('c'), NOW);
    await one.again.run(NOW + 61_000);
    expect({ dies, hints: await one.hints(), left: await left(one) }).toEqual({ dies, hints: 1, left: 0 });
  }
});

test('once a week for each person of the list, from whatever chat; what was typed is not kept', async () => {
  const one = await bench();
  for (const contact of ['a', 'b']) await one.slips.note(slip(contact), NOW);
  await one.slips.note(slip('a', { nik: '3273054111489803' }), NOW);
  while ((await one.slips.run(NOW)) > 0);
  expect(await one.hints()).toBe(1);
  const { items } = await one.documents.query<{ sealed: string }>('slips', { pk: 'a' });
  expect(items.map(({ body }) => body.sealed)).toEqual(['', '']);
  await one.slips.note(slip('c'), NOW + 7 * DAY);
  await one.slips.run(NOW + 7 * DAY);
  expect(await one.hints()).toBe(2);
});

test('it cannot be used to load the registry: a few a day from one chat, some in a minute, one at a time', async () => {
  const one = await bench();
  for (let n = 0; n < 25; n += 1) await one.slips.note(slip('busy', { nik: `32730541114899${10 + n}` }), NOW);
  expect(await left(one)).toBe(10);
  for (let n = 0; n < 200; n += 1) await one.slips.note(slip(`c${n}`), NOW + 60_000);
  expect(await left(one)).toBe(40);
  await one.slips.note(slip('late'), NOW + 120_000);
  expect(await left(one)).toBe(41);
  const before = one.reads();
  expect(await one.slips.run(NOW + 120_000)).toBe(1);
  expect(one.reads() - before).toBeLessThanOrEqual(160);
  expect(await left(one)).toBe(40);
});
