import type { Facts } from '../domain/facts.ts';
import type { Programme } from '../domain/programme.ts';
import type { Sealer } from '../domain/sealer.ts';
import type { Documents, Stored } from '../stores/documents.ts';
import type { RecordedDose } from './driver.ts';
import { openIdentity } from './identity.ts';
import type { QueueBody } from './outbox/body.ts';
import type { Identity, PersonBody } from './person.ts';
import type { Verdict } from './registry.ts';
import { datedDoses, groupByAge } from './verdict.ts';

export interface FactsOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly programme: Programme;
}

/** What the rules need of a person; `undefined` while nothing is known. `on`: ISO date, for a group by age. */
export type FactsOf = (person: string, on: string) => Promise<Facts | undefined>;

type Said = Identity & { readonly region?: string };
type Decided = Extract<Verdict, { kind: 'registered' | 'not_yet' }>;

/** What a distant registry found right: who it is, and the group and the doses that it named. */
function remote(stored: Stored<QueueBody> | undefined, sealer: Sealer) {
  const items = stored?.body.items ?? [];
  const item = items.findLast(({ verdict }) => verdict?.kind === 'registered' || verdict?.kind === 'not_yet');
  if (!stored || !item) return undefined;
  const said = JSON.parse(sealer.open(item.sealed, stored.id)) as Said;
  const doses = item.given === undefined ? [] : (JSON.parse(sealer.open(item.given, stored.id)) as RecordedDose[]);
  return { said, doses, verdict: item.verdict as Decided };
}

/**
 * Opens what is known of a person, from the list and from a distant registry: age, sex, group, region and doses, of
 * which the last is the union of both. Nobody's name comes along.
 */
export function createFactsOf({ documents, sealer, programme }: FactsOptions): FactsOf {
  return async (person, on) => {
    const [stored, queue] = await Promise.all([
      documents.get<PersonBody>('persons', person, person),
      documents.get<QueueBody>('submissions', person, person),
    ]);
    const far = remote(queue, sealer);
    const target = stored?.body.target;
    const own = openIdentity(stored, sealer);
    const identity = target === undefined ? (far?.said ?? own) : own;
    if (identity === undefined) return undefined;
    const { birthDate, sex } = identity;
    const named = far?.verdict.group === '' ? undefined : far?.verdict.group;
    const group = target?.group ?? named ?? groupByAge(programme, identity, on) ?? '';
    const place = far?.verdict.kind === 'registered' ? far.verdict.region : undefined;
    const region = target?.region ?? place ?? far?.said.region;
    const given = stored?.body.given;
    const here = given === undefined ? [] : (JSON.parse(sealer.open(given, person)) as RecordedDose[]);
    const doses = datedDoses([...here, ...(far?.doses ?? [])]);
    return { birthDate, sex, group, ...(region === undefined ? {} : { region }), doses };
  };
}
