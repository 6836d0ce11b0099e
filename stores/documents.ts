import type { ContainerName } from './containers.ts';

/** A JSON object. Bodies are plain data: what `JSON.parse(JSON.stringify(x))` gives back unchanged. */
export type Body = Record<string, unknown>;

/** A stored document with the etag that a conditional write names. */
export interface Stored<T> {
  readonly pk: string;
  readonly id: string;
  readonly etag: string;
  readonly body: T;
}

/** `ifMatch`: only over this version. `ifNoneMatch: '*'`: only if there is none. Neither: whatever is there. */
export type Condition = { readonly ifMatch?: string; readonly ifNoneMatch?: '*' };

/** A question to one container. Give `pk`, or `index`, or both; neither is refused with a `TypeError`. */
export interface Query {
  readonly pk?: string;
  /** A declared index field, with an exact value or a range (`from` and `to` inclusive). */
  readonly index?: {
    readonly field: string;
    readonly equals?: string | number;
    readonly from?: string | number;
    readonly to?: string | number;
  };
  /** One declared field; without it the order is not promised. Ties are in no promised order. */
  readonly order?: { readonly field: string; readonly descending?: boolean };
  /** At most this many documents in one answer: 1 to 1,000, 100 unless told. */
  readonly limit?: number;
  /** Where an earlier answer stopped. Opaque; valid for the same question only. */
  readonly continuation?: string;
}

export interface Page<T> {
  readonly items: readonly Stored<T>[];
  /** There when more may follow. */
  readonly continuation?: string;
}

export type BulkOperation = { readonly pk: string; readonly id: string } & (
  | ({ readonly put: Body } & Condition)
  | ({ readonly remove: true } & Pick<Condition, 'ifMatch'>)
);

/** One answer per operation, in order. One failing never stops the others. */
export type BulkResult = { readonly ok: true; readonly etag: string } | { readonly ok: false; readonly error: Error };

/**
 * The contract of a document store. Two drivers keep it: `sqlite` and `cosmos`; one contract test proves both.
 * No operation spans two documents. A promise that resolves means: on disk (SQLite fsynced, Cosmos acknowledged).
 * Rejects with `StoreError`s only, and `TypeError` for a wrong call.
 */
export interface Documents {
  /** One point read; `undefined` when there is none or it has expired. */
  get<T extends object = Body>(container: ContainerName, pk: string, id: string): Promise<Stored<T> | undefined>;
  /** Writes and answers the new etag. Throws `Conflict` when the condition fails, `TooLarge` above 2 MB. */
  put(container: ContainerName, pk: string, id: string, body: object, condition?: Condition): Promise<string>;
  /** Removes; without `ifMatch` removing what is not there is fine, with it that is `NotFound` or `Conflict`. */
  delete(container: ContainerName, pk: string, id: string, condition?: Pick<Condition, 'ifMatch'>): Promise<void>;
  query<T extends object = Body>(container: ContainerName, query: Query): Promise<Page<T>>;
  bulk(container: ContainerName, operations: readonly BulkOperation[]): Promise<BulkResult[]>;
  /** Resolves when a write would go through now; else throws `Busy` or `Unavailable`. For `/readyz`. */
  ping(): Promise<void>;
  /** Removes documents that have expired, at most `limit`; answers how many. Cosmos does it by TTL and answers 0. */
  collect(now: number, limit: number): Promise<number>;
  close(): Promise<void>;
}
