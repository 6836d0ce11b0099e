import { maskName } from '../domain/name.ts';
import { type NearNik, nearNiks } from '../domain/near-nik.ts';
import { maskNik } from '../domain/nik.ts';
import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import type { Documents } from '../stores/documents.ts';
import { agrees } from './identity.ts';
import type { Identity, PersonBody } from './person.ts';

/** What was typed in a registration that opened nothing. */
export interface Typed {
  readonly nik: string;
  readonly name: string;
  /** ISO date. */
  readonly birthDate: string;
}

/** Somebody of the list with the same name and birth date, whose number is one slip away. */
export interface NearMiss {
  readonly person: string;
  readonly near: NearNik;
  readonly name: string;
}

export interface NearMissesOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
}

/** Looked up at once: a store must not feel it. */
const TOGETHER = 8;

/**
 * Whom of the list somebody probably means: about 160 point reads, so for work that no citizen waits for, at a pace. Nobody,
 * when the typed number is on the list with these data. Throws `StoreError`s only.
 */
export function createNearMisses({ documents, sealer, pseudonyms }: NearMissesOptions) {
  async function listed(
    nik: string,
    { name, birthDate }: Typed,
  ): Promise<{ person: string; name: string } | undefined> {
    const person = pseudonyms.person(nik);
    const target = (await documents.get<PersonBody>('persons', person, person))?.body.target;
    if (!target) return undefined;
    const identity = JSON.parse(sealer.open(target.sealed, person)) as Identity;
    return agrees(identity, { ...identity, name, birthDate }) ? { person, name: identity.name } : undefined;
  }

  return async (typed: Typed): Promise<readonly NearMiss[]> => {
    if (await listed(typed.nik, typed)) return [];
    const all = nearNiks(typed.nik);
    const found: NearMiss[] = [];
    for (let at = 0; at < all.length; at += TOGETHER) {
      const some = all.slice(at, at + TOGETHER);
      const answers = await Promise.all(some.map(({ nik }) => listed(nik, typed)));
      for (const [n, near] of some.entries()) {
        const one = answers[n];
        if (one) found.push({ ...one, near });
      }
    }
    return found;
  };
}

/** For the desk: masked, with what differs, and what to ask. Fits a request. */
export function hintOf({ nik }: Typed, [first, ...others]: readonly [NearMiss, ...NearMiss[]]): string {
  const { near, name } = first;
  const [one, two] = near.digits;
  const how = two === undefined ? `digit ${one} differs` : `digits ${one} and ${two} swapped`;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const where = `In the list, same name and birth date: ${maskName(name).slice(0, 40)}, ${maskNik(near.nik)}, ${how}${more}.`;
  return `Typed ${maskNik(nik)}, which opens nothing. ${where} Ask them to read the NIK from the card again; tell them no digit.`;
}
