import type { Documents } from '../stores/documents.ts';
import type { SessionBody } from './bodies.ts';

/** Sessions read at a time. */
const PAGE = 500;
/** At most so many problems are listed. */
const MOST = 100;

/**
 * The promise of booking, checked over everything that is stored: no session has more holders than places, and no two
 * holders of one session have the same ticket. Answers sentences with session codes; nothing of a person. Throws `StoreError`s.
 */
export async function checkLedgers(documents: Documents): Promise<string[]> {
  const problems: string[] = [];
  let continuation: string | undefined;
  do {
    const page = await documents.query<SessionBody>('sessions', {
      index: { field: 'start', from: 0 },
      limit: PAGE,
      ...(continuation === undefined ? {} : { continuation }),
    });
    for (const { id, body } of page.items) problems.push(...faultsOf(id, body));
    continuation = page.continuation;
  } while (continuation !== undefined && problems.length < MOST);
  return problems.slice(0, MOST);
}

/** A capacity that was lowered after people booked shows here too: somebody has to find them another place. */
function faultsOf(id: string, body: SessionBody): string[] {
  const holders = Object.values(body.holders);
  const faults: string[] = [];
  if (holders.length > body.capacity)
    faults.push(`session ${id}: ${holders.length} holders for ${body.capacity} places`);
  const tickets = new Set(holders.map((holder) => holder.ticket));
  if (tickets.size !== holders.length) faults.push(`session ${id}: two places have the same ticket`);
  return faults;
}
