import type { Driver, RecordedDose, Subject } from '../../registry/driver.ts';
import { createLocalDriver } from '../../registry/local-driver.ts';
import { startRegistrySimulator } from '../../simulator/registry/server.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { fhirDriver, startRealServer } from './support/fhir.ts';
import { testKeys } from './support/keys.ts';
import { localRegistry, NOW, SITI } from './support/rows.ts';

interface Harness {
  readonly driver: Driver;
  /** Puts somebody into the registry, with doses. */
  add(subject: Subject, doses?: readonly RecordedDose[]): Promise<void>;
  close(): Promise<void>;
  /** Whether people can be handed in who are not there. */
  readonly creates: boolean;
}

const NIK = 'https://fhir.kemkes.go.id/id/nik';
const CVX = 'http://hl7.org/fhir/sid/cvx';

async function local(): Promise<Harness> {
  const documents = memoryDocuments();
  const registry = localRegistry(documents);
  const driver = createLocalDriver({ documents, sealer: testKeys, pseudonyms: testKeys, pause: async () => {} });
  return {
    driver,
    creates: false,
    async add(subject, doses = []) {
      await registry.importTarget({ ...subject, group: 'lansia' }, NOW);
      for (const { number, on = '' } of doses) {
        await driver.record(subject, { event: 'given', dose: number, on }, { key: `dose-${number}`, now: NOW });
      }
    },
    close: () => driver.close(),
  };
}

/** Fills a FHIR server through its own door, as other systems of the ministry do. */
async function post(url: string, token: string, resource: object): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(resource) });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

const patientOf = ({ nik, name, birthDate }: Subject): object => ({
  ...{
    resourceType: 'Patient',
    active: true,
    identifier: [{ system: NIK, value: nik }],
    name: [{ text: name }],
    birthDate,
  },
});
const doseOf = (ihs: string, { number, on }: RecordedDose): object => ({
  ...{ resourceType: 'Immunization', status: 'completed', patient: { reference: `Patient/${ihs}` } },
  ...{ vaccineCode: { coding: [{ system: CVX, code: '511' }] }, occurrenceDateTime: on },
  protocolApplied: [{ doseNumberPositiveInt: number }],
});

async function real(): Promise<Harness> {
  const server = await startRealServer();
  const { driver } = fhirDriver(server);
  return {
    driver,
    creates: true,
    async add(subject, doses = []) {
      const ihs = await post(`${server.url}/Patient`, 'good', patientOf(subject));
      for (const dose of doses) await post(`${server.url}/Immunization`, 'good', doseOf(ihs, dose));
    },
    async close() {
      await driver.close();
      await server.stop();
    },
  };
}

async function simulated(takesAppointments = false): Promise<Harness> {
  const simulator = await startRegistrySimulator();
  simulator.store.rules.takesAppointments = takesAppointments;
  const { driver } = fhirDriver(simulator);
  return {
    driver,
    creates: true,
    async add(subject, doses = []) {
      const { body } = simulator.store.create('Patient', patientOf(subject) as never, undefined);
      for (const dose of doses) simulator.store.immunizations.push(doseOf(body.id ?? '', dose) as never);
    },
    async close() {
      await driver.close();
      await simulator.close();
    },
  };
}

let serial = 1;
/** Somebody new each time: the servers live through a whole file. */
const someone = (): Subject => {
  serial += 1;
  const { nik: _, group: _group, ...rest } = SITI;
  return { ...rest, region: '32.73', nik: `327305450350${String(serial).padStart(4, '0')}` };
};
const call = { key: 'call-1', now: NOW };

describe.each([
  ['the imported list', local],
  ['a FHIR server that nobody here wrote', real],
  ['the fake registry', () => simulated()],
  ['the fake registry, with appointments', () => simulated(true)],
])('the contract of a registry: %s', (_name, make) => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await make();
  });
  afterAll(() => harness.close());

  test('a NIK that is not there is unknown', async () => {
    expect(await harness.driver.find(someone(), call)).toEqual({ kind: 'unknown' });
    expect(await harness.driver.verdict(someone(), call)).toEqual({ kind: 'unknown' });
    expect(await harness.driver.history(someone(), call)).toEqual({ kind: 'unknown' });
  });

  test('somebody who is there and agrees is a match, also with titles and old spelling', async () => {
    const subject = someone();
    await harness.add(subject);
    expect(await harness.driver.find(subject, call)).toEqual({ kind: 'match', doses: [] });
    expect(await harness.driver.find({ ...subject, name: 'Hj. SITI CONTOH MELATI' }, call)).toMatchObject({
      kind: 'match',
    });
  });

  test('what differs is named, and never with its value', async () => {
    const subject = someone();
    await harness.add(subject);
    const { driver } = harness;
    expect(await driver.find({ ...subject, name: 'Budi' }, call)).toEqual({ kind: 'mismatch', fields: ['name'] });
    expect(await driver.find({ ...subject, birthDate: '1950-03-06' }, call)).toEqual({
      kind: 'mismatch',
      fields: ['birthDate'],
    });
    const both = { ...subject, name: 'Budi', birthDate: '1950-03-06' };
    expect(await driver.submit(both, call)).toEqual({ kind: 'mismatch', fields: ['name', 'birthDate'] });
  });

  test('doses are told to who matches; the one asked for is "already"', async () => {
    const subject = someone();
    await harness.add(subject, [{ number: 1, on: '2026-03-01' }]);
    const { driver } = harness;
    expect(await driver.find(subject, call)).toMatchObject({ kind: 'match', doses: [{ number: 1, on: '2026-03-01' }] });
    expect(await driver.find(subject, { ...call, dose: 1 })).toEqual({ kind: 'already', dose: 1, on: '2026-03-01' });
    expect(await driver.find(subject, { ...call, dose: 2 })).toMatchObject({ kind: 'match' });
    expect(await driver.history(subject, call)).toMatchObject({
      kind: 'doses',
      doses: [{ number: 1, on: '2026-03-01' }],
    });
    expect(await driver.find({ ...subject, name: 'Budi' }, { ...call, dose: 1 })).toMatchObject({ kind: 'mismatch' });
  });

  test('handing in twice, also at once, has its effect once', async () => {
    const subject = someone();
    if (!harness.creates) await harness.add(subject);
    const all = await Promise.all([1, 2, 3].map(() => harness.driver.submit(subject, call)));
    for (const one of all) expect(['match', 'pending']).toContain(one.kind);
    expect(await harness.driver.submit(subject, { ...call, key: 'call-2' })).toMatchObject({ kind: 'match' });
    expect(await harness.driver.find(subject, call)).toMatchObject({ kind: 'match' });
  });

  test('an appointment is recorded once, or kept here', async () => {
    const subject = someone();
    await harness.add(subject);
    const booked = { event: 'booked', dose: 1, on: '2026-12-01' } as const;
    const first = await harness.driver.record(subject, booked, call);
    expect(['recorded', 'kept']).toContain(first.kind);
    expect(await harness.driver.record(subject, booked, call)).toEqual(first);
    expect(await harness.driver.record(subject, { ...booked, event: 'cancelled' }, { ...call, key: 'c' })).toEqual(
      first,
    );
    expect(await harness.driver.record(someone(), booked, call)).toEqual({ kind: 'unknown' });
  });
});
