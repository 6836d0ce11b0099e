import type { Sealer } from '../domain/sealer.ts';
import type { Documents } from '../stores/documents.ts';
import type { Subject } from './driver.ts';
import type { QueueBody } from './outbox/body.ts';
import type { Identity, PersonBody } from './person.ts';

export interface SubjectsOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
}

/**
 * Who a person is, for work that no citizen waits for: what was last confirmed for a registry far away, else what the target
 * list says. `undefined` when neither has a NIK for them.
 */
export function createSubjects({
  documents,
  sealer,
}: SubjectsOptions): (person: string) => Promise<Subject | undefined> {
  return async (person) => {
    const queue = await documents.get<QueueBody>('submissions', person, person);
    // The newest that a registry has agreed with; words that it did not know may be a stranger's.
    const items = [...(queue?.body.items ?? [])].reverse();
    const item = items.find(({ verdict }) => verdict !== undefined && verdict.kind !== 'unknown') ?? items[0];
    if (item) return JSON.parse(sealer.open(item.sealed, person)) as Subject;
    const target = (await documents.get<PersonBody>('persons', person, person))?.body.target;
    if (!target) return undefined;
    const said = JSON.parse(sealer.open(target.sealed, person)) as Identity & { readonly nik?: string };
    const { nik } = said;
    if (nik === undefined) return undefined;
    return { ...said, nik, ...(target.region === undefined ? {} : { region: target.region }) };
  };
}
