import type { Sealer } from '../domain/sealer.ts';
import type { References } from '../privacy/references.ts';
import type { Documents } from '../stores/documents.ts';
import { createListed } from './listed.ts';

/** An invitation for a button or a link. The reference is good in a chat of this phone alone. */
export interface Invitation {
  readonly reference: string;
  /** E.164: where it may be sent. */
  readonly phone: string;
}

export interface InvitationsOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly references: References;
}

/**
 * Makes the reference with which somebody of the target list is known by a masked name, without typing a NIK. `undefined`:
 * the list has nobody of this id, or no phone for them. `until` in ms. Throws `StoreError`s only.
 */
export function createInvitations({ documents, sealer, references }: InvitationsOptions) {
  const listedOf = createListed(documents, sealer);
  return async (person: string, until: number): Promise<Invitation | undefined> => {
    const { known, identity } = await listedOf(person);
    const { phone } = identity;
    if (!known || phone === undefined) return undefined;
    return { reference: references.make({ verb: 'invite', subject: person }, { phone }, until), phone };
  };
}
