import { errorWords, type Logger, word } from '../../domain/log.ts';
import type { Metrics } from '../../domain/metrics.ts';
import { CONTAINERS, type ContainerName } from '../containers.ts';
import type { BulkOperation, BulkResult, Documents } from '../documents.ts';
import { Unavailable } from '../errors.ts';
import { type Connection, type CosmosAccount, connect } from './connect.ts';
import { get, query } from './read.ts';
import { type Patience, PROVISION, patient, persist, statusOf } from './retry.ts';
import type { Session } from './session.ts';
import { put, remove } from './write.ts';

export interface CosmosOptions extends CosmosAccount {
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Ms since 1970, for expiry. */
  readonly clock?: () => number;
  /** 0 to 1, for the jitter of retries. */
  readonly random?: () => number;
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** How long one call may go on with all its retries: 10,000 ms unless told. */
  readonly timeoutMs?: number;
  /** How long one request may wait for its answer: 3,000 ms unless told. */
  readonly attemptMs?: number;
}

const TIMEOUT_MS = 10_000;
const ATTEMPT_MS = 3_000;
/** A readiness probe wants an answer, not patience. */
const PING_MS = 1_000;
const BULK_AT_ONCE = 16;

/**
 * Opens the documents in Azure Cosmos DB for NoSQL. Creates nothing: `sapa provision` does.
 * Throws `Unavailable` when the account cannot be reached, refuses the key, or lacks the database or a container.
 */
export async function openCosmos(options: CosmosOptions): Promise<Documents> {
  const { metrics, logger, clock = Date.now, random = patient.random, sleep = patient.sleep } = options;
  const patience: Patience = { timeoutMs: options.timeoutMs ?? TIMEOUT_MS, sleep, random };
  const connection = connect(options, options.attemptMs ?? ATTEMPT_MS, metrics);
  const session: Session = { clock, patience, container: (name) => connection.database.container(name) };
  try {
    const names = Object.keys(CONTAINERS) as ContainerName[];
    await Promise.all(names.map((name) => checkContainer(session, name)));
  } catch (error) {
    connection.close();
    logger.error('cosmos_not_opened', { ...errorWords(error) });
    throw error;
  }
  logger.info('cosmos_opened', { database: word(options.database) });
  return documents(session, connection);
}

/** Reads the container's definition, which the SDK then keeps: it needs the partition key's path for each create. */
function checkContainer(session: Session, name: ContainerName): Promise<unknown> {
  return persist(session.patience, async () => {
    try {
      return await session.container(name).read();
    } catch (error) {
      throw statusOf(error) === 404 ? new Unavailable(PROVISION, { cause: error }) : error;
    }
  });
}

function documents(session: Session, connection: Connection): Documents {
  const hasty: Session = { ...session, patience: { ...session.patience, timeoutMs: PING_MS } };
  return {
    get: (container, pk, id) => get(session, container, pk, id),
    put: (container, pk, id, body, condition) => put(session, container, pk, id, body, condition),
    delete: (container, pk, id, condition) => remove(session, container, pk, id, condition?.ifMatch),
    query: (container, question) => query(session, container, question),
    bulk: (container, operations) => bulk(session, container, operations),
    async ping() {
      // A read would pass while writes are refused (a failover, an exhausted quota), so it is a write.
      await put(hasty, 'meta', 'ping', 'ping', {});
    },
    // Cosmos collects by TTL.
    collect: () => Promise.resolve(0),
    async close() {
      connection.close();
    },
  };
}

/**
 * Single operations, a few at a time: the service's own batch answers for a whole partition at once and would make
 * one lost answer many, while each of these recovers by itself.
 */
async function bulk(
  session: Session,
  container: ContainerName,
  operations: readonly BulkOperation[],
): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  const queue = operations.entries();
  const work = async (): Promise<void> => {
    for (const [at, operation] of queue) results[at] = await single(session, container, operation);
  };
  await Promise.all(Array.from({ length: BULK_AT_ONCE }, work));
  return results;
}

async function single(session: Session, container: ContainerName, operation: BulkOperation): Promise<BulkResult> {
  const { pk, id } = operation;
  try {
    if ('put' in operation) return { ok: true, etag: await put(session, container, pk, id, operation.put, operation) };
    await remove(session, container, pk, id, operation.ifMatch);
    return { ok: true, etag: '' };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error : new Error('unknown failure') };
  }
}
