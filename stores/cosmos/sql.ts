import { createHash } from 'node:crypto';
import type { ContainerName } from '../containers.ts';
import type { Query } from '../documents.ts';
import { checkPartition } from './ids.ts';
import { type Item, specOf } from './shape.ts';
import { beyond, kindRange, lowest } from './sorting.ts';

interface Parameter {
  readonly name: string;
  readonly value: string | number;
}

/** A query as it goes to the service. `by` is the unique property that orders it and that the token continues from. */
export interface Question {
  readonly text: string;
  readonly parameters: readonly Parameter[];
  readonly pk: string | undefined;
  readonly limit: number;
  readonly by: 'id' | `i_${string}`;
  /** Ties a continuation token to the question it belongs to. */
  readonly mark: string;
}

/**
 * The SQL text of a query. The partition is named in the text whenever it is known: without it the service asks
 * every partition. Only a question by a declared index alone goes across partitions; sweeps need that ("what is
 * due, whoever it belongs to"), and the index makes it cost what it finds and not what is stored.
 * Throws `TypeError` for a question that the contract refuses.
 */
export function toQuestion(container: ContainerName, query: Query, now: number): Question {
  const limit = check(container, query);
  const by = orderedBy(query);
  const descending = query.order?.descending ?? false;
  const mark = markOf(container, query);
  const parameters: Parameter[] = [];
  const where: string[] = [];
  const add = (condition: string, name: string, value: string | number): void => {
    where.push(`${condition} ${name}`);
    parameters.push({ name, value });
  };
  if (query.pk !== undefined) add('c.pk =', '@pk', query.pk);
  if (query.index) {
    const { from, to } = rangeOf(query.index);
    add(`c.i_${query.index.field} >=`, '@from', from);
    add(`c.i_${query.index.field} <`, '@to', to);
  }
  if (query.continuation !== undefined) {
    add(`c.${by} ${descending ? '<' : '>'}`, '@after', readToken(query.continuation, mark));
  }
  if (specOf(container).expires !== undefined) {
    where.push('(NOT IS_DEFINED(c.x) OR c.x > @now)');
    parameters.push({ name: '@now', value: now });
  }
  const order = `ORDER BY c.${by} ${descending ? 'DESC' : 'ASC'}`;
  const text = `SELECT TOP ${limit + 1} * FROM c WHERE ${where.join(' AND ')} ${order}`;
  return { text, parameters, pk: query.pk, limit, by, mark };
}

function check(container: ContainerName, query: Query): number {
  if (query.pk === undefined && query.index === undefined) throw new TypeError('a query names a partition or an index');
  if (query.pk !== undefined) checkPartition(query.pk);
  for (const field of [query.index?.field, query.order?.field]) {
    if (field !== undefined && !specOf(container).indexes.includes(field)) {
      throw new TypeError(`${container} has no such index`);
    }
  }
  const limit = query.limit ?? 100;
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new TypeError('limit is 1 to 1,000');
  return limit;
}

function orderedBy({ order, index }: Query): Question['by'] {
  const field = order?.field ?? index?.field;
  return field === undefined ? 'id' : `i_${field}`;
}

function rangeOf(index: NonNullable<Query['index']>): { from: string; to: string } {
  const { equals, from, to } = index;
  if (equals !== undefined) return { from: lowest(equals), to: beyond(equals) };
  const kind = kindRange(from ?? to);
  return { from: from === undefined ? kind.from : lowest(from), to: to === undefined ? kind.to : beyond(to) };
}

/** The limit may change from page to page, the question may not. */
function markOf(container: ContainerName, { pk, index, order }: Query): string {
  const { field, equals, from, to } = index ?? {};
  const whole = JSON.stringify([container, pk, field, equals, from, to, order?.field, order?.descending ?? false]);
  return createHash('sha256').update(whole).digest('base64url').slice(0, 8);
}

/** Our own token: the last document's place. Cosmos's tokens differ across partitions and between servers. */
export function nextToken(question: Question, last: Item): string {
  const at = question.by === 'id' ? last.id : last[question.by];
  return Buffer.from(JSON.stringify([question.mark, at])).toString('base64url');
}

function readToken(token: string, mark: string): string {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts[0] === mark && typeof parts[1] === 'string') return parts[1];
  } catch {
    // Not one of ours: the same answer as for one that belongs to another question.
  }
  throw new TypeError('the continuation belongs to another question');
}
