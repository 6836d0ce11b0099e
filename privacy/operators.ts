import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import type { Documents } from '../stores/documents.ts';
import { Conflict } from '../stores/errors.ts';

/** What an operator may do; the contract names them. */
export const ROLES = ['planner', 'approver', 'desk', 'facility', 'privacy', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

export interface Operator {
  /** A keyed hash of the name: what the audit trail says. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** For `facility`: the only site whose lists it may see. Absent: every site. */
  readonly site?: string;
  /** ms since 1970. */
  readonly at: number;
}

/** As stored: `operators`, `pk` = `id`. The token itself is nowhere. */
interface OperatorBody {
  readonly name: string;
  readonly role: Role;
  readonly site?: string;
  /** Keyed hash of the token's secret. */
  readonly secret: string;
  readonly at: number;
}

export interface NewOperator {
  readonly name: string;
  readonly role: Role;
  readonly site?: string;
}

export interface Operators {
  /** Adds somebody and answers the token, which is told once and never again. `undefined`: the name is taken. */
  add(operator: NewOperator, now: number): Promise<{ readonly token: string; readonly operator: Operator } | undefined>;
  /** Takes the token's rights away. False when there is nobody of that name. */
  remove(name: string): Promise<boolean>;
  list(): Promise<readonly Operator[]>;
  /** Whose token this is. A wrong one and one that was taken away are the same: `undefined`. */
  check(token: string): Promise<Operator | undefined>;
}

const SECRET_BYTES = 32;
const TOKEN = /^sapa\.([\w-]{1,64})\.([\w-]{43})$/;
const MOST = 1_000;

export interface OperatorsOptions {
  readonly documents: Documents;
  readonly pseudonyms: Pseudonyms;
  readonly sealer: Sealer;
}

export function createOperators({ documents, pseudonyms, sealer }: OperatorsOptions): Operators {
  // One document per name, so that a name is never two people.
  const idOf = (name: string): string => pseudonyms.of('operator', name.trim().toLowerCase());
  const hashOf = (id: string, secret: string): string => pseudonyms.of('operator-token', `${id}.${secret}`, 32);

  function read(id: string, { name, role, site, at }: OperatorBody): Operator {
    return { id, name: sealer.open(name, id), role, ...(site === undefined ? {} : { site }), at };
  }

  return {
    async add({ name, role, site }, now) {
      const id = idOf(name);
      const secret = randomBytes(SECRET_BYTES).toString('base64url');
      const sealed = sealer.seal(name.trim(), id);
      const bound = site === undefined ? {} : { site };
      const body: OperatorBody = { name: sealed, role, ...bound, secret: hashOf(id, secret), at: now };
      try {
        await documents.put('operators', id, id, body, { ifNoneMatch: '*' });
      } catch (error) {
        if (error instanceof Conflict) return undefined;
        throw error;
      }
      return { token: `sapa.${id}.${secret}`, operator: read(id, body) };
    },
    async remove(name) {
      const id = idOf(name);
      const there = await documents.get('operators', id, id);
      await documents.delete('operators', id, id);
      return there !== undefined;
    },
    async list() {
      const all = { index: { field: 'at', from: 0 }, order: { field: 'at' }, limit: MOST };
      const page = await documents.query<OperatorBody>('operators', all);
      return page.items.map(({ id, body }) => read(id, body));
    },
    async check(token) {
      const [, id = '', secret = ''] = TOKEN.exec(token.trim()) ?? [];
      // Looked up and compared even when it is no token at all: the time taken tells nothing.
      const stored = await documents.get<OperatorBody>('operators', id || 'nobody', id || 'nobody');
      const expected = Buffer.from(stored?.body.secret ?? hashOf('nobody', ''));
      const given = Buffer.from(hashOf(id, secret));
      const same = expected.length === given.length && timingSafeEqual(expected, given);
      return stored && same ? read(id, stored.body) : undefined;
    },
  };
}
