import type { BulkOperation, BulkResult, Condition } from '../documents.ts';
import { TooLarge } from '../errors.ts';
import { refusal } from './failures.ts';
import type { Answer, Value, Write } from './operations.ts';
import type { Table } from './schema.ts';

const MAX_BYTES = 2_097_152;

/** A put as the writer's thread takes it. Throws `TooLarge`, and `TypeError` for a wrong call. */
export function putWrite(
  table: Table,
  pk: string,
  id: string,
  etag: string,
  body: object,
  condition: Condition,
  now: number,
): Write {
  const { ifMatch, ifNoneMatch } = condition;
  if (ifMatch !== undefined && ifNoneMatch !== undefined) throw new TypeError('ifMatch or ifNoneMatch, not both');
  const text = JSON.stringify(body);
  // A character has at most three bytes in UTF-8, so most bodies need no counting.
  if (text.length * 3 > MAX_BYTES && Buffer.byteLength(text) > MAX_BYTES) throw new TooLarge();
  const kind = ifMatch !== undefined ? 'replace' : ifNoneMatch !== undefined ? 'create' : 'upsert';
  const values = table.fields.map((field) => indexed(body, field));
  return [kind, table.name, key(pk), key(id), etag, ifMatch ?? '', text, now, 0, values];
}

/** The indexed value of a field: own text and numbers, as JSON would keep them. */
function indexed(body: object, field: string): Value {
  const value: unknown = Object.hasOwn(body, field) ? (body as Record<string, unknown>)[field] : undefined;
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** UTF-8 has no lone surrogates: two keys that differ only there would become one. */
export function key(text: string): string {
  if (typeof text !== 'string' || !text.isWellFormed()) throw new TypeError('a key is well-formed text');
  return text;
}

/** A delete as the writer's thread takes it. Throws `TypeError` for a key that is none. */
export function removeWrite(
  { name }: Table,
  pk: string,
  id: string,
  condition: Pick<Condition, 'ifMatch'> | undefined,
  now: number,
): Write {
  const kind = condition?.ifMatch === undefined ? 'remove' : 'removeIf';
  return [kind, name, key(pk), key(id), '', condition?.ifMatch ?? '', '', now, 0, []];
}

/** Many operations as writes. One that cannot be written is answered by its error, and troubles no other. */
export interface BulkWrites {
  readonly writes: readonly Write[];
  /** The result of each operation, given the answers to `writes`. */
  results(answers: readonly Answer[]): BulkResult[];
}

/** See `BulkWrites`. */
export function bulkWrites(
  table: Table,
  operations: readonly BulkOperation[],
  nextEtag: () => string,
  now: number,
): BulkWrites {
  const writes: Write[] = [];
  const refused = new Map<number, Error>();
  for (const [at, one] of operations.entries()) {
    const { pk, id } = one;
    try {
      const put = 'put' in one;
      writes.push(put ? putWrite(table, pk, id, nextEtag(), one.put, one, now) : removeWrite(table, pk, id, one, now));
    } catch (error) {
      refused.set(at, error instanceof Error ? error : new Error('not an error'));
    }
  }
  return {
    writes,
    results(answers) {
      let next = 0;
      return operations.map((_, at) => {
        const failed = refused.get(at);
        if (failed) return { ok: false, error: failed };
        const [write, answer] = [writes[next], answers[next] ?? unanswered];
        next += 1;
        const error = refusal(answer);
        return error ? { ok: false, error } : { ok: true, etag: write?.[4] ?? '' };
      });
    },
  };
}

const unanswered: Answer = { code: 'unavailable', message: 'the write was not answered' };
