import { sameName } from '../domain/name.ts';
import type { Identity } from './person.ts';

/** A fixed order of fields: the digest of the same data is the same. */
export function identityOf({ name, birthDate, sex, phone }: Identity): Identity {
  return { name, birthDate, sex, ...(phone === undefined ? {} : { phone }) };
}

/** Name and birth date are what the list has. Never stops early: the time taken tells nothing. */
export function agrees(listed: Identity, said: Identity): boolean {
  const name = sameName(listed.name, said.name);
  const birthDate = listed.birthDate === said.birthDate;
  return name && birthDate;
}
