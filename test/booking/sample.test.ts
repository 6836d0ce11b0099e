import { createBooking } from '../../booking/documents.ts';
import { sampleSites, seedSample } from '../../booking/sample.ts';
import { readBirthDate } from '../../domain/birth-date.ts';
import { readName } from '../../domain/name.ts';
import { readNik } from '../../domain/nik.ts';
import { readPhone } from '../../domain/phone.ts';
import { loadProgramme } from '../../domain/programme-file.ts';
import { loadRegions } from '../../domain/regions.ts';
import { createLocalRegistry } from '../../registry/local.ts';
import { samplePersonas, sampleTargets } from '../../registry/sample.ts';
import type { Documents } from '../../stores/documents.ts';
import { testKeys } from '../registry/support/keys.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { DAY, NOW, request, sessions } from './support/house.ts';

const regions = loadRegions();
const programme = loadProgramme('covid19-2021');

function registryOf(documents: Documents) {
  return createLocalRegistry({ documents, sealer: testKeys, pseudonyms: testKeys, programme, regions });
}

const bookingOf = (documents: Documents) =>
  createBooking({ documents, sealer: testKeys, pseudonyms: testKeys, regions, clock: () => NOW });

async function seed(documents: Documents, now = NOW): Promise<void> {
  await seedSample({ documents, registry: registryOf(documents), regions, clock: () => now });
}

describe('the invented people', () => {
  test.each(
    samplePersonas().map((persona) => [persona.id, persona] as const),
  )('%s can type the answers and hears the verdict that is promised', async (_id, {
    answers,
    birthDate,
    sex,
    verdict,
  }) => {
    const documents = memoryDocuments();
    await seed(documents);
    expect(readNik(answers.nik, NOW, regions)).toMatchObject({ level: 'ok', nik: answers.nik, sex, birthDate });
    expect(readName(answers.name)).toMatchObject({ ok: true });
    expect(readBirthDate(answers.birthDate, NOW)).toMatchObject({ ok: true, iso: birthDate });
    expect(readPhone(answers.phone)).toMatchObject({ ok: true });
    const { nik, name, relation } = answers;
    const said = { nik, name, birthDate, sex, relation, contact: 'c', key: 'k' };
    expect((await registryOf(documents).submit(said, NOW)).kind).toBe(verdict);
    const { sites } = await bookingOf(documents).places({ text: answers.place }, NOW, 5);
    expect(sites.length).toBeGreaterThan(0);
  });

  test('every verdict is shown by somebody', () => {
    expect(new Set(samplePersonas().map((one) => one.verdict))).toEqual(new Set(['registered', 'not_yet', 'unknown']));
  });

  test('are plainly invented and sound in form', () => {
    for (const row of sampleTargets()) {
      expect(readNik(row.nik, NOW, regions)).toMatchObject({ level: 'ok', sex: row.sex, birthDate: row.birthDate });
      expect(row.nik.slice(12)).toMatch(/^99/);
      expect(row.name).toMatch(/Contoh/);
    }
  });
});

describe('the sample', () => {
  test('places lie in many provinces and all three time zones, and every one has something free', async () => {
    const documents = memoryDocuments();
    await seed(documents);
    const { scope, sites } = await bookingOf(documents).places({}, NOW, 100);
    expect(scope).toBe('country');
    expect(sites).toHaveLength(sampleSites().length);
    expect(new Set(sites.map((site) => site.region.slice(0, 2))).size).toBeGreaterThanOrEqual(8);
    expect(new Set(sites.map((site) => site.zone)).size).toBe(3);
    for (const site of sites) expect(site.name).toMatch(/Contoh/);
  });

  test('sessions are at local times', async () => {
    const documents = memoryDocuments();
    await seed(documents);
    for (const [id, body] of await sessions(documents)) {
      const time = new Intl.DateTimeFormat('en-GB', { timeZone: body.zone, timeStyle: 'short' }).format(body.start);
      expect(['08:00', '13:30']).toContain(time);
      expect(id).toContain(time.replace(':', ''));
    }
  });

  test('twice, or twice at once, is once', async () => {
    const documents = memoryDocuments();
    await Promise.all([seed(documents), seed(documents)]);
    const before = await sessions(documents);
    await documents.delete('meta', 'sample', 'sample');
    await seed(documents);
    expect(await sessions(documents)).toEqual(before);
  });

  test('a later start on the same day touches nothing but one reading', async () => {
    const documents = memoryDocuments();
    await seed(documents);
    const put = jest.spyOn(documents, 'put');
    const bulk = jest.spyOn(documents, 'bulk');
    await seed(documents, NOW + 60_000);
    expect(put).not.toHaveBeenCalled();
    expect(bulk).not.toHaveBeenCalled();
  });

  test('is renewed by a start on a later day, and keeps what is booked', async () => {
    const documents = memoryDocuments();
    await seed(documents);
    const desk = bookingOf(documents);
    const [first] = await desk.sessions('CTH-3273-1', NOW, 1);
    if (!first) throw new Error('no session');
    const booked = await desk.book(request('p1', 'CTH-3273-1', 0, { session: first.id }), NOW);
    expect(booked.kind).toBe('booked');
    await seed(documents, NOW + 10 * DAY);
    const after = await sessions(documents);
    expect([...after].filter(([, body]) => body.end < NOW + 8 * DAY).map(([id]) => id)).toEqual([first.id]);
    expect(Object.keys(after.get(first.id)?.holders ?? {})).toEqual(['p1|1']);
    expect(await desk.check('ticket' in booked ? booked.ticket.code : '', NOW)).toMatchObject({ kind: 'valid' });
    const { sites } = await bookingOf(documents).places({ region: '93.01' }, NOW + 10 * DAY, 5);
    expect(sites[0]?.left).toBeGreaterThan(100);
  });
});
