import { createHash } from 'node:crypto';
import type { Query } from '../documents.ts';
import type { Value } from './operations.ts';
import { column, indexName, type Table } from './schema.ts';

/** One statement of a question. Its last parameter, how many rows, is whoever asks's. */
export interface Step {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** A question as SQL. Always through an index named in the text, so that no plan can become a scan. */
export interface Question {
  /** Asked one after the other until there are enough rows. */
  readonly steps: readonly Step[];
  readonly limit: number;
  /** The columns of the walk: where the next page starts is the last row's values of these. */
  readonly token: (row: Row) => string;
}

/** One row of an answer: `sort` is the value that the order goes by. */
export type Row = readonly [pk: string, id: string, etag: string, body: string, n: number, sort: Value];

/**
 * A query as SQL, with the continuation's place in it.
 * @throws TypeError when neither partition nor index is named, a field is not declared, the limit is out of range, or
 * the continuation belongs to another question.
 */
export function questionOf(table: Table, indexes: readonly string[], query: Query, now: number): Question {
  check(table, indexes, query);
  const sort = query.order?.field ?? query.index?.field;
  const descending = query.order?.descending ?? false;
  const where = conditions(table, query, sort, now);
  const place = sort === undefined ? 'id' : column(sort);
  // Made when it is needed: most questions are answered by one page.
  const mark = (): string => markOf(table, query);
  const after = query.continuation === undefined ? undefined : readToken(query.continuation, mark());
  const way = descending ? 'DESC' : 'ASC';
  const order = sort === undefined ? 'id' : `${place} ${way}, n ${way}`;
  const step = (more: readonly Condition[]): Step => ({
    sql: `SELECT pk, id, etag, body, n, ${place} FROM "${table.name}" ${chosen(table, query, sort)}
      WHERE ${[...where, ...more].map(([text]) => text).join(' AND ')} ORDER BY ${order} LIMIT ?`,
    values: [...where, ...more].flatMap(([, values]) => values),
  });
  return {
    steps: beyond(query, sort, after).map(step),
    limit: query.limit ?? 100,
    token: (row) => writeToken(mark(), [row[5], row[4]]),
  };
}

/**
 * What lies behind the place of a continuation: first those that tie with it, then the rest. Said in one condition,
 * `(place, n) > (?, ?)`, SQLite seeks by the place alone and passes all its ties again: a list that was taken over in one
 * moment has a million of them, and each page took longer than the one before.
 */
function beyond(
  { index, order }: Query,
  sort: string | undefined,
  after: readonly [Value, number] | undefined,
): readonly (readonly Condition[])[] {
  if (after === undefined) return [[]];
  const sign = order?.descending ? '<' : '>';
  if (sort === undefined) return [[[`id > ?`, [after[0]]]]];
  const ties: Condition[] = [
    [`${column(sort)} = ?`, [after[0]]],
    [`n ${sign} ?`, [after[1]]],
  ];
  // All are ties where one value is asked for.
  if (index?.field === sort && index.equals !== undefined) return [ties];
  return [ties, [[`${column(sort)} ${sign} ?`, [after[0]]]]];
}

type Condition = readonly [text: string, values: readonly Value[]];

function conditions(table: Table, query: Query, sort: string | undefined, now: number): Condition[] {
  const found: Condition[] = [];
  if (query.pk !== undefined) found.push(['pk = ?', [query.pk]]);
  // Says again what the partial index says, or SQLite may not use it. Documents without the field are left out.
  for (const field of new Set([query.index?.field, sort])) {
    if (field !== undefined) found.push([`${column(field)} IS NOT NULL`, []]);
  }
  if (query.index) found.push(...range(query.index));
  if (table.expires !== undefined) {
    found.push([`(${column(table.expires)} IS NULL OR ${column(table.expires)} > ?)`, [now]]);
  }
  return found;
}

/** A range holds values of its own type only: in SQLite every text is greater than every number. */
function range(index: NonNullable<Query['index']>): Condition[] {
  const f = column(index.field);
  const { equals, from, to } = index;
  if (equals !== undefined) return [[`${f} = ?`, [equals]]];
  const found: Condition[] = [];
  if (from !== undefined) found.push([`${f} >= ?`, [from]]);
  else if (typeof to === 'string') found.push([`${f} >= ''`, []]);
  if (to !== undefined) found.push([`${f} <= ?`, [to]]);
  else if (typeof from === 'number') found.push([`${f} < ''`, []]);
  return found;
}

function chosen(table: Table, query: Query, sort: string | undefined): string {
  const field = query.index?.field ?? sort;
  // Within a partition without a field, or of one document: the unique key, which SQLite names itself.
  if (field === undefined || (query.pk !== undefined && table.alone))
    return `INDEXED BY "sqlite_autoindex_${table.name}_1"`;
  return `INDEXED BY "${indexName(table.name, field, query.pk !== undefined)}"`;
}

function check(table: Table, indexes: readonly string[], query: Query): void {
  if (query.pk === undefined && query.index === undefined) throw new TypeError('a query names a partition or an index');
  for (const field of [query.index?.field, query.order?.field]) {
    if (field !== undefined && !indexes.includes(field)) throw new TypeError(`${table.name} has no index ${field}`);
  }
  const limit = query.limit ?? 100;
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new TypeError('limit is 1 to 1,000');
  const { equals, from, to } = query.index ?? {};
  if (equals !== undefined && (from !== undefined || to !== undefined)) throw new TypeError('equals stands alone');
  if (from !== undefined && to !== undefined && typeof from !== typeof to) {
    throw new TypeError('both ends of a range have one type');
  }
}

/** What binds a continuation to its question; the limit may change between pages. */
function markOf(table: Table, query: Query): string {
  const { field, equals, from, to } = query.index ?? {};
  const asked = [table.name, query.pk, field, equals, from, to, query.order?.field, query.order?.descending ?? false];
  const text = JSON.stringify(asked.map((one) => (one === undefined ? null : [one])));
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

function writeToken(mark: string, after: readonly [Value, number]): string {
  return Buffer.from(JSON.stringify([mark, ...after])).toString('base64url');
}

function readToken(token: string, mark: string): [string | number, number] {
  const refused = new TypeError('the continuation belongs to another question');
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    throw refused;
  }
  if (!Array.isArray(read) || read.length !== 3 || read[0] !== mark) throw refused;
  const [, sort, n] = read as unknown[];
  if ((typeof sort !== 'string' && typeof sort !== 'number') || typeof n !== 'number') throw refused;
  return [sort, n];
}
