/** A process of its own with many citizens at once. `sapa`: they book one session; `bare`: they count one row down. */
import { DatabaseSync } from 'node:sqlite';
import { createBooking } from '../booking/documents.ts';
import { loadRegions } from '../domain/regions.ts';
import { createVault } from '../privacy/vault.ts';
import { openSqlite } from '../stores/sqlite/open.ts';

const [mode = 'sapa', file = '', first = '0', count = '0', key = ''] = process.argv.slice(2);
const NOW = 0;

/** The least that can be called booking: one transaction a citizen on one row, on disk before the answer. */
async function bare(): Promise<() => Promise<number>> {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000');
  const take = db.prepare('UPDATE places SET taken = taken + 1 WHERE taken < capacity');
  return async () => {
    let given = 0;
    for (let n = 0; n < Number(count); n += 1) {
      given += Number(take.run().changes);
      // As a server would: other work gets its turn between two citizens.
      await new Promise((resolve) => setImmediate(resolve));
    }
    db.close();
    return given;
  };
}

async function sapa(): Promise<() => Promise<number>> {
  const documents = openSqlite({ file, busyMs: 30_000 });
  const vault = createVault({ current: { id: 'bench', key: Buffer.from(key, 'base64') } });
  const booking = createBooking({ documents, pseudonyms: vault, sealer: vault, regions: loadRegions() });
  return async () => {
    const wishes = Array.from({ length: Number(count) }, (_, n) => {
      const person = `p${Number(first) + n}`;
      return { person, dose: 1, site: 'S', session: 'S-1', contact: `c-${person}` };
    });
    const answers = await Promise.all(wishes.map((wish) => booking.book(wish, NOW)));
    await documents.close();
    return answers.filter(({ kind }) => kind === 'booked').length;
  };
}

const go = await (mode === 'bare' ? bare() : sapa());
process.once('message', async () => {
  process.send?.(await go(), () => process.disconnect?.());
});
process.send?.('ready');
