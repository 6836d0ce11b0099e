import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type Answer, CONFLICT, NOT_FOUND, type Write, type WriteKind } from './operations.ts';
import { column, type Table } from './schema.ts';

type Run = (write: Write) => Answer;

/** The prepared writes of one table. Every condition is part of the statement, so it holds between processes too. */
export function tableWrites(database: DatabaseSync, table: Table): Partial<Record<WriteKind, Run>> {
  const name = `"${table.name}"`;
  const columns = table.fields.map(column);
  const until = table.expires === undefined ? undefined : column(table.expires);
  const live = until === undefined ? '' : ` AND (${until} IS NULL OR ${until} > ?)`;
  const clock = (now: number): number[] => (until === undefined ? [] : [now]);

  const all = ['etag', ...columns, 'body'];
  const insert = `INSERT INTO ${name} (pk, id, ${all.join(', ')}) VALUES (?, ?, ${all.map(() => '?').join(', ')})`;
  const over = `ON CONFLICT (pk, id) DO UPDATE SET ${all.map((one) => `${one} = excluded.${one}`).join(', ')}`;
  const upsert = database.prepare(`${insert} ${over}`);
  // A document that has expired counts as gone, so a conditional create goes over it.
  const create = database.prepare(
    until === undefined ? `${insert} ON CONFLICT (pk, id) DO NOTHING` : `${insert} ${over} WHERE ${until} <= ?`,
  );
  const replace = database.prepare(
    `UPDATE ${name} SET ${all.map((one) => `${one} = ?`).join(', ')} WHERE pk = ? AND id = ? AND etag = ?${live}`,
  );
  const remove = database.prepare(`DELETE FROM ${name} WHERE pk = ? AND id = ?`);
  const removeIf = database.prepare(`DELETE FROM ${name} WHERE pk = ? AND id = ? AND etag = ?${live}`);
  const exists = database.prepare(`SELECT 1 FROM ${name} WHERE pk = ? AND id = ?${live}`);

  return {
    upsert: ([, , pk, id, etag, , body, , , values]) => changes(upsert.run(pk, id, etag, ...values, body)),
    create: ([, , pk, id, etag, , body, now, , values]) =>
      changes(create.run(pk, id, etag, ...values, body, ...clock(now))) || CONFLICT,
    replace: ([, , pk, id, etag, ifMatch, body, now, , values]) =>
      changes(replace.run(etag, ...values, body, pk, id, ifMatch, ...clock(now))) || CONFLICT,
    remove: ([, , pk, id]) => changes(remove.run(pk, id)),
    removeIf: ([, , pk, id, , ifMatch, , now]) =>
      changes(removeIf.run(pk, id, ifMatch, ...clock(now))) ||
      (exists.get(pk, id, ...clock(now)) ? CONFLICT : NOT_FOUND),
    ...collecting(database, table),
  };
}

function changes(result: ReturnType<StatementSync['run']>): number {
  return Number(result.changes);
}

function collecting(database: DatabaseSync, table: Table): Partial<Record<WriteKind, Run>> {
  if (table.expires === undefined) return {};
  const until = column(table.expires);
  const collect = database.prepare(`DELETE FROM "${table.name}" WHERE n IN
    (SELECT n FROM "${table.name}" WHERE ${until} <= ? ORDER BY ${until} LIMIT ?)`);
  return { collect: ([, , , , , , , now, amount]) => changes(collect.run(now, amount)) };
}

/** Pages that a ping must find: room for a few turns, so "ready" is not said on the last free page. */
const PING_BYTES = 65_536;

/**
 * Writes that belong to no document. A ping asks for room and gives it back, then commits one small row: changing
 * that row alone needs no new page and would pass on a full disk.
 */
export function otherWrites(database: DatabaseSync): Partial<Record<WriteKind, Run>> {
  const room = database.prepare(`INSERT INTO "_ping" (at, room) VALUES (0, zeroblob(${PING_BYTES}))`);
  const beat = database.prepare('INSERT OR REPLACE INTO "_ping" (n, at) VALUES (1, ?)');
  return {
    ping: ([, , , , , , , now]) => {
      database.exec('SAVEPOINT ping');
      room.run();
      database.exec('ROLLBACK TO ping');
      database.exec('RELEASE ping');
      return changes(beat.run(now));
    },
    limit: ([, , , , , , , , amount]) => {
      database.exec(`PRAGMA max_page_count = ${amount}`);
      return amount;
    },
  };
}
