/** A process of its own: many citizens who want the same session. Says `ready`, waits for `go`, answers with what each heard. */
import type { BookAnswer } from '../../../booking/booking.ts';
import { createBooking } from '../../../booking/documents.ts';
import { openSqlite } from '../../../stores/sqlite/open.ts';
import { testKeys } from '../../registry/support/keys.ts';
import { NOW, regions, request } from './house.ts';

const [file = '', first = '0', count = '0'] = process.argv.slice(2);
const documents = openSqlite({ file, busyMs: 30_000 });
// The shipped pauses, not the tests' empty ones: two processes really meet here.
const desk = createBooking({ documents, pseudonyms: testKeys, sealer: testKeys, regions });

process.once('message', async () => {
  const persons = Array.from({ length: Number(count) }, (_, n) => `p${Number(first) + n}`);
  const answers: [string, BookAnswer][] = await Promise.all(
    persons.map(async (person) => [person, await desk.book(request(person, 'UJI-1', 1), NOW)]),
  );
  process.send?.(answers, async () => {
    await documents.close();
    process.disconnect?.();
  });
});
process.send?.('ready');
