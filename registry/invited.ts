import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import type { Documents } from '../stores/documents.ts';
import type { Invited } from './access.ts';
import type { Identity, PersonBody } from './person.ts';

const MOST = 10;

/** A phone as it is indexed: a keyed hash. `e164` as the list has it. */
export const reachOf = (pseudonyms: Pseudonyms, e164: string): string => pseudonyms.of('reach', e164);

export interface InvitedOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
}

/** Whom the list names with a phone: a family often has one. One query by an indexed hash. */
export function createInvited({
  documents,
  sealer,
  pseudonyms,
}: InvitedOptions): (phone: string) => Promise<readonly Invited[]> {
  return async (phone) => {
    const index = { field: 'reach', equals: reachOf(pseudonyms, phone) };
    const { items } = await documents.query<PersonBody>('persons', { index, limit: MOST });
    return items.flatMap(({ id, body }) => {
      if (body.target === undefined) return [];
      const identity = JSON.parse(sealer.open(body.target.sealed, id)) as Identity & { readonly nik?: string };
      const { name, nik, birthDate } = identity;
      return nik === undefined ? [] : [{ person: id, nik, name, birthDate }];
    });
  };
}
