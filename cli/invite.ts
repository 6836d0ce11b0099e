import type { Config } from '../config.ts';
import { createReferences } from '../privacy/references.ts';
import { createInvitations } from '../registry/invitations.ts';
import { inside, permit } from './inside.ts';

/** What is printed: neither the person nor the phone. */
export interface Invited {
  readonly reference: string;
  /** ISO time after which it is refused. */
  readonly until: string;
  /** Opens WhatsApp with the words that carry it, where our number is given. */
  readonly link?: string;
}

export interface Inviting {
  readonly nik: string;
  readonly days: number;
  /** Our WhatsApp number in digits. */
  readonly number: string | undefined;
  readonly token: string | undefined;
  readonly now: number;
}

/** `invite`: `undefined` when the list has nobody of that NIK, or no phone for them. Throws `Failure` for a token. */
export function invite(config: Config, asked: Inviting): Promise<Invited | undefined> {
  const { nik, days, number, token, now } = asked;
  return inside(config, async (room) => {
    const { documents, vault } = room.rooms;
    const person = vault.person(nik);
    await permit(room, { token, role: 'desk', action: 'invite', object: person }, now);
    const until = now + days * 86_400_000;
    const invitationFor = createInvitations({ documents, sealer: vault, references: createReferences(vault) });
    const made = await invitationFor(person, until);
    if (!made) return undefined;
    const { reference } = made;
    const text = encodeURIComponent(`DAFTAR ${reference}`);
    const link = number === undefined ? {} : { link: `https://wa.me/${number}?text=${text}` };
    return { reference, until: new Date(until).toISOString(), ...link };
  });
}
