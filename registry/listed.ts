import { sameName } from '../domain/name.ts';
import type { Sealer } from '../domain/sealer.ts';
import type { Documents } from '../stores/documents.ts';
import type { Identity, PersonBody } from './person.ts';

/** What the target list says of a person; with nothing behind it when the list has nobody of that NIK. */
export interface Listed {
  readonly known: boolean;
  readonly identity: Identity;
}

/** Opened and compared with when there is nobody, so that a NIK without a person costs the same work. */
const NOBODY: Identity = { name: 'Tidak Ada', birthDate: '1900-01-01', sex: 'F' };

export type Field = 'name' | 'birthDate';

/** Reads what the target list says of a person. The same steps whether or not there is somebody. */
export function createListed(documents: Documents, sealer: Sealer): (person: string) => Promise<Listed> {
  return async (person) => {
    const nobody = sealer.seal(JSON.stringify(NOBODY), person);
    const target = (await documents.get<PersonBody>('persons', person, person))?.body.target;
    const identity = JSON.parse(sealer.open(target?.sealed ?? nobody, person)) as Identity;
    return { known: target !== undefined, identity };
  };
}

/** Which fields do not agree. For somebody who may see the data; never the values. */
export function differing({ identity }: Listed, said: { readonly name: string; readonly birthDate: string }): Field[] {
  const name = sameName(identity.name, said.name);
  const birth = identity.birthDate === said.birthDate;
  return [...(name ? [] : (['name'] as const)), ...(birth ? [] : (['birthDate'] as const))];
}
