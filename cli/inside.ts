import type { Config } from '../config.ts';
import { silent } from '../domain/log.ts';
import { uncounted } from '../domain/metrics.ts';
import { type AuditTrail, createAuditTrail } from '../privacy/audit.ts';
import { createOperators, type Operator, type Operators, type Role } from '../privacy/operators.ts';
import { openRooms, type Rooms } from '../rooms.ts';
import { Failure } from './commands/shell.ts';

/** What an operator's command works with. */
export interface Inside {
  readonly rooms: Rooms;
  readonly operators: Operators;
  readonly audit: AuditTrail;
}

/** Opens the store for one command and closes it again. Throws what `openRooms` and the command throw. */
export async function inside<T>(config: Config, work: (inside: Inside) => Promise<T>): Promise<T> {
  const rooms = await openRooms(config, { logger: silent, metrics: uncounted });
  try {
    const { documents, vault } = rooms;
    const operators = createOperators({ documents, pseudonyms: vault, sealer: vault });
    return await work({ rooms, operators, audit: createAuditTrail(documents, vault) });
  } finally {
    await rooms.close();
  }
}

/** An operator who may not do this. What to do is in the message; the attempt is in the audit trail. */
const refused = (message: string): Failure => new Failure('not_allowed', message);

export interface Wish {
  readonly token: string | undefined;
  readonly role: Role;
  /** The site it is about: an operator of another site may not. */
  readonly site?: string;
  readonly action: string;
  readonly object: string;
}

/** Whose token it is, if that operator may do this; written down either way, before anything is shown. Throws `Failure`. */
export async function permit({ operators, audit }: Inside, wish: Wish, now: number): Promise<Operator> {
  const { token, role, site, action, object } = wish;
  const operator = token === undefined ? undefined : await operators.check(token);
  const there = operator?.site === undefined || site === undefined || operator.site === site;
  const allowed = operator?.role === role && there;
  const who = { actor: operator?.id ?? 'unknown', role: operator?.role ?? 'none' };
  await audit.record({ ...who, action, object, outcome: allowed ? 'done' : 'refused' }, now);
  if (operator && allowed) return operator;
  const how = `give the token of an operator with the role ${role} in SAPA_TOKEN (made by "sapa operator add NAME --role ${role}")`;
  if (token === undefined) throw refused(`This shows or changes data of people: ${how}.`);
  if (!operator) throw refused(`That token is not known, or was taken away: ${how}.`);
  throw refused(
    there ? `That operator has the role ${operator.role}: ${how}.` : 'That operator belongs to another site.',
  );
}
