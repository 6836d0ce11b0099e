/** Names of SATUSEHAT's code systems, in one place because its own documents are not of one mind. */

const ID = 'https://fhir.kemkes.go.id/id';

export const NIK_SYSTEM = `${ID}/nik`;
export const PATIENT_PROFILE = 'https://fhir.kemkes.go.id/r4/StructureDefinition/Patient';
export const ADMINISTRATIVE_CODE = 'https://fhir.kemkes.go.id/r4/StructureDefinition/administrativeCode';
/** Ours, for appointments: an identifier per booking, so that one that is handed in twice is one. */
export const BOOKING_SYSTEM = 'http://sys-ids.kemkes.go.id/appointment/sapa-vaksin';
export const CVX_SYSTEM = 'http://hl7.org/fhir/sid/cvx';
/** Vaccine groups are filed under the drug dictionary. */
export const KFA_SYSTEM = 'http://sys-ids.kemkes.go.id/kfa';
