import { sameName } from '../domain/name.ts';
import type { Sealer } from '../domain/sealer.ts';
import type { Stored } from '../stores/documents.ts';
import type { Identity, PersonBody } from './person.ts';

/** A fixed order of fields: the digest of the same data is the same. */
export function identityOf({ name, birthDate, sex, phone }: Identity): Identity {
  return phone === undefined ? { name, birthDate, sex } : { name, birthDate, sex, phone };
}

/** Name and birth date are what the list has. Never stops early: the time taken tells nothing. */
export function agrees(listed: Identity, said: Identity): boolean {
  const name = sameName(listed.name, said.name);
  const birthDate = listed.birthDate === said.birthDate;
  return name && birthDate;
}

/** Who somebody is: the target list's word, else the newest that agreed with it, else the newest that was said. */
export function openIdentity(person: Stored<PersonBody> | undefined, sealer: Sealer): Identity | undefined {
  const { target, notes = [] } = person?.body ?? {};
  const sealed = target?.sealed ?? notes.findLast((note) => note.agrees)?.sealed ?? notes.at(-1)?.sealed;
  return person && sealed !== undefined ? (JSON.parse(sealer.open(sealed, person.id)) as Identity) : undefined;
}
