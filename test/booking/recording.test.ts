import { createChanges } from '../../booking/changes.ts';
import { createBooking } from '../../booking/documents.ts';
import { createRecording, type Recording } from '../../booking/recording.ts';
import { createStandings } from '../../booking/standing.ts';
import { loadProgramme } from '../../domain/programme-file.ts';
import type { Driver } from '../../registry/driver.ts';
import { createLocalDriver } from '../../registry/local-driver.ts';
import { createNotices, type VerdictNotice } from '../../registry/notices.ts';
import type { PersonBody } from '../../registry/person.ts';
import { createReporting } from '../../registry/reporting.ts';
import { type RegistrySimulator, startRegistrySimulator } from '../../simulator/registry/server.ts';
import type { Documents } from '../../stores/documents.ts';
import { fhirDriver } from '../registry/support/fhir.ts';
import { testKeys } from '../registry/support/keys.ts';
import { confirmed, localRegistry, SITI } from '../registry/support/rows.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { DAY, fill, NOW, regions, request, row, sessionOf } from './support/house.ts';

const pause = async (): Promise<void> => {};
const person = testKeys.person(SITI.nik);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Desk {
  readonly documents: Documents;
  readonly booking: ReturnType<typeof createBooking>;
  readonly recording: Recording;
  readonly counted: string[];
  now: number;
  /** A bit later, what is due is seen to. Answers what the registry was told. */
  later(ms?: number): Promise<readonly string[]>;
  notices(): Promise<readonly VerdictNotice[]>;
}

/** A booking whose appointments go to a registry. `driver` in place of the imported list. */
async function open(make?: (documents: Documents) => Driver): Promise<Desk> {
  const time = { now: NOW };
  const documents = memoryDocuments({ clock: () => time.now });
  const counted: string[] = [];
  const keys = { documents, pseudonyms: testKeys, sealer: testKeys, pause };
  await fill(documents, [row('UJI-1', 5, 9), row('UJI-1', 6, 9), row('UJI-2', 6, 9)]);
  const registry = localRegistry(documents);
  await registry.importTarget(SITI, NOW);
  await registry.submit(confirmed({ contact: 'siti' }), NOW);
  const notices = createNotices(documents, () => time.now);
  const told: string[] = [];
  const inner = make?.(documents) ?? createLocalDriver(keys);
  const driver: Driver = {
    ...inner,
    async record(subject, happening, call) {
      const answer = await inner.record(subject, happening, call);
      told.push(`${happening.event} ${happening.on} ${answer.kind}`);
      return answer;
    },
  };
  const programme = loadProgramme('covid19-2021');
  const recording = createRecording({
    ...keys,
    standings: createStandings(keys),
    reporting: createReporting({ ...keys, programme, notices, driver }),
    metrics: { count: (name) => void counted.push(name), gauge() {}, observe() {} },
  });
  const booking = createBooking({ ...keys, regions, recording, clock: () => time.now });
  const desk: Desk = {
    ...{ documents, booking, recording, counted },
    get now() {
      return time.now;
    },
    set now(at) {
      time.now = at;
    },
    async later(ms = 5_000) {
      desk.now += ms;
      await recording.run(desk.now);
      return told.splice(0);
    },
    async notices() {
      const page = await documents.query<VerdictNotice>('notices', { index: { field: 'due', from: 0 } });
      return page.items.map(({ body }) => body);
    },
  };
  return desk;
}

const booked = (desk: Desk) => desk.booking.book(request(person, 'UJI-1', 5), desk.now);
const date = (days: number): string => new Date(NOW + days * DAY).toISOString().slice(0, 10);

describe.each<[string, (simulator: RegistrySimulator) => (documents: Documents) => Driver, string]>([
  [
    'the imported list',
    () => (documents) => createLocalDriver({ documents, sealer: testKeys, pseudonyms: testKeys }),
    'recorded',
  ],
  ['a registry that takes appointments', (simulator) => () => fhirDriver(simulator).driver, 'recorded'],
  ['the national index, which has none', (simulator) => () => fhirDriver(simulator).driver, 'kept'],
])('at %s', (_name, make, answer) => {
  let simulator: RegistrySimulator;
  beforeAll(async () => {
    simulator = await startRegistrySimulator();
    simulator.store.rules.takesAppointments = answer === 'recorded';
    const identifier = [{ system: 'https://fhir.kemkes.go.id/id/nik', value: SITI.nik }];
    const { name, birthDate } = SITI;
    simulator.store.create(
      'Patient',
      { resourceType: 'Patient', identifier, name: [{ text: name }], birthDate },
      undefined,
    );
  });
  afterAll(() => simulator.close());

  test('made, moved and cancelled, each once, and nobody waited for it', async () => {
    const desk = await open(make(simulator));
    await booked(desk);
    await booked(desk);
    expect(await desk.later()).toEqual([`booked ${date(5)} ${answer}`]);
    expect(await desk.later(MINUTE)).toEqual([]);
    expect((await desk.booking.change(request(person, 'UJI-2', 6), desk.now)).kind).toBe('booked');
    expect(await desk.later()).toEqual([`booked ${date(6)} ${answer}`]);
    await desk.booking.cancel(person, 1, desk.now);
    expect(await desk.later()).toEqual([`cancelled ${date(6)} ${answer}`]);
    await desk.booking.cancel(person, 1, desk.now);
    expect(await desk.later()).toEqual([]);
    expect(await desk.later(10 * MINUTE)).toEqual([]);
    await booked(desk);
    expect(await desk.later()).toEqual([`booked ${date(5)} ${answer}`]);
    // However often it moved, at a registry over HTTP it is one appointment.
    expect([...simulator.store.appointments.values()].map(({ status }) => status)).toEqual(
      answer === 'recorded' && make(simulator).length === 0 ? ['booked'] : [],
    );
  });

  test('what the ministry changes too', async () => {
    const desk = await open(make(simulator));
    await booked(desk);
    await desk.later();
    const changes = createChanges({
      documents: desk.documents,
      pseudonyms: testKeys,
      recording: desk.recording,
      pause,
    });
    await changes.cancel('UJI-1', sessionOf('UJI-1', 5), desk.now);
    expect(await desk.later()).toEqual([`cancelled ${date(5)} ${answer}`]);
  });
});

test('a process that dies after the mark, before or after the booking: the registry hears what is true', async () => {
  const desk = await open();
  await desk.recording.mark(person, 1, desk.now);
  expect(await desk.later()).toEqual([]);
  // The step that the mark announced is slow, and ends a minute later.
  desk.now += MINUTE;
  const unheard = { documents: desk.documents, pseudonyms: testKeys, sealer: testKeys, regions, pause };
  await createBooking({ ...unheard, clock: () => desk.now }).book(request(person, 'UJI-1', 5), desk.now);
  expect(await desk.later(20_000)).toEqual([`booked ${date(5)} recorded`]);
  const index = { field: 'due', from: 0 };
  await desk.later(3 * MINUTE);
  const left = await desk.documents.query<{ due: number }>('recordings', { index });
  // Only the look on the day before is left.
  expect(left.items.map(({ body }) => body.due > desk.now + DAY)).toEqual([true]);
});

test('a registry that is away is asked again, with longer waits, under the same key', async () => {
  const keys: string[] = [];
  let away = true;
  const desk = await open((documents) => {
    const local = createLocalDriver({ documents, sealer: testKeys, pseudonyms: testKeys, pause });
    return {
      ...local,
      record(subject, happening, call) {
        keys.push(call.key);
        return away
          ? Promise.resolve({ kind: 'unavailable', retryAfterMs: 1_000 })
          : local.record(subject, happening, call);
      },
    };
  });
  await booked(desk);
  await desk.later();
  expect(await desk.later(500)).toEqual([]);
  await desk.later(10_000);
  expect(new Set(keys).size).toBe(1);
  expect(keys.length).toBeGreaterThan(1);
  away = false;
  expect(await desk.later(HOUR)).toEqual([`booked ${date(5)} recorded`]);
  const stored = await desk.documents.get<PersonBody>('persons', person, person);
  expect(stored?.body.events?.map(({ event }) => event)).toEqual(['booked']);
});

test('two processes tell it once', async () => {
  const desk = await open();
  await booked(desk);
  desk.now += 5_000;
  await Promise.all([desk.recording.run(desk.now), desk.recording.run(desk.now)]);
  const stored = await desk.documents.get<PersonBody>('persons', person, person);
  expect(stored?.body.events).toHaveLength(1);
});

test('the day before, the registry is asked once more: a dose that was given elsewhere becomes a question', async () => {
  const desk = await open();
  await booked(desk);
  await desk.later();
  await desk.later(3 * MINUTE);
  const local = createLocalDriver({ documents: desk.documents, sealer: testKeys, pseudonyms: testKeys, pause });
  const { nik, name, birthDate, sex } = SITI;
  await local.record(
    { nik, name, birthDate, sex },
    { event: 'given', dose: 1, on: date(1) },
    { key: 'g', now: desk.now },
  );
  await desk.later(3 * DAY);
  expect(await desk.notices()).toEqual([]);
  await desk.later(1.3 * DAY);
  await desk.later();
  expect(await desk.notices()).toMatchObject([
    { kind: 'verdict', contact: `contact-${person}`, person, verdict: { kind: 'complete' } },
  ]);
  expect(await desk.booking.held(person, 1)).toBeDefined();
});

test('while the registry says yes nobody hears anything', async () => {
  const desk = await open();
  await booked(desk);
  for (const ms of [5_000, 3 * MINUTE, 4.3 * DAY, MINUTE]) await desk.later(ms);
  expect(await desk.notices()).toEqual([]);
});
