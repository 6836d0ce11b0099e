import { createBooking } from '../../booking/documents.ts';
import { importSessions, importSites } from '../../booking/import.ts';
import { loadRegions } from '../../domain/regions.ts';
import { testKeys } from '../registry/support/keys.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { startTalk, type Talk } from './support/talk.ts';
import { createWorld, NOW } from './support/world.ts';

const regions = loadRegions();
const REGISTER = ['daftar', 'setuju', '3273051503850001', 'Budi Santoso', '15-3-1985', '081234567890', 'saya'];

/** A talk that has come to the question of the place, over the real booking with these places. */
async function atThePlace(sites: readonly (readonly [code: string, name: string, region: string])[]): Promise<Talk> {
  const documents = memoryDocuments({ clock: () => NOW });
  await importSites(
    { documents, regions },
    sites.map(([code, name, region_code]) => ({ code, name, address: 'Jl. Contoh 1', region_code })),
  );
  await importSessions(
    { documents, regions, now: NOW },
    sites.map(([site_code]) => {
      return { site_code, date: '2026-11-28', start: '08:00', end: '10:00', capacity: 9, product: 'CoronaVac' };
    }),
  );
  const world = createWorld();
  const booking = createBooking({ documents, sealer: testKeys, pseudonyms: testKeys, regions, clock: () => NOW });
  Object.assign(world.services, { booking });
  const talk = startTalk(world);
  for (const text of REGISTER) await talk.say(text);
  return talk;
}

const BANDUNG = ['BDG', 'Puskesmas Contoh Melati', '32.73'] as const;
const SUMEDANG = ['SMD', 'Puskesmas Contoh Kenanga', '32.11'] as const;

const WHICH = 'Ada beberapa Sukasari. Di kabupaten atau kota yang mana?';

test.each([
  ['by its number', '1', 'Kabupaten Sumedang', 'Kenanga'],
  ['by its name', 'kota bandung', 'Kota Bandung', 'Melati'],
])('a district that several regencies have is asked for its regency, %s', async (_how, answer, region, site) => {
  const talk = await atThePlace([BANDUNG, SUMEDANG]);
  const asked = await talk.say('kec. sukasari');
  expect(asked.texts).toEqual([WHICH]);
  expect(asked.buttons).toContain('Kota Bandung');
  const found = await talk.say(answer);
  expect(found.texts.join()).toContain(region);
  expect(found.buttons[0]).toContain(site);
});

test('a district of one regency is not asked', async () => {
  const talk = await atThePlace([BANDUNG, SUMEDANG]);
  expect((await talk.say('coblong')).texts.join()).toContain('Kota Bandung');
});

test('another city leads back to typing, and the regency may be typed with the district', async () => {
  const talk = await atThePlace([BANDUNG, SUMEDANG]);
  await talk.say('sukasari');
  expect((await talk.say('kota lain')).texts.join()).toContain('Di kota atau kabupaten mana?');
  expect((await talk.say('sukasari sumedang')).texts.join()).toContain('Kabupaten Sumedang');
});

test('a place that bears the name is offered at once', async () => {
  const talk = await atThePlace([BANDUNG, ['SKS', 'Puskesmas Contoh Sukasari', '32.11']]);
  expect((await talk.say('sukasari')).texts.join()).not.toContain(WHICH);
});
