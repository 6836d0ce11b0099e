import type { Appointment, Bundle, Immunization, OperationOutcome, Patient, Resource } from '@medplum/fhirtypes';

const NIK = 'https://fhir.kemkes.go.id/id/nik';

/** What the civil registry has: who is created must agree with it. */
export interface Citizen {
  readonly name: string;
  readonly birthDate: string;
}

/** What the fake registry does and knows; a test changes it while it runs. */
export interface RegistryRules {
  /** NIK to what the civil registry has. Nobody in it: everybody is believed. */
  readonly civil: Map<string, Citizen>;
  /** Created people are confirmed only when this says so; until then they are there and not active. */
  confirmed: (nik: string) => boolean;
  /** A search finds people who were created this long ago at least, ms: a real index lags behind. */
  indexLagMs: number;
  /** Names and birth dates are blacked out, as the national index does. */
  masked: boolean;
  /** The national index has no appointments; another registry may. */
  takesAppointments: boolean;
}

export interface RegistryStore {
  readonly rules: RegistryRules;
  readonly patients: Map<string, Patient>;
  readonly immunizations: Immunization[];
  readonly appointments: Map<string, Appointment>;
  search(type: string, query: URLSearchParams): Bundle;
  /** Status and body of a create; `ifNoneExist` as the header has it. */
  create(type: string, body: Resource, ifNoneExist: string | undefined): { status: number; body: Resource };
  /** The same of a change of what is there. */
  update(type: string, id: string, body: Resource): { status: number; body: Resource };
}

const bundle = (resources: readonly Resource[]): Bundle => ({
  resourceType: 'Bundle',
  type: 'searchset',
  total: resources.length,
  entry: resources.map((resource) => ({ resource })) as NonNullable<Bundle['entry']>,
});

function refused(
  code: 'duplicate' | 'business-rule',
  text: string,
  expression: string,
): { status: number; body: OperationOutcome } {
  const issue = { severity: 'error' as const, code, details: { text }, expression: [expression] };
  return { status: 400, body: { resourceType: 'OperationOutcome', issue: [issue] } };
}

export const nikOf = (patient: Patient): string =>
  patient.identifier?.find(({ system }) => system === NIK)?.value ?? '';

/** People by id, and by NIK: a national index does not slow down with everybody who is in it, and a full queue shows that. */
class Patients extends Map<string, Patient> {
  readonly #ids = new Map<string, Set<string>>();

  override set(id: string, patient: Patient): this {
    this.delete(id);
    const nik = nikOf(patient);
    this.#ids.set(nik, (this.#ids.get(nik) ?? new Set()).add(id));
    return super.set(id, patient);
  }

  override delete(id: string): boolean {
    const before = this.get(id);
    if (before) this.#ids.get(nikOf(before))?.delete(id);
    return super.delete(id);
  }

  override clear(): void {
    this.#ids.clear();
    super.clear();
  }

  withNik(nik: string): Patient[] {
    return [...(this.#ids.get(nik) ?? [])].flatMap((id) => this.get(id) ?? []);
  }
}

/** People and doses in memory, with the habits of the national index that matter to a client. */
export function createRegistryStore(clock: () => number = Date.now): RegistryStore {
  const rules: RegistryRules = {
    civil: new Map(),
    confirmed: () => true,
    indexLagMs: 0,
    masked: false,
    takesAppointments: false,
  };
  const patients = new Patients();
  const created = new Map<string, number>();
  const immunizations: Immunization[] = [];
  const appointments = new Map<string, Appointment>();

  /** By an identifier as a search has it: `system|value`. */
  function findAppointments(query: URLSearchParams): Appointment[] {
    const wanted = query.get('identifier');
    return [...appointments.values()].filter(({ identifier = [] }) =>
      identifier.some(({ system, value }) => `${system}|${value}` === wanted),
    );
  }

  function createAppointment(body: Appointment, ifNoneExist: string): { status: number; body: Resource } {
    const [there] = findAppointments(new URLSearchParams(ifNoneExist));
    if (there) return { status: 200, body: there };
    const made = { ...body, id: `A${appointments.size + 1}` };
    appointments.set(made.id, made);
    return { status: 201, body: made };
  }

  function shown(patient: Patient): Patient {
    const nik = nikOf(patient);
    const active = (patient.active ?? true) && rules.confirmed(nik);
    if (!rules.masked) return { ...patient, active };
    const { birthDate: _hidden, ...rest } = patient;
    const identifier = [{ system: NIK, value: '################' }];
    return { ...rest, active, identifier, name: [{ text: patient.name?.[0]?.text?.replace(/(?<=\w)\w/g, '*') ?? '' }] };
  }

  function findPatients(query: URLSearchParams): Patient[] {
    const nik = query.get('identifier')?.split('|').at(-1);
    const [name, born] = [query.get('name')?.toLowerCase(), query.get('birthdate')];
    return (nik === undefined ? [...patients.values()] : patients.withNik(nik))
      .filter((one) => clock() - (created.get(one.id ?? '') ?? 0) >= rules.indexLagMs)
      .filter((one) => name === undefined || one.name?.[0]?.text?.toLowerCase().includes(name))
      .filter((one) => born === null || one.birthDate === born);
  }

  function createPatient(body: Patient): { status: number; body: Resource } {
    const nik = nikOf(body);
    if (patients.withNik(nik).length > 0) {
      return refused('duplicate', 'Duplicate patient', 'Patient.identifier');
    }
    const known = rules.civil.get(nik);
    if (rules.civil.size > 0 && !known) return refused('business-rule', 'NIK not found', 'Patient.identifier');
    if (known && known.name !== body.name?.[0]?.text) return refused('business-rule', 'not verified', 'Patient.name');
    if (known && known.birthDate !== body.birthDate)
      return refused('business-rule', 'not verified', 'Patient.birthDate');
    const id = `P${String(patients.size + 1).padStart(11, '0')}`;
    patients.set(id, { ...body, id });
    created.set(id, clock());
    return { status: 201, body: { ...body, id, active: rules.confirmed(nik) } };
  }

  return {
    rules,
    patients,
    immunizations,
    appointments,
    search(type, query) {
      if (type === 'Appointment') return bundle(findAppointments(query));
      if (type === 'Patient') return bundle(findPatients(query).map(shown));
      if (type !== 'Immunization') return bundle([]);
      const reference = `Patient/${query.get('patient')}`;
      return bundle(immunizations.filter((one) => one.patient.reference === reference));
    },
    create(type, body, ifNoneExist) {
      if (type === 'Appointment' && rules.takesAppointments)
        return createAppointment(body as Appointment, ifNoneExist ?? '');
      if (type !== 'Patient') return refused('business-rule', 'this resource is not taken here', type);
      const there = ifNoneExist === undefined ? [] : findPatients(new URLSearchParams(ifNoneExist));
      const [first] = there;
      return first ? { status: 200, body: shown(first) } : createPatient(body as Patient);
    },
    update(type, id, body) {
      if (type !== 'Appointment' || !appointments.has(id))
        return refused('business-rule', 'this resource is not taken here', type);
      appointments.set(id, { ...(body as Appointment), id });
      return { status: 200, body };
    },
  };
}
