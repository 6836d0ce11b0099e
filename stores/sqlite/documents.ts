import type { ContainerName } from '../containers.ts';
import type { BulkOperation, BulkResult, Condition, Documents, Page, Query, Stored } from '../documents.ts';
import { TooLarge } from '../errors.ts';
import type { Committer } from './committer.ts';
import { createEtags } from './etags.ts';
import { guarded, refusal } from './failures.ts';
import type { Answer, Value, Write, WriteKind } from './operations.ts';
import type { Reader } from './reader.ts';
import { type Table, tables } from './schema.ts';

const MAX_BYTES = 2_097_152;

/** The document contract over one SQLite file. */
export interface SqliteDocuments extends Documents {
  /** Sets how many pages the file may have, from now on and until it is closed: a quota that can be raised. */
  limitPages(pages: number): Promise<void>;
}

interface Parts {
  readonly reader: Reader;
  readonly committer: Committer;
  /** Now, in ms since 1970: what expired is gone by it. */
  readonly clock: () => number;
}

/** Puts the parts together: reads on this thread, writes through the committer. */
export function sqliteDocuments({ reader, committer, clock }: Parts): SqliteDocuments {
  const nextEtag = createEtags();

  async function put(container: ContainerName, pk: string, id: string, body: object, condition: Condition = {}) {
    const etag = nextEtag();
    settle(await committer.submit(putWrite(reader.table(container), pk, id, etag, body, condition, clock())));
    return etag;
  }

  async function remove(container: ContainerName, pk: string, id: string, condition?: Pick<Condition, 'ifMatch'>) {
    const kind = condition?.ifMatch === undefined ? 'remove' : 'removeIf';
    const { name } = reader.table(container);
    settle(await committer.submit([kind, name, key(pk), key(id), '', condition?.ifMatch ?? '', '', clock(), 0, []]));
  }

  async function operate(container: ContainerName, operation: BulkOperation): Promise<BulkResult> {
    const { pk, id } = operation;
    try {
      if ('put' in operation) return { ok: true, etag: await put(container, pk, id, operation.put, operation) };
      await remove(container, pk, id, operation);
      return { ok: true, etag: '' };
    } catch (error) {
      return { ok: false, error: error instanceof Error ? error : new Error('not an error') };
    }
  }

  async function collect(now: number, limit: number): Promise<number> {
    let gone = 0;
    for (const table of tables()) {
      if (table.expires === undefined || gone >= limit) continue;
      const write: Write = ['collect', table.name, '', '', '', '', '', now, limit - gone, []];
      gone += settle(await committer.submit(write));
    }
    return gone;
  }

  const other = async (kind: WriteKind, amount: number): Promise<void> => {
    settle(await committer.submit([kind, 'meta', '', '', '', '', '', clock(), amount, []]));
  };

  return {
    async get<T extends object>(container: ContainerName, pk: string, id: string): Promise<Stored<T> | undefined> {
      return guarded(() => reader.get<T>(container, key(pk), key(id), clock()));
    },
    put,
    delete: remove,
    async query<T extends object>(container: ContainerName, query: Query): Promise<Page<T>> {
      return guarded(() => reader.query<T>(container, query, clock()));
    },
    bulk: (container, operations) => Promise.all(operations.map((operation) => operate(container, operation))),
    ping: () => other('ping', 0),
    collect,
    limitPages: (pages) => other('limit', pages),
    async close() {
      await committer.close();
      reader.close();
    },
  };
}

/** The number of an answer that went through; throws the typed error of one that did not. */
function settle(answer: Answer): number {
  const error = refusal(answer);
  if (error) throw error;
  return typeof answer === 'number' ? answer : 0;
}

function putWrite(
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
function key(text: string): string {
  if (typeof text !== 'string' || !text.isWellFormed()) throw new TypeError('a key is well-formed text');
  return text;
}
