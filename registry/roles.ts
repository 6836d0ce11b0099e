import type { Pseudonyms } from '../domain/sealer.ts';
import type { Documents } from '../stores/documents.ts';

/** `cadre`: a village health worker (kader posyandu), who registers people without a phone. Everybody else is `family`. */
export const ROLES = ['family', 'cadre'] as const;
export type Role = (typeof ROLES)[number];

/** How many people one contact of a role may look after. */
export type PeopleByRole = Readonly<Record<Role, number>>;

/** However a role is set: a conversation is one document, and each of its people takes about 200 bytes of every save. */
export const PEOPLE_LIMIT = 100;
export const PEOPLE_BY_ROLE: PeopleByRole = { family: 10, cadre: 50 };

/** Persons that may be asked about in a day, at least and for each that may be looked after: slips of the finger count too. */
const LOOKS_LEAST = 30;
const LOOKS_EACH = 3;

/** Who may look after how many. A role belongs to a phone that a channel vouches for. Throws `StoreError`s only. */
export interface Roles {
  /** `undefined`: the channel proves no phone. */
  of(phone: string | undefined): Promise<Role>;
  /** People whom the holder of this phone may look after. */
  people(phone: string | undefined): Promise<number>;
  /** Persons about whom they may ask in a day. */
  looks(phone: string | undefined): Promise<number>;
  /** Repeating it changes nothing. `now` in ms. */
  set(phone: string, role: Role, now: number): Promise<void>;
  /** The keyed hash under which a phone's role is kept: what the audit trail may hold. */
  idOf(phone: string): string;
}

/** `access`: `pk` = `id` = `r-` and the keyed hash of the phone, and nothing else of it. */
interface Body {
  readonly role: Role;
  readonly at: number;
}

export interface RolesOptions {
  readonly documents: Documents;
  readonly pseudonyms: Pseudonyms;
  readonly people?: PeopleByRole;
}

export function createRoles({ documents, pseudonyms, people = PEOPLE_BY_ROLE }: RolesOptions): Roles {
  const idOf = (phone: string): string => `r-${pseudonyms.of('role-phone', phone)}`;
  const most = (role: Role): number => Math.min(people[role], PEOPLE_LIMIT);

  async function of(phone: string | undefined): Promise<Role> {
    if (phone === undefined) return 'family';
    const id = idOf(phone);
    const role = (await documents.get<Body>('access', id, id))?.body.role;
    // One that this version does not know is no more than a family.
    return ROLES.find((one) => one === role) ?? 'family';
  }

  return {
    of,
    idOf,
    people: async (phone) => most(await of(phone)),
    looks: async (phone) => Math.max(LOOKS_LEAST, LOOKS_EACH * most(await of(phone))),
    async set(phone, role, now) {
      const id = idOf(phone);
      const body: Body = { role, at: now };
      if (role === 'family') await documents.delete('access', id, id);
      else await documents.put('access', id, id, body);
    },
  };
}
