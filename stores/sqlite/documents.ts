import type { ContainerName } from '../containers.ts';
import type { BulkOperation, BulkResult, Condition, Documents, Page, Query, Stored } from '../documents.ts';
import { StoreError, Unavailable } from '../errors.ts';
import type { Committer } from './committer.ts';
import { createEtags } from './etags.ts';
import { guarded, refusal } from './failures.ts';
import type { Answer, Write, WriteKind } from './operations.ts';
import type { Reader } from './reader.ts';
import { tables } from './schema.ts';
import { bulkWrites, key, putWrite, removeWrite } from './writes.ts';

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
    settle(await committer.submit(removeWrite(reader.table(container), pk, id, condition, clock())));
  }

  async function bulk(container: ContainerName, operations: readonly BulkOperation[]): Promise<BulkResult[]> {
    const { writes, results } = bulkWrites(reader.table(container), operations, nextEtag, clock());
    try {
      return results(await committer.submitAll(writes));
    } catch (error) {
      const refused = error instanceof StoreError ? error : new Unavailable('the writes were not taken');
      return operations.map(() => ({ ok: false, error: refused }));
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
    bulk,
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
