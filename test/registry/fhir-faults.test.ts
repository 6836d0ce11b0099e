import type { Subject } from '../../registry/driver.ts';
import { createTokens } from '../../registry/fhir/token.ts';
import {
  type RegistryFault,
  type RegistrySimulator,
  SIMULATED_CLIENT,
  startRegistrySimulator,
} from '../../simulator/registry/server.ts';
import { fhirDriver, type Watched } from './support/fhir.ts';
import { NOW, SITI } from './support/rows.ts';

const SAID: Subject = { nik: SITI.nik, name: SITI.name, birthDate: SITI.birthDate, sex: 'F', region: '32.73' };
const call = { key: 'call-1', now: NOW };
const NIK = 'https://fhir.kemkes.go.id/id/nik';

let simulator: RegistrySimulator;
let watched: Watched;
beforeEach(async () => {
  simulator = await startRegistrySimulator();
  watched = fhirDriver(simulator, { timeoutMs: 400, breakMs: 100 });
});
afterEach(async () => {
  await watched.driver.close();
  await simulator.close();
});

/** Each call gets the next fault; afterwards all is well. */
function plan(...faults: (RegistryFault | undefined)[]): void {
  simulator.fault = ({ number }) => faults[number - 1];
}
const people = (): number => simulator.store.patients.size;
const there = (): void =>
  void simulator.store.create(
    'Patient',
    {
      resourceType: 'Patient',
      identifier: [{ system: NIK, value: SAID.nik }],
      name: [{ text: SAID.name }],
      birthDate: SAID.birthDate,
    },
    undefined,
  );

describe('trouble that passes during a question is waited out', () => {
  test.each<[string, RegistryFault[]]>([
    ['500 with plain text', [{ kind: 'error' }]],
    ['cut before the work', [{ kind: 'cut_before' }, { kind: 'cut_before' }]],
    ['cut after the work', [{ kind: 'cut_after' }]],
    ['a page of a proxy', [{ kind: 'not_fhir' }]],
    ['half a document', [{ kind: 'broken_json' }]],
    ['too slow once', [{ kind: 'slow', ms: 700 }]],
    ['too many requests, come back at once', [{ kind: 'overload', retryAfterSeconds: 0 }]],
    ['the token ends in the middle', [{ kind: 'unauthorized' }]],
  ])('%s', async (_name, faults) => {
    there();
    plan(...faults);
    expect(await watched.driver.find(SAID, call)).toMatchObject({ kind: 'match' });
  });
});

describe('trouble that stays is "unavailable", with when to come back', () => {
  test.each<[string, RegistryFault, number]>([
    ['500', { kind: 'error' }, 2_000],
    ['429 with a wait', { kind: 'overload', retryAfterSeconds: 90 }, 90_000],
    ['403', { kind: 'say', status: 403, body: {} }, 60_000],
    [
      'a search that is refused',
      { kind: 'say', status: 400, body: { resourceType: 'OperationOutcome', issue: [{ code: 'invalid' }] } },
      300_000,
    ],
    ['a refusal without words', { kind: 'say', status: 404, body: {} }, 2_000],
  ])('%s', async (_name, fault, retryAfterMs) => {
    simulator.fault = () => fault;
    expect(await watched.driver.find(SAID, call)).toEqual({ kind: 'unavailable', retryAfterMs });
  });

  test('after five failures in a row it is left alone, and asked again later', async () => {
    there();
    simulator.fault = () => ({ kind: 'error' });
    await watched.driver.find(SAID, call);
    await watched.driver.find(SAID, call);
    const asked = simulator.calls.length;
    expect(asked).toBe(5);
    expect(await watched.driver.find(SAID, call)).toMatchObject({ kind: 'unavailable' });
    expect(simulator.calls).toHaveLength(asked);
    simulator.fault = () => undefined;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await watched.driver.find(SAID, call)).toMatchObject({ kind: 'match' });
  });
});

describe('handing in', () => {
  test.each<[string, (RegistryFault | undefined)[]]>([
    ['the connection is lost before the write', [undefined, { kind: 'cut_before' }]],
    ['the connection is lost after the write', [undefined, { kind: 'cut_after' }]],
    ['500 in place of an answer', [undefined, { kind: 'error' }]],
  ])('in doubt (%s): handed in again, there once', async (_name, faults) => {
    plan(...faults);
    expect(await watched.driver.submit(SAID, call)).toMatchObject({ kind: 'unavailable' });
    expect(await watched.driver.submit(SAID, call)).toMatchObject({ kind: 'match' });
    expect(people()).toBe(1);
  });

  test('an index that lags behind: a duplicate is found out, not made', async () => {
    simulator.store.rules.indexLagMs = 60_000;
    expect(await watched.driver.submit(SAID, call)).toEqual({ kind: 'pending' });
    expect(await watched.driver.submit(SAID, call)).toEqual({ kind: 'pending' });
    expect(people()).toBe(1);
    simulator.store.rules.indexLagMs = 0;
    expect(await watched.driver.verdict(SAID, call)).toMatchObject({ kind: 'match' });
  });

  test.each([
    ['another name', { name: 'Siti Lain', birthDate: SAID.birthDate }, { kind: 'mismatch', fields: ['name'] }],
    ['another birth date', { name: SAID.name, birthDate: '1950-03-06' }, { kind: 'mismatch', fields: ['birthDate'] }],
  ])('the civil registry has %s', async (_name, known, expected) => {
    simulator.store.rules.civil.set(SAID.nik, known);
    expect(await watched.driver.submit(SAID, call)).toEqual(expected);
    expect(people()).toBe(0);
  });

  test('the civil registry does not know the NIK', async () => {
    simulator.store.rules.civil.set('3273054503500099', { name: 'X', birthDate: '1950-01-01' });
    expect(await watched.driver.submit(SAID, call)).toEqual({ kind: 'mismatch', fields: ['nik'] });
  });

  test('a verdict that comes three days later', async () => {
    let decided = false;
    simulator.store.rules.confirmed = () => decided;
    expect(await watched.driver.submit(SAID, call)).toEqual({ kind: 'pending' });
    expect(await watched.driver.verdict(SAID, call)).toEqual({ kind: 'pending' });
    decided = true;
    expect(await watched.driver.verdict(SAID, { ...call, now: NOW + 3 * 86_400_000 })).toEqual({
      kind: 'match',
      doses: [],
    });
  });
});

describe('masked and missing fields', () => {
  beforeEach(() => {
    there();
    simulator.store.rules.masked = true;
  });
  test('are compared by the registry itself', async () => {
    expect(await watched.driver.find(SAID, call)).toMatchObject({ kind: 'match' });
    expect(await watched.driver.find({ ...SAID, name: 'Budi' }, call)).toEqual({
      kind: 'mismatch',
      fields: ['name', 'birthDate'],
    });
  });
  test('somebody who died', async () => {
    const [patient] = simulator.store.patients.values();
    Object.assign(patient ?? {}, { deceasedDateTime: '2025-01-01' });
    expect(await watched.driver.find(SAID, call)).toEqual({ kind: 'deceased' });
  });
});

describe('a registry that lies is caught, counted, and never shown', () => {
  const bundle = (resource: object): RegistryFault => ({
    ...{
      kind: 'say',
      status: 200,
      body: { resourceType: 'Bundle', type: 'searchset', total: 1, entry: [{ resource }] },
    },
  });
  const other = {
    resourceType: 'Patient',
    id: 'P9',
    identifier: [{ system: NIK, value: '3174011708850003' }],
    name: [{ text: SAID.name }],
    birthDate: SAID.birthDate,
  };
  const right = { ...other, identifier: [{ system: NIK, value: SAID.nik }] };
  const dose = {
    resourceType: 'Immunization',
    status: 'completed',
    patient: { reference: 'Patient/P1234' },
    occurrenceDateTime: '2026-01-01',
  };
  test.each<[string, RegistryFault[], string]>([
    ["another person's record for this NIK", [bundle(other)], 'other_person'],
    ["another person's dose", [bundle(right), bundle(dose)], 'other_dose'],
    ['a record without a shape', [bundle({ ...right, id: '../../etc' })], 'shape'],
    ['a list that is no list', [{ kind: 'say', status: 200, body: { resourceType: 'Bundle', entry: 'x' } }], 'shape'],
    ['something else', [{ kind: 'say', status: 200, body: { hello: 1 } }], 'shape'],
  ])('%s', async (_name, faults, what) => {
    plan(...faults);
    const answer = await watched.driver.find(SAID, call);
    expect(answer).toEqual({ kind: 'unavailable', retryAfterMs: 3_600_000 });
    expect(watched.counted).toContain(`registry_lies_total ${what}`);
    for (const secret of [SAID.nik, '3174011708850003', 'Siti']) expect(watched.logged.join()).not.toContain(secret);
  });

  test('doses that were not given, or of another vaccine, are no doses', async () => {
    there();
    const [ihs = ''] = simulator.store.patients.keys();
    const base = { resourceType: 'Immunization', patient: { reference: `Patient/${ihs}` } } as const;
    const cvx = (code: string): object => ({
      vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code }] },
    });
    simulator.store.immunizations.push(
      { ...base, status: 'not-done', ...cvx('511') } as never,
      { ...base, status: 'completed', ...cvx('03') } as never,
      { ...base, status: 'completed', ...cvx('511'), occurrenceDateTime: '2026-02-28T18:30:00+00:00' } as never,
    );
    // Half past six in the evening in UTC is the next morning in Jakarta.
    expect(await watched.driver.find(SAID, call)).toEqual({
      kind: 'match',
      doses: [{ number: 1, on: '2026-03-01', product: 'coronavac' }],
    });
  });
});

describe('the token', () => {
  test('is asked for once by many callers, and once more when it was refused', async () => {
    there();
    await Promise.all(Array.from({ length: 10 }, () => watched.driver.find(SAID, call)));
    expect(simulator.tokensGiven).toBe(1);
    simulator.fault = ({ number }) => (number === 21 ? { kind: 'unauthorized' } : undefined);
    await Promise.all(Array.from({ length: 10 }, () => watched.driver.find(SAID, call)));
    expect(simulator.tokensGiven).toBe(2);
  });

  test('is renewed a minute before its end', async () => {
    let now = NOW;
    const options = { url: simulator.tokenUrl, clientId: SIMULATED_CLIENT.id, clientSecret: SIMULATED_CLIENT.secret };
    const token = createTokens({ ...options, clock: () => now });
    const first = await token();
    now += 3_500_000;
    expect(await token()).toBe(first);
    now += 60_000;
    expect(await token()).not.toBe(first);
  });

  test('a wrong secret is not tried again and again, and is in no message', async () => {
    const token = createTokens({
      url: simulator.tokenUrl,
      clientId: 'sapa',
      clientSecret: 'very-secret',
      clock: () => NOW,
    });
    const errors = await Promise.all([1, 2, 3].map(() => token().catch((error: unknown) => error)));
    expect(simulator.tokensGiven).toBe(0);
    for (const error of errors) expect(error).toMatchObject({ name: 'AwayError', code: 'not_allowed' });
    expect(JSON.stringify(errors) + errors.join()).not.toContain('very-secret');
  });
});
