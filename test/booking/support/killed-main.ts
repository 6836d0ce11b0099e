/** A process of its own that will be killed: citizens who want one session, half of them by way of a hold. Tells each answer as it comes. */
import { createBooking } from '../../../booking/documents.ts';
import { silent } from '../../../domain/log.ts';
import { uncounted } from '../../../domain/metrics.ts';
import { openCosmos } from '../../../stores/cosmos/open.ts';
import type { Documents } from '../../../stores/documents.ts';
import { openSqlite } from '../../../stores/sqlite/open.ts';
import { testKeys } from '../../registry/support/keys.ts';
import { UNHURRIED } from '../../stores/support/cosmos.ts';
import { NOW, regions, request } from './house.ts';

export type StoreAt =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'cosmos'; readonly endpoint: string; readonly key: string; readonly database: string };

/** What a citizen heard. */
export type Told = readonly [person: string, code: string | null];

const [where = '{}', first = '0', count = '0'] = process.argv.slice(2);

async function open(at: StoreAt): Promise<Documents> {
  if (at.kind === 'sqlite') return openSqlite({ file: at.file, busyMs: 30_000 });
  return openCosmos({ ...at, ...UNHURRIED, metrics: uncounted, logger: silent });
}

const documents = await open(JSON.parse(where) as StoreAt);
const desk = createBooking({ documents, pseudonyms: testKeys, sealer: testKeys, regions });

async function citizen(n: number): Promise<void> {
  const wish = request(`p${n}`, 'UJI-1', 1);
  if (n % 2 === 0) await desk.hold(wish, NOW);
  const answer = await desk.book(wish, NOW);
  const told: Told = [wish.person, 'ticket' in answer ? answer.ticket.code : null];
  process.send?.(told);
}

process.once('message', async () => {
  const numbers = Array.from({ length: Number(count) }, (_, n) => Number(first) + n);
  await Promise.all(numbers.map(citizen));
  process.send?.('done', async () => {
    await documents.close();
    process.disconnect?.();
  });
});
process.send?.('ready');
