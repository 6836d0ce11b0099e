import { CONTAINERS, type ContainerName } from '../../stores/containers.ts';
import type {
  Body,
  BulkOperation,
  BulkResult,
  Condition,
  Documents,
  Page,
  Query,
  Stored,
} from '../../stores/documents.ts';
import { Conflict, NotFound, TooLarge } from '../../stores/errors.ts';

interface Entry {
  readonly pk: string;
  readonly id: string;
  readonly etag: string;
  readonly json: string;
}

export interface MemoryOptions {
  readonly clock?: () => number;
  /** Awaited before every operation: a test shuffles callers with it. */
  readonly pause?: () => Promise<void>;
}

const MAX_BYTES = 2_097_152;

function indexesOf(container: ContainerName): readonly string[] {
  return CONTAINERS[container].indexes;
}

function checkQuery(container: ContainerName, query: Query): void {
  if (query.pk === undefined && query.index === undefined) throw new TypeError('a query names a partition or an index');
  for (const field of [query.index?.field, query.order?.field]) {
    if (field !== undefined && !indexesOf(container).includes(field)) {
      throw new TypeError(`${container} has no index ${field}`);
    }
  }
  const limit = query.limit ?? 100;
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new TypeError('limit is 1 to 1,000');
}

type Key = string | number;
const isKey = (value: unknown): value is Key => typeof value === 'string' || typeof value === 'number';

function below(a: Key, b: Key): boolean {
  if (typeof a === typeof b) return a < b;
  return typeof a === 'number';
}

function matches(body: Body, index: Query['index']): boolean {
  if (!index) return true;
  const value = body[index.field];
  if (!isKey(value)) return false;
  if (index.equals !== undefined && value !== index.equals) return false;
  if (index.from !== undefined && (typeof value !== typeof index.from || below(value, index.from))) return false;
  return index.to === undefined || (typeof value === typeof index.to && !below(index.to, value));
}

type Compare = (a: Stored<Body>, b: Stored<Body>) => number;

const byKey: Compare = (a, b) => (JSON.stringify([a.pk, a.id]) < JSON.stringify([b.pk, b.id]) ? -1 : 1);

/** By one field (a document without it comes first), then by key: a total order, so that a walk can be taken up. */
function byField(field: string, descending: boolean): Compare {
  return (a, b) => {
    const [x, y] = [a.body[field], b.body[field]];
    const sign = descending ? -1 : 1;
    if (x === y) return byKey(a, b);
    if (!isKey(x) || !isKey(y)) return (Number(isKey(x)) - Number(isKey(y))) * sign;
    return (below(x, y) ? -1 : 1) * sign;
  };
}

/** The document contract in RAM, for tests of the rooms above: same conditions, same errors, nothing kept. */
export function memoryDocuments(options: MemoryOptions = {}): Documents {
  const clock = options.clock ?? Date.now;
  const containers = new Map<ContainerName, Map<string, Entry>>();
  let version = 0;

  const entries = (container: ContainerName): Map<string, Entry> => {
    const found = containers.get(container) ?? new Map<string, Entry>();
    containers.set(container, found);
    return found;
  };
  const key = (pk: string, id: string): string => JSON.stringify([pk, id]);

  function expired(container: ContainerName, body: Body, now = clock()): boolean {
    const spec = CONTAINERS[container];
    const until = 'expires' in spec ? body[spec.expires] : undefined;
    return typeof until === 'number' && until <= now;
  }

  function live(container: ContainerName, entry: Entry | undefined): Stored<Body> | undefined {
    if (!entry) return undefined;
    const body = JSON.parse(entry.json) as Body;
    return expired(container, body) ? undefined : { pk: entry.pk, id: entry.id, etag: entry.etag, body };
  }

  function putNow(container: ContainerName, pk: string, id: string, body: object, condition: Condition = {}): string {
    const json = JSON.stringify(body);
    if (Buffer.byteLength(json) > MAX_BYTES) throw new TooLarge();
    const there = live(container, entries(container).get(key(pk, id)));
    if (condition.ifNoneMatch && there) throw new Conflict();
    if (condition.ifMatch !== undefined && there?.etag !== condition.ifMatch) throw new Conflict();
    version += 1;
    entries(container).set(key(pk, id), { pk, id, etag: `m${version}`, json });
    return `m${version}`;
  }

  function deleteNow(container: ContainerName, pk: string, id: string, ifMatch?: string): void {
    const there = live(container, entries(container).get(key(pk, id)));
    if (ifMatch !== undefined && !there) throw new NotFound();
    if (ifMatch !== undefined && there?.etag !== ifMatch) throw new Conflict();
    entries(container).delete(key(pk, id));
  }

  function run(container: ContainerName, operation: BulkOperation): BulkResult {
    try {
      if ('put' in operation) {
        return { ok: true, etag: putNow(container, operation.pk, operation.id, operation.put, operation) };
      }
      deleteNow(container, operation.pk, operation.id, operation.ifMatch);
      return { ok: true, etag: '' };
    } catch (error) {
      return { ok: false, error: error instanceof Error ? error : new Error('not an error') };
    }
  }

  function answer(container: ContainerName, query: Query): Page<Body> {
    const found = [...entries(container).values()]
      .filter((entry) => query.pk === undefined || entry.pk === query.pk)
      .flatMap((entry) => live(container, entry) ?? [])
      .filter((stored) => matches(stored.body, query.index));
    const compare = query.order ? byField(query.order.field, query.order.descending ?? false) : byKey;
    found.sort(compare);
    // The last document of the page before, not a position: what comes and goes in between moves nothing.
    const last = query.continuation === undefined ? undefined : (JSON.parse(query.continuation) as Stored<Body>);
    const rest = last
      ? found.filter((one) => compare(last, one) < 0 && (one.pk !== last.pk || one.id !== last.id))
      : found;
    const items = rest.slice(0, query.limit ?? 100);
    return items.length < rest.length ? { items, continuation: JSON.stringify(items.at(-1)) } : { items };
  }

  const pause = async (): Promise<void> => {
    await (options.pause ?? Promise.resolve.bind(Promise))();
  };

  return {
    async get<T extends object>(container: ContainerName, pk: string, id: string) {
      await pause();
      return live(container, entries(container).get(key(pk, id))) as Stored<T> | undefined;
    },
    async put(container, pk, id, body, condition) {
      await pause();
      return putNow(container, pk, id, body, condition);
    },
    async delete(container, pk, id, condition) {
      await pause();
      deleteNow(container, pk, id, condition?.ifMatch);
    },
    async query<T extends object>(container: ContainerName, query: Query) {
      checkQuery(container, query);
      await pause();
      return answer(container, query) as unknown as Page<T>;
    },
    async bulk(container, operations) {
      await pause();
      return operations.map((operation) => run(container, operation));
    },
    ping: pause,
    async collect(now, limit) {
      let gone = 0;
      for (const name of Object.keys(CONTAINERS) as ContainerName[]) {
        for (const [at, entry] of entries(name)) {
          if (gone >= limit || !expired(name, JSON.parse(entry.json) as Body, now)) continue;
          entries(name).delete(at);
          gone += 1;
        }
      }
      return gone;
    },
    async close() {},
  };
}
