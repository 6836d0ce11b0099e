import type { Patient } from '@medplum/fhirtypes';
import { sameName } from '../../domain/name.ts';
import type { Field, Subject } from '../driver.ts';
import { isMasked, type OutcomeShape, type PatientShape } from './shapes.ts';
import { ADMINISTRATIVE_CODE, NIK_SYSTEM, PATIENT_PROFILE } from './systems.ts';

/** What a patient's record says beside what the citizen says. */
export interface Compared {
  readonly differs: readonly Field[];
  /** Fields that the record hides or lacks: only the registry itself can compare them. */
  readonly hidden: readonly Field[];
}

/**
 * Whether a record is about another NIK than the one that was asked for. A masked number says nothing; a clear one that
 * is another is a lie of the registry, whatever the reason.
 */
export function isOthers({ identifier = [] }: PatientShape, nik: string): boolean {
  const clear = identifier.filter(
    ({ system, value = '' }) => system === NIK_SYSTEM && value !== '' && !isMasked(value),
  );
  return clear.length > 0 && !clear.some(({ value }) => value === nik);
}

function namesOf({ name = [] }: PatientShape): string[] {
  return name.flatMap(({ text, given = [], family }) => {
    const whole = text ?? [...given, family ?? ''].join(' ').trim();
    return whole === '' || isMasked(whole) ? [] : [whole];
  });
}

/** The day of FHIR's `date`, which may be a year or a month alone: then it is as good as hidden. */
function dayOf(date: string | undefined): string | undefined {
  return date !== undefined && /^\d{4}-\d\d-\d\d$/.test(date) ? date : undefined;
}

export function compare(record: PatientShape, said: Subject): Compared {
  const names = namesOf(record);
  const born = dayOf(record.birthDate);
  const differs: Field[] = [];
  const hidden: Field[] = [];
  if (names.length === 0) hidden.push('name');
  else if (!names.some((one) => sameName(one, said.name))) differs.push('name');
  if (born === undefined) hidden.push('birthDate');
  else if (born !== said.birthDate) differs.push('birthDate');
  return { differs, hidden };
}

export const isDeceased = ({ deceasedBoolean, deceasedDateTime }: PatientShape): boolean =>
  deceasedBoolean === true || deceasedDateTime !== undefined;

/** The resource that hands somebody in. The address is the regency alone: more is not asked of citizens in a chat. */
export function patientOf(said: Subject): Patient {
  const code = (said.region ?? `${said.nik.slice(0, 2)}.${said.nik.slice(2, 4)}`).replaceAll('.', '');
  const place = [
    { url: 'province', valueCode: code.slice(0, 2) },
    { url: 'city', valueCode: code.slice(0, 4) },
  ];
  return {
    resourceType: 'Patient',
    meta: { profile: [PATIENT_PROFILE] },
    identifier: [{ use: 'official', system: NIK_SYSTEM, value: said.nik }],
    active: true,
    name: [{ use: 'official', text: said.name }],
    ...(said.phone === undefined ? {} : { telecom: [{ system: 'phone', value: said.phone, use: 'mobile' }] }),
    gender: said.sex === 'F' ? 'female' : 'male',
    birthDate: said.birthDate,
    address: [{ use: 'home', country: 'ID', extension: [{ url: ADMINISTRATIVE_CODE, extension: place }] }],
    multipleBirthInteger: 0,
  };
}

const ELEMENTS: readonly (readonly [Field, RegExp])[] = [
  ['nik', /identifier|\bnik\b/i],
  ['name', /\bname\b|\bnama\b/i],
  ['birthDate', /birth_?date|tanggal.?lahir/i],
  ['sex', /gender|kelamin/i],
  ['address', /address|alamat|administrativeCode|province|city/i],
];

/** What a refusal to create says: the fields that the civil registry did not confirm, or that the person is there. */
export function refusal(issues: OutcomeShape['issue']): {
  readonly duplicate: boolean;
  readonly fields: readonly Field[];
} {
  const texts = issues.map(({ details, diagnostics, expression = [] }) =>
    [...expression, details?.text ?? '', diagnostics ?? ''].join(' '),
  );
  const duplicate =
    issues.some(({ code }) => code === 'duplicate') || texts.some((one) => /duplicat|already exist/i.test(one));
  const fields = ELEMENTS.flatMap(([field, words]) => (texts.some((one) => words.test(one)) ? [field] : []));
  return { duplicate, fields };
}

/** The search that lets the registry itself compare what its records hide. */
export function comparingSearch(said: Subject): string {
  const identifier = `${NIK_SYSTEM}|${said.nik}`;
  return `/Patient?${new URLSearchParams({ identifier, name: said.name, birthdate: said.birthDate })}`;
}
