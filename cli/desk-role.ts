import type { Config } from '../config.ts';
import { readPhone } from '../domain/phone.ts';
import type { Role } from '../registry/roles.ts';
import type { DeskOptions } from './desk.ts';
import { inside, permit } from './inside.ts';

/** What is printed: never the phone. */
export interface PhoneRole {
  readonly role: Role;
  /** How many people it may look after. */
  readonly people: number;
}

/**
 * `desk role`: which role a phone has; with `set` it has that one from now on. `undefined`: that is no phone. Kept under a
 * keyed hash, which is all that the audit trail holds too. Throws `Failure` for a token.
 */
export async function phoneRole(
  config: Config,
  phone: string,
  { token, now, set }: DeskOptions & { readonly set?: Role },
): Promise<PhoneRole | undefined> {
  const read = readPhone(phone);
  if (!read.ok) return undefined;
  return inside(config, async (room) => {
    const { roles } = room.rooms;
    const action = set === undefined ? 'desk_role' : `desk_role_${set}`;
    await permit(room, { token, role: 'desk', action, object: roles.idOf(read.e164) }, now);
    if (set !== undefined) await roles.set(read.e164, set, now);
    return { role: await roles.of(read.e164), people: await roles.people(read.e164) };
  });
}
