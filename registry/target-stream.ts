import type { Sealer } from '../domain/sealer.ts';
import type { Documents } from '../stores/documents.ts';
import type { Identity, PersonBody } from './person.ts';

/** What a rule may look at of a person on the target list: no name, no number, no contact. */
export interface ListedTarget {
  readonly group: string;
  /** Regency's code with a dot. */
  readonly region?: string;
  /** ISO date. */
  readonly birthDate: string;
  readonly sex: 'F' | 'M';
}

/** Few enough that a page is garbage before the heap grows for it. */
const PAGE = 250;

/**
 * Everybody on the imported target list, page by page over the index `updated`, so that memory stays flat. A person whose
 * document changes after `now` (ms) is left out rather than met twice. Throws `StoreError`s only.
 */
export async function* streamTargets(
  { documents, sealer }: { readonly documents: Documents; readonly sealer: Sealer },
  now: number,
): AsyncGenerator<ListedTarget> {
  let continuation: string | undefined;
  do {
    const page = await documents.query<PersonBody>('persons', {
      ...{ index: { field: 'updated', from: 0, to: now }, limit: PAGE },
      ...(continuation === undefined ? {} : { continuation }),
    });
    for (const { id, body } of page.items) {
      const { target } = body;
      // Somebody who only wrote to us is on no list.
      if (target === undefined) continue;
      const { birthDate, sex } = JSON.parse(sealer.open(target.sealed, id)) as Identity;
      const { group, region } = target;
      yield { group, birthDate, sex, ...(region === undefined ? {} : { region }) };
    }
    continuation = page.continuation;
  } while (continuation !== undefined);
}
