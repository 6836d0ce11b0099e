import type { ContainerName } from '../containers.ts';
import type { StoreErrorCode } from '../errors.ts';

/** What a declared index column holds; `null` when the body's field is missing or neither text nor number. */
export type Value = string | number | null;

/** Conditional and unconditional writes, and the three kinds that no document belongs to. */
export type WriteKind = 'upsert' | 'create' | 'replace' | 'remove' | 'removeIf' | 'collect' | 'ping' | 'limit';

/**
 * One write on its way to the writer's thread: a tuple, because structured clone pays for every field's name.
 * `ifMatch` and `body` are empty where the kind has none; `now` is ms since 1970. For `collect` and `limit` the
 * number that counts (at most so many documents, at most so many pages) stands in `amount`.
 */
export type Write = readonly [
  kind: WriteKind,
  container: ContainerName,
  pk: string,
  id: string,
  etag: string,
  ifMatch: string,
  body: string,
  now: number,
  amount: number,
  values: readonly Value[],
];

/** A write that did not go through for a reason outside the document. */
export interface Failure {
  readonly code: StoreErrorCode;
  readonly message: string;
}

export const CONFLICT = -1;
export const NOT_FOUND = -2;

/** What became of one write: how many rows it changed, `CONFLICT`, `NOT_FOUND`, or a failure. */
export type Answer = number | Failure;
