import { randomBytes } from 'node:crypto';
import { createChanges } from '../../booking/changes.ts';
import { createClaims } from '../../booking/claims.ts';
import { dayList, dayListCsv } from '../../booking/day-list.ts';
import type { Documents } from '../../stores/documents.ts';
import { testKeys } from '../registry/support/keys.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { booking, DAY, fill, HOUR, NOW, request, row, sessionOf } from './support/house.ts';

const date = new Date(NOW + DAY).toISOString().slice(0, 10);
const claimsOf = (documents: Documents) =>
  createClaims({ documents, pseudonyms: testKeys, sealer: testKeys, random: randomBytes });

async function person(documents: Documents, id: string, name: string): Promise<void> {
  const identity = { name, birthDate: '1960-05-17', sex: 'F', phone: '+6281234567890' };
  const sealed = testKeys.seal(JSON.stringify(identity), id);
  const target = { group: 'lansia', sealed, digest: 'd', at: NOW };
  await documents.put('persons', id, id, { updated: NOW, target, notes: [] });
}

const listOf = (documents: Documents, site = 'UJI-1', day = date) =>
  dayList(
    { documents, sealer: testKeys, claims: claimsOf(documents) },
    { site, date: day, zone: 'Asia/Jakarta', now: NOW },
  );

test('who comes on a day: booked and present, by time and name; neither holds nor other days', async () => {
  const documents = memoryDocuments({ clock: () => NOW });
  await fill(documents, [row('UJI-1', 1, 5), row('UJI-1', 1, 5, '13:00'), row('UJI-1', 2, 5), row('UJI-2', 1, 5)]);
  const desk = booking(documents);
  await person(documents, 'p1', 'Siti Aminah');
  await person(documents, 'p2', '=HYPERLINK("http://x","Budi")');
  const first = await desk.book(request('p1', 'UJI-1', 1), NOW);
  await desk.book(request('p2', 'UJI-1', 1), NOW);
  await desk.book(request('p3', 'UJI-1', 1, { session: sessionOf('UJI-1', 1, '13:00') }), NOW);
  await desk.hold(request('p4', 'UJI-1', 1), NOW);
  await desk.book(request('p5', 'UJI-1', 2), NOW);
  await desk.book(request('p6', 'UJI-2', 1), NOW);
  const code = 'ticket' in first ? first.ticket.code : '';
  await desk.present(code, NOW + 22 * HOUR + 5 * 60_000);

  const rows = await listOf(documents);
  expect(rows.map(({ start, name, status }) => [start, name, status])).toEqual([
    ['08:00', '=HYPERLINK("http://x","Budi")', 'booked'],
    ['08:00', 'Siti Aminah', 'present'],
    ['13:00', '', 'booked'],
  ]);
  expect(rows[1]).toMatchObject({ code, present: '08:05', dose: 1, birthDate: '1960-05-17', phone: '+6281234567890' });
  expect(rows.every((one) => /^[0-9A-Z-]{19}$/.test(one.code))).toBe(true);

  const csv = dayListCsv(rows);
  expect(csv.startsWith('\uFEFFstart,end,product,code,name,birth_date,phone,dose,present,status\r\n')).toBe(true);
  // A name is text on the clinic's computer, whatever it begins with.
  expect(csv).toContain(`"'=HYPERLINK(""http://x"",""Budi"")"`);
  expect(csv).toContain(',+6281234567890,');
  expect(await listOf(documents, 'UJI-9')).toEqual([]);
});

test('a session that was called off says so', async () => {
  const documents = memoryDocuments({ clock: () => NOW });
  await fill(documents, [row('UJI-1', 1, 5)]);
  await booking(documents).book(request('p1', 'UJI-1', 1), NOW);
  await createChanges({ documents, pseudonyms: testKeys }).cancel('UJI-1', sessionOf('UJI-1', 1), NOW);
  expect((await listOf(documents)).map(({ status }) => status)).toEqual(['cancelled']);
});
