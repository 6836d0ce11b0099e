import type { ContainerDefinition, IndexingPolicy } from '@azure/cosmos';
import { uncounted } from '../../domain/metrics.ts';
import { CONTAINERS, type ContainerName } from '../containers.ts';
import { Unavailable } from '../errors.ts';
import { type Connection, type CosmosAccount, connect } from './connect.ts';
import { patient, persist, statusOf } from './retry.ts';
import { specOf } from './shape.ts';

/** One thing that is not as declared. `partition_key` cannot be put right: the container must be made anew. */
export interface Difference {
  readonly kind: 'database' | 'container' | 'indexing' | 'ttl' | 'partition_key';
  /** For people. Names only. */
  readonly text: string;
  readonly container?: ContainerName;
}

/** What `applyCosmos` carries out; empty `differences` means that all is as declared. */
export interface CosmosPlan {
  readonly account: CosmosAccount;
  readonly differences: readonly Difference[];
}

const PARTITION_PATH = '/pk';
const TIMEOUT_MS = 60_000;
const NAMES = Object.keys(CONTAINERS) as ContainerName[];

/** The container as declared in `containers.ts`: only declared fields are indexed, expiry is on, nothing expires by default. */
export function definitionOf(name: ContainerName): ContainerDefinition {
  const expires = specOf(name).expires === undefined ? [] : ['x'];
  const fields = ['pk', ...specOf(name).indexes.map((field) => `i_${field}`), ...expires];
  return {
    id: name,
    partitionKey: { paths: [PARTITION_PATH] },
    defaultTtl: -1,
    indexingPolicy: {
      indexingMode: 'consistent',
      automatic: true,
      includedPaths: fields.map((field) => ({ path: `/${field}/?` })),
      excludedPaths: [{ path: '/*' }],
    },
  };
}

/** Compares the account with the declaration; changes nothing. Throws `Unavailable` and `Busy`. */
export async function planCosmos(account: CosmosAccount): Promise<CosmosPlan> {
  return withAccount(account, async (connection) => {
    const database = await found(() => connection.database.read());
    const missing: Difference[] = database
      ? []
      : [{ kind: 'database', text: `database ${account.database} is missing` }];
    const each = await Promise.all(NAMES.map((name) => compare(connection, name, database !== undefined)));
    return { account, differences: [...missing, ...each.flat()] };
  });
}

async function compare(connection: Connection, name: ContainerName, reachable: boolean): Promise<Difference[]> {
  const response = reachable ? await found(() => connection.database.container(name).read()) : undefined;
  const there = response?.resource;
  const declared = definitionOf(name);
  if (!there) return [{ kind: 'container', container: name, text: `container ${name} is missing` }];
  const differences: Difference[] = [];
  const differs = (kind: Difference['kind'], text: string): void => {
    differences.push({ kind, container: name, text });
  };
  if (there.partitionKey?.paths.join() !== PARTITION_PATH) {
    differs('partition_key', `container ${name} is partitioned otherwise than by ${PARTITION_PATH}: make it anew`);
  }
  if (indexedPaths(there.indexingPolicy) !== indexedPaths(declared.indexingPolicy)) {
    differs('indexing', `container ${name} is indexed otherwise than declared`);
  }
  if (there.defaultTtl !== declared.defaultTtl) differs('ttl', `container ${name} has expiry off or of its own`);
  return differences;
}

/** The paths that matter. The service adds `/"_etag"/?` by itself and turns kinds of indexes into its own. */
function indexedPaths(policy: IndexingPolicy | undefined): string {
  const paths = (list: readonly { path?: string }[] | undefined): string[] =>
    (list ?? [])
      .map(({ path }) => path ?? '')
      .filter((path) => path !== '/"_etag"/?')
      .sort();
  const mode = (policy?.indexingMode ?? 'consistent').toLowerCase();
  return JSON.stringify([mode, paths(policy?.includedPaths), paths(policy?.excludedPaths)]);
}

/**
 * Makes the account as declared. Safe to stop and run again: what is there already is left as it is, and no document
 * is touched. Throws `Unavailable` for a difference that needs a decision.
 */
export async function applyCosmos(plan: CosmosPlan): Promise<void> {
  const stuck = plan.differences.find(({ kind }) => kind === 'partition_key');
  if (stuck) throw new Unavailable(stuck.text);
  await withAccount(plan.account, async (connection) => {
    if (plan.differences.some(({ kind }) => kind === 'database')) {
      await made(() => connection.client.databases.create({ id: plan.account.database }));
    }
    const changed = new Set(plan.differences.flatMap(({ container }) => container ?? []));
    for (const name of changed) {
      const missing = plan.differences.some(({ kind, container }) => kind === 'container' && container === name);
      if (missing) await made(() => connection.database.containers.create(definitionOf(name)));
      else await insist(() => connection.database.container(name).replace(definitionOf(name)));
    }
  });
}

async function withAccount<T>(account: CosmosAccount, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = connect(account, TIMEOUT_MS / 4, uncounted);
  try {
    return await work(connection);
  } finally {
    connection.close();
  }
}

function insist<T>(work: () => Promise<T>): Promise<T> {
  return persist({ ...patient, timeoutMs: TIMEOUT_MS }, work);
}

/** `undefined` for 404. */
function found<T>(work: () => Promise<T>): Promise<T | undefined> {
  return insist(async () => {
    try {
      return await work();
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  });
}

/** 409 means that it is there: made by an earlier try whose answer was lost, or by somebody else. */
async function made<T>(work: () => Promise<T>): Promise<void> {
  await insist(async () => {
    try {
      await work();
    } catch (error) {
      if (statusOf(error) !== 409) throw error;
    }
  });
}
