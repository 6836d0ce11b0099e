import { CONTAINERS, type ContainerName, type ContainerSpec } from '../containers.ts';
import type { Body, Stored } from '../documents.ts';
import { Corrupt, TooLarge } from '../errors.ts';
import { decodeId, encodeId } from './ids.ts';
import { sortString } from './sorting.ts';

/** A document as it lies in Cosmos DB. `i_<field>` are the declared indexes, see `sorting.ts`. */
export interface Item {
  readonly id: string;
  readonly pk: string;
  /** The body. */
  readonly b: Body;
  /** Traces of the last writes, see `traces.ts`. */
  readonly w: string;
  /** The document's own id when it was too long for Cosmos. */
  readonly n?: string;
  /** When the document counts as gone, ms since 1970. */
  readonly x?: number;
  /** Seconds until Cosmos may collect it. */
  readonly ttl?: number;
  readonly [index: `i_${string}`]: string;
}

/** 2 MB of JSON of the body, the same in both drivers. */
const MAX_BYTES = 2_097_152;
/** Cosmos collects a little later than the reader stops seeing, so that clocks need not agree. */
const TTL_GRACE_S = 60;
const MAX_TTL_S = 2_147_483_647;

export function specOf(container: ContainerName): ContainerSpec {
  return CONTAINERS[container];
}

/**
 * The contract's etag: the traces of its writes, the expiry and Cosmos's own etag. A conditional write gets it back, and so
 * can carry the traces on and refuse an expired version without reading the document first.
 */
export function etagOf(item: Pick<Item, 'w' | 'x'>, cosmos: string): string {
  return `${item.w}.${item.x ?? ''}.${cosmos}`;
}

/** Takes an etag apart. One that is not ours matches no version. */
export function readEtag(etag: string): { readonly w: string; readonly x?: number; readonly cosmos: string } {
  const [, w, x, cosmos] = /^([\w-]*)\.(-?[\d.e+-]*)\.([^.]*)$/.exec(etag) ?? [];
  if (w === undefined || cosmos === undefined) return { w: '', cosmos: etag };
  return x ? { w, x: Number(x), cosmos } : { w, cosmos };
}

/** The document to send. Throws `TooLarge`, or `TypeError` for a body that is not JSON. */
export function toItem(container: ContainerName, pk: string, id: string, body: object, w: string, now: number): Item {
  const json = JSON.stringify(body) as string | undefined;
  if (json === undefined) throw new TypeError('a body is a JSON object');
  if (Buffer.byteLength(json) > MAX_BYTES) throw new TooLarge();
  const fields = body as Body;
  const spec = specOf(container);
  const encoded = encodeId(id);
  const indexes = spec.indexes.map((field) => [`i_${field}`, sortString(fields[field], pk, id)] as const);
  const until = spec.expires === undefined ? undefined : fields[spec.expires];
  return {
    ...{ id: encoded, pk, b: fields, w },
    ...(decodeId(encoded) === undefined ? { n: id } : {}),
    ...(typeof until === 'number' ? { x: until, ttl: secondsLeft(until, now) } : {}),
    ...Object.fromEntries(indexes),
  };
}

function secondsLeft(until: number, now: number): number {
  return Math.min(Math.max(0, Math.ceil((until - now) / 1000)) + TTL_GRACE_S, MAX_TTL_S);
}

/** Gone for readers, whether or not Cosmos has collected it. */
export function expired(item: Pick<Item, 'x'>, now: number): boolean {
  return typeof item.x === 'number' && item.x <= now;
}

/** What the service answered, checked. Throws `Corrupt` for a document that this driver did not write. */
export function readItem(value: unknown): Item & { readonly _etag: string } {
  const item = value as Partial<Item & { _etag: string }> | null;
  const whole =
    typeof item?.pk === 'string' &&
    typeof item.id === 'string' &&
    typeof item.w === 'string' &&
    typeof item._etag === 'string' &&
    typeof item.b === 'object' &&
    item.b !== null;
  if (!whole) throw new Corrupt('a document in Cosmos DB has not the shape this program writes');
  return item as Item & { readonly _etag: string };
}

/** The contract's view of a stored document. */
export function toStored<T extends object>(value: unknown): Stored<T> {
  const item = readItem(value);
  const id = item.n ?? decodeId(item.id) ?? item.id;
  return { pk: item.pk, id, etag: etagOf(item, item._etag), body: item.b as T };
}
