import type { Sealer } from '../domain/sealer.ts';
import type { Identity, PersonBody } from '../registry/person.ts';
import type { Stored } from '../stores/documents.ts';

/** Who somebody is: the target list's word, else the newest that agreed with it, else the newest that was said. */
export function openIdentity(person: Stored<PersonBody> | undefined, sealer: Sealer): Identity | undefined {
  const { target, notes = [] } = person?.body ?? {};
  const sealed = target?.sealed ?? notes.findLast((note) => note.agrees)?.sealed ?? notes.at(-1)?.sealed;
  return person && sealed !== undefined ? (JSON.parse(sealer.open(sealed, person.id)) as Identity) : undefined;
}
