import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type PeerAccount, type PeerContainer, RANGES, Refused } from './account.ts';
import type { PeerOperation } from './faults.ts';
import { parseSelect, planOf, runSelect, type Select } from './sql.ts';

/** A request taken apart: `/dbs/D/colls/C/docs/I` and its headers. */
export interface PeerRequest {
  readonly method: string;
  readonly path: readonly string[];
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

export interface PeerAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const isTrue = (value: unknown): boolean => String(value).toLowerCase() === 'true';

/** Which operation a request is, for faults and charges. */
export function operationOf({ method, path, headers }: PeerRequest): PeerOperation {
  if (path[4] !== 'docs') return 'metadata';
  if (isTrue(headers['x-ms-cosmos-is-query-plan-request'])) return 'metadata';
  if (method === 'GET') return 'read';
  if (method === 'PUT') return 'replace';
  if (method === 'DELETE') return 'delete';
  if (isTrue(headers['x-ms-documentdb-isquery'])) return 'query';
  return isTrue(headers['x-ms-documentdb-is-upsert']) ? 'upsert' : 'create';
}

/** Checks the signature as the service does: over method, kind of resource, its path and the date. */
export function checkSignature({ method, path, headers }: PeerRequest, key: string): void {
  const date = headers['x-ms-date'];
  const [kind = '', link] = path.length % 2 === 1 ? [path.at(-1), path.slice(0, -1)] : [path.at(-2), path];
  const text = `${method.toLowerCase()}\n${kind}\n${link.join('/')}\n${String(date).toLowerCase()}\n\n`;
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64');
  const given = decodeURIComponent(headers.authorization ?? '');
  if (given !== `type=master&ver=1.0&sig=${signature}`)
    throw new Refused(401, 'the signature does not fit the request');
}

/** Carries out a request. Throws `Refused`. */
export function carryOut(account: PeerAccount, request: PeerRequest, pageSize: number): PeerAnswer {
  const { method, path, body } = request;
  const [, database = '', , container = '', kind] = path;
  if (path.length === 0) return { status: 200, body: { id: 'peer', writableLocations: [], readableLocations: [] } };
  if (path.length === 1 && method === 'POST') {
    account.createDatabase(String(body['id']));
    return { status: 201, body };
  }
  if (path.length === 2 && method === 'GET')
    return { status: 200, body: account.database(database) && { id: database } };
  if (path.length === 3 && method === 'POST') {
    return { status: 201, body: account.createContainer(database, body as never).definition };
  }
  if (path.length < 4) throw new Refused(400, 'no such route');
  const there = account.container(database, container);
  if (path.length === 4) return onContainer(there, request);
  if (kind === 'pkranges') {
    const PartitionKeyRanges = RANGES.map((range) => ({ ...range, _rid: range.id, parents: [] }));
    return { status: 200, body: { _rid: container, PartitionKeyRanges, _count: RANGES.length } };
  }
  return path.length === 6 ? onDocument(there, request) : onDocuments(there, request, pageSize);
}

function onContainer(container: PeerContainer, { method, body }: PeerRequest): PeerAnswer {
  if (method === 'PUT') {
    const paths = (body['partitionKey'] as { paths?: unknown } | undefined)?.paths;
    if (String(paths) !== String(container.definition.partitionKey.paths)) {
      throw new Refused(400, 'the partition key of a container never changes');
    }
    container.definition = body as never;
  } else if (method !== 'GET') throw new Refused(400, 'no such route');
  return { status: 200, body: container.definition };
}

function partitionIn(headers: PeerRequest['headers']): string | undefined {
  const header = headers['x-ms-documentdb-partitionkey'];
  if (header === undefined) return undefined;
  const [pk] = JSON.parse(String(header)) as unknown[];
  if (typeof pk !== 'string') throw new Refused(400, 'the partition key is not a string', 1001);
  return pk;
}

function partitionOf(request: PeerRequest): string {
  const pk = partitionIn(request.headers);
  if (pk === undefined) throw new Refused(400, 'PartitionKey value must be supplied for this operation');
  return pk;
}

function onDocument(container: PeerContainer, request: PeerRequest): PeerAnswer {
  const { method, headers, body, path } = request;
  const [pk, id] = [partitionOf(request), path[5] ?? ''];
  const ifMatch = headers['if-match'];
  if (method === 'GET') return document(request, 200, container.read(pk, id));
  if (method === 'PUT') return document(request, 200, container.replace(pk, id, body, ifMatch));
  if (method !== 'DELETE') throw new Refused(400, 'no such route');
  container.delete(pk, id, ifMatch);
  return { status: 204 };
}

function onDocuments(container: PeerContainer, request: PeerRequest, pageSize: number): PeerAnswer {
  const { headers, body } = request;
  if (request.method !== 'POST') throw new Refused(400, 'no such route');
  if (isTrue(headers['x-ms-cosmos-is-query-plan-request'])) return { status: 200, body: planOf(selectIn(body)) };
  if (isTrue(headers['x-ms-documentdb-isquery'])) return query(container, request, pageSize);
  const pk = partitionOf(request);
  if (!isTrue(headers['x-ms-documentdb-is-upsert'])) return document(request, 201, container.create(pk, body));
  const { doc, created } = container.upsert(pk, body);
  return document(request, created ? 201 : 200, doc);
}

function document(request: PeerRequest, status: number, doc: { readonly _etag: string }): PeerAnswer {
  const quiet = request.method !== 'GET' && request.headers['prefer'] === 'return=minimal';
  return { status, headers: { etag: doc._etag }, ...(quiet ? {} : { body: doc }) };
}

function selectIn(body: Record<string, unknown>): Select {
  return parseSelect(String(body['query']));
}

/**
 * Inside a partition or one physical range the service answers by itself; across them it refuses an ordered or
 * limited question and leaves the merging to the SDK, which then asks each range.
 */
function query(container: PeerContainer, { headers, body }: PeerRequest, pageSize: number): PeerAnswer {
  const select = selectIn(body);
  const [pk, range] = [partitionIn(headers), headers['x-ms-documentdb-partitionkeyrangeid'] as string | undefined];
  if (pk === undefined && range === undefined) {
    if (!isTrue(headers['x-ms-documentdb-query-enablecrosspartition'])) {
      throw new Refused(400, 'Cross partition query is required but disabled');
    }
    if (select.orderBy || select.top !== undefined) {
      const additionalErrorInfo = JSON.stringify(planOf(select));
      return { status: 400, body: { code: 'BadRequest', message: 'a plan is needed', additionalErrorInfo } };
    }
  }
  checkIndexed(container, select);
  const parameters = (body['parameters'] ?? []) as { name: string; value: unknown }[];
  const values = new Map(parameters.map(({ name, value }) => [name, value]));
  const found = runSelect(select, container.documents({ pk, range }), values);
  const start = Number(headers['x-ms-continuation'] ?? 0);
  const end = start + Math.min(pageSize, Number(headers['x-ms-max-item-count'] ?? pageSize));
  const Documents = found.slice(start, end);
  const more: Record<string, string> = end < found.length ? { 'x-ms-continuation': String(end) } : {};
  return { status: 200, body: { _rid: 'peer', Documents, _count: Documents.length }, headers: more };
}

function checkIndexed(container: PeerContainer, { orderBy }: Select): void {
  if (!orderBy || orderBy.field === 'id') return;
  const included = container.definition.indexingPolicy?.includedPaths ?? [{ path: '/*' }];
  if (included.some(({ path }) => path === '/*' || path === `/${orderBy.field}/?`)) return;
  throw new Refused(400, 'The index path corresponding to the specified order-by item is excluded');
}
