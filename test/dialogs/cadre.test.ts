/** A village health worker registers many people from one phone, and finds each of them again. */

import { createRoles } from '../../registry/roles.ts';
import type { TargetRow } from '../../registry/targets/row.ts';
import { type House, NOBODY, openHouse, register } from '../access/support/house.ts';
import { testKeys } from '../registry/support/keys.ts';
import { play, type Talk } from './support/talk.ts';
import { NOW } from './support/world.ts';

const PHONE = '+6281299990000';
const MANY = 23;

/** Older people of a village, of whom nobody wrote down a phone. */
const villager = (n: number): TargetRow => ({
  ...{ nik: `327305410148${String(7_000 + n)}`, name: `Warga ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[n]}ontoh`, sex: 'F' },
  ...{ birthDate: '1948-01-01', group: 'lansia', region: '32.73' },
});
const VILLAGE = Array.from({ length: MANY }, (_, n) => villager(n));

async function openVillage(people = VILLAGE): Promise<{ house: House; talk: Talk }> {
  const house = await openHouse({ targets: people });
  await createRoles({ documents: house.documents, pseudonyms: testKeys }).set(PHONE, 'cadre', NOW);
  return { house, talk: house.citizen('cadre', PHONE) };
}

/** Registers somebody for whom the cadre has no other word than that they are somebody else. */
async function enrol(talk: Talk, one: Pick<TargetRow, 'nik' | 'name' | 'birthDate'>): Promise<string> {
  const heard = (await register(talk, one, { relation: 'other' })).join('\n');
  for (const text of ['batal', 'ya']) if (talk.state?.dialogStack.length) await talk.say(text);
  return heard;
}

test('twenty-three people, each with a consent of their own, and everybody is found again in pages of ten rows', async () => {
  const { house, talk } = await openVillage();
  for (const one of VILLAGE) expect(await enrol(talk, one)).toContain('pendaftaran diterima');
  expect(talk.state?.people).toHaveLength(MANY);
  const consents = await house.world.services.consents.list('cadre');
  expect(consents.filter(({ givenBy }) => givenBy === 'helper')).toHaveLength(MANY);
  // Newest first: the first of the village is the last of the list.
  const pages = [(await talk.say('tiket')).buttons];
  for (const word of ['lainnya', '10']) pages.push((await talk.say(word)).buttons);
  expect(pages.map((rows) => rows.length)).toEqual([10, 10, 6]);
  expect(pages.map((rows) => rows.at(-1))).toEqual(['Lainnya', 'Lainnya', 'Dari awal']);
  expect(new Set(pages.flatMap((rows) => rows.slice(0, -1))).size).toBe(MANY);
  const last = pages[2]?.at(-2) ?? '';
  expect(last).toBe('W***a A***h');
  await talk.say(last);
  expect(JSON.stringify(talk.state?.dialogStack)).toContain(house.person(VILLAGE[0]?.nik ?? ''));
  // Back to the start, and the other lists do the same.
  await play(talk, [['batal'], ['ya']]);
  for (const [word, about] of [
    ['lepas', 'dilepas'],
    ['pindah hp', 'chat lain'],
  ] as const) {
    await play(talk, [[word, about]]);
    await talk.press('Lainnya');
    await talk.press('Lainnya');
    expect((await talk.press('Dari awal')).buttons).toEqual(pages[0]);
  }
  // All of it in one document, sealed and far below what a store takes.
  expect(JSON.stringify(talk.state).length).toBeLessThan(20_000);
});

test('the number ends somewhere; without the role, or in a browser, at ten', async () => {
  const { house, talk } = await openVillage([]);
  const person = (n: number) => ({ person: `p${n}`, dose: 1, name: `N***${n}` });
  const first = await talk.say('halo');
  expect(first.texts.length).toBeGreaterThan(0);
  for (const [count, phone, most] of [
    [10, undefined, 10],
    [10, '+6281299990001', 10],
    [50, PHONE, 50],
  ] as const) {
    const one = house.citizen(`c-${phone}`, phone);
    await one.say('halo');
    if (one.state) one.state = { ...one.state, people: Array.from({ length: count }, (_, n) => person(n)) };
    await play(one, [['daftar', `sudah mengurus ${most} orang`, 'LEPAS']]);
  }
  if (talk.state) talk.state = { ...talk.state, people: Array.from({ length: 49 }, (_, n) => person(n)) };
  await play(talk, [['daftar', 'setuju?']]);
});

test('a day has room for the slips of a village, and an end', async () => {
  const { house, talk } = await openVillage([]);
  const { access } = house.world.services;
  const ask = (contact: string, n: number, phone?: string) =>
    access.claim(
      {
        ...{
          person: `p${n}`,
          nik: NOBODY.nik,
          name: NOBODY.name,
          birthDate: NOBODY.birthDate,
          contact,
          relation: 'other',
          agrees: false,
        },
        ...{ phone, key: `k${contact}${n}` },
      },
      NOW,
    );
  const kinds: Record<string, number> = {};
  for (let n = 0; n < 160; n += 1)
    for (const [contact, phone] of [
      [talk.contact, PHONE],
      ['somebody', '+6281299990001'],
    ] as const) {
      const kind = `${contact} ${(await ask(contact, n, phone)).kind}`;
      kinds[kind] = (kinds[kind] ?? 0) + 1;
    }
  expect(kinds).toEqual({ 'cadre closed': 150, 'cadre wait': 10, 'somebody closed': 30, 'somebody wait': 130 });
  // The same person once more is free.
  expect((await ask('somebody', 3, '+6281299990001')).kind).toBe('closed');
});
