import type { Booking } from '../../booking/booking.ts';
import { createChanges } from '../../booking/changes.ts';
import { createBooking } from '../../booking/documents.ts';
import { importSessions, importSites } from '../../booking/import.ts';
import { loadRegions } from '../../domain/regions.ts';
import type { Documents } from '../../stores/documents.ts';
import { testKeys } from '../registry/support/keys.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { play, startTalk, type Talk } from './support/talk.ts';
import { createWorld, NOW } from './support/world.ts';

const HOUR = 3_600_000;
const regions = loadRegions();

interface Town {
  readonly talk: Talk;
  readonly documents: Documents;
  readonly booking: Booking;
}

/** The conversation over the real booking: one place in Bandung, one far east, two mornings each with one place. */
async function town(): Promise<Town> {
  const documents = memoryDocuments({ clock: () => NOW });
  await importSites({ documents, regions }, [
    {
      ...{ code: 'BDG', name: 'Puskesmas Contoh Melati', address: 'Jl. Contoh 1, 40115', region_code: '32.73' },
      ...{ lat: -6.9, lon: 107.6 },
    },
    { code: 'SRG', name: 'Pustu Contoh Bakau', address: 'Dermaga Contoh', region_code: '92.71', lat: -0.9, lon: 131.3 },
  ]);
  const row = (site_code: string, date: string, more = {}) => ({
    ...{ site_code, date, start: '08:00', end: '10:00', capacity: 1, product: 'CoronaVac', ...more },
  });
  await importSessions({ documents, regions, now: NOW }, [
    ...[row('BDG', '2026-11-28'), row('BDG', '2026-11-30'), row('SRG', '2026-12-01', { end_date: '2026-12-07' })],
  ]);
  let now: () => number = () => NOW;
  const booking = createBooking({ documents, sealer: testKeys, pseudonyms: testKeys, regions, clock: () => now() });
  const world = createWorld();
  Object.assign(world.services, { booking });
  const talk = startTalk(world);
  now = () => talk.now;
  return { talk, documents, booking };
}

const REGISTER = ['daftar', 'setuju', '3273051503850001', 'Budi Santoso', '15-3-1985', '081234567890', 'saya'];

async function withTicket(): Promise<Town & { code: string }> {
  const made = await town();
  for (const text of [...REGISTER, '1']) await made.talk.say(text);
  const heard = await made.talk.say('1');
  const code = /Kode tiket: ([0-9A-Z-]+)\./.exec(heard.texts.join('\n'))?.[1] ?? '';
  expect(code).not.toBe('');
  return { ...made, code };
}

const held = ({ booking }: Town) => booking.held('p-1', 1);

describe('another time for a ticket', () => {
  test('from the menu: the new time is kept while asking, the code stays', async () => {
    const made = await withTicket();
    await play(made.talk, [
      ['tiket saya', made.code, 'Sabtu, 28 November 2026'],
      ['[Ganti jadwal]', 'tetap berlaku sampai yang baru pasti', 'Mau divaksin di mana?'],
      ['1', 'Kapan mau datang?'],
      ['1', 'Jadwal sekarang:', 'Sabtu, 28 November 2026', 'Diganti menjadi:', 'Senin, 30 November 2026', '10 menit'],
    ]);
    expect((await held(made))?.session.id).toContain('2026-11-28');
    const rival = { person: 'p-2', dose: 1, site: 'BDG', session: 'BDG-2026-11-30-0800-coronavac', contact: 'x' };
    expect((await made.booking.book(rival, made.talk.now)).kind).toBe('full');
    await play(made.talk, [['ya', `Jadwal sudah diganti. Kode tiket: ${made.code}`, 'Senin, 30 November 2026']]);
    expect((await held(made))?.session.id).toContain('2026-11-30');
    expect(made.talk.state?.dialogStack).toEqual([]);
  });

  test('typed in English, and thought better of', async () => {
    const made = await withTicket();
    await made.talk.say('english');
    await play(made.talk, [
      ['reschedule', 'stays valid until the new one is sure', 'Where would you like'],
      ['1', 'When would you like'],
      ['1', 'Present appointment:', 'Change it to:', /Monday,? 30 November 2026/],
      ['no', 'the present appointment stays'],
    ]);
    expect((await held(made))?.session.id).toContain('2026-11-28');
    expect(await made.booking.sessions('BDG', made.talk.now, 5)).toHaveLength(1);
  });

  test('who comes back too late: said, and asked again with what there is', async () => {
    const made = await withTicket();
    for (const text of ['ganti jadwal', '1', '1']) await made.talk.say(text);
    made.talk.now += 11 * 60_000;
    const rival = { person: 'p-2', dose: 1, site: 'BDG', session: 'BDG-2026-11-30-0800-coronavac', contact: 'x' };
    expect((await made.booking.book(rival, made.talk.now)).kind).toBe('booked');
    await play(made.talk, [['ya', 'baru saja penuh']]);
    expect((await held(made))?.session.id).toContain('2026-11-28');
  });

  test('a place far away has a window of days, in its own zone', async () => {
    const { talk } = await withTicket();
    for (const text of ['ganti jadwal', 'Kota Sorong']) await talk.say(text);
    await play(talk, [['1', 'Kapan mau datang?']]);
    const heard = await talk.say('1');
    expect(heard.texts.join('\n')).toContain('Selasa, 1 Desember 2026 – Senin, 7 Desember 2026, 08.00–10.00 WIT');
    expect(heard.texts.every((text) => text.length <= 300)).toBe(true);
  });

  test('every turn may run twice', async () => {
    const made = await withTicket();
    for (const text of ['tiket', 'ganti jadwal', '1', '1', 'ya']) {
      const first = await made.talk.say(text);
      expect((await made.talk.again()).texts).toEqual(first.texts);
    }
    expect((await held(made))?.session.id).toContain('2026-11-30');
  });
});

describe('where to', () => {
  const pin = (latitude: number, longitude: number) => ({
    ...{ type: 'message', text: '', entities: [{ type: 'GeoCoordinates', latitude, longitude }] },
  });

  test('a shared location: the nearest places with the way to them', async () => {
    const { talk } = await town();
    for (const text of REGISTER) await talk.say(text);
    const near = await talk.send(pin(-6.914, 107.609));
    expect(near.texts.join('\n')).toContain('tempat terdekat');
    expect(near.buttons[0]).toBe('Puskesmas Contoh Melati (1,8 km, 2 tempat)');
    const east = await talk.send(pin(-0.861, 131.255));
    expect(east.buttons[0]).toBe('Pustu Contoh Bakau (6,6 km, 1 tempat)');
  });

  test('a postcode: the place whose address has it, or one of the same area', async () => {
    const { talk } = await town();
    for (const text of REGISTER) await talk.say(text);
    for (const code of ['40115', '40198']) expect((await talk.say(code)).buttons[0]).toContain('Melati');
    expect((await talk.say('99999')).texts[0]).toContain('belum menemukan');
  });
});

describe('giving a ticket back', () => {
  test('is asked once more, and frees the place', async () => {
    const made = await withTicket();
    await play(made.talk, [
      ['tiket', made.code],
      ['[Batalkan jadwal]', 'Yakin ingin membatalkan jadwal di Puskesmas Contoh Melati, Sabtu, 28 November 2026'],
      ['tidak', 'tetap berlaku'],
      ['batalkan jadwal', 'Yakin'],
    ]);
    const first = await made.talk.say('ya');
    expect(first.texts[0]).toContain('Jadwal sudah dibatalkan');
    expect((await made.talk.again()).texts).toEqual(first.texts);
    expect(await made.booking.check(made.code, made.talk.now)).toEqual({ kind: 'invalid' });
    await play(made.talk, [['tiket', 'jadwalnya belum dipilih', 'Mau divaksin di mana?']]);
  });

  test('BATAL outside a form says how', async () => {
    const { talk } = await withTicket();
    await play(talk, [['batal', 'BATALKAN JADWAL']]);
  });

  test('nothing to give back or to change: said', async () => {
    const { talk } = await town();
    await talk.say('halo');
    await play(talk, [
      ['batalkan jadwal', 'Belum ada tiket'],
      ['ganti jadwal', 'Belum ada tiket'],
    ]);
  });
});

describe('a ticket that cannot be had as it was', () => {
  test('called off by the ministry: said, and another is chosen', async () => {
    const { talk, documents, code } = await withTicket();
    const session = 'BDG-2026-11-28-0800-coronavac';
    await createChanges({ documents, pseudonyms: testKeys }).cancel('BDG', session, talk.now);
    await play(talk, [
      ['tiket', 'dibatalkan oleh penyelenggara', 'Mau divaksin di mana?'],
      ['1', 'Kapan mau datang?'],
      ['1', 'Jadwal sudah tercatat', 'Senin, 30 November 2026'],
    ]);
    expect(talk.state?.people?.[0]?.person).toBe('p-1');
    expect(code).not.toBe('');
  });

  test('used: nothing is offered any more', async () => {
    const made = await withTicket();
    await made.booking.present(made.code, Date.UTC(2026, 10, 28, 2));
    const heard = await made.talk.say('tiket');
    expect(heard.texts.join('\n')).toContain('sudah dicatat petugas');
    expect(heard.buttons).not.toContain('Ganti jadwal');
    await play(made.talk, [['batalkan jadwal', 'sudah dicatat petugas']]);
    expect((await held(made))?.used).toBe(Date.UTC(2026, 10, 28, 2));
  });

  test('over: it can be moved, not given back', async () => {
    const { talk } = await withTicket();
    talk.now = Date.UTC(2026, 10, 28, 12);
    await play(talk, [['tiket', 'kapan tanggal lahirnya?']]);
    const heard = await talk.say('15-3-1985');
    expect(heard.buttons).toEqual(['Ganti jadwal', 'Menu']);
    expect(talk.now - NOW).toBeGreaterThan(24 * HOUR);
  });
});

test('whose ticket, when there are several: the order stays with the choice', async () => {
  const made = await withTicket();
  made.talk.world.verdict = { kind: 'unknown', person: 'p-2' };
  for (const text of REGISTER.filter((one) => one !== 'setuju')) await made.talk.say(text);
  await play(made.talk, [
    ['batalkan jadwal', 'Tiket siapa'],
    ['2', 'Yakin ingin membatalkan'],
    ['ya', 'Jadwal sudah dibatalkan'],
  ]);
});
