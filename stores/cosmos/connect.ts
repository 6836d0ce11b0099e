import { createRequire } from 'node:module';
import type { CosmosClient, Database } from '@azure/cosmos';
import type { Metrics } from '../../domain/metrics.ts';
import { countRequests } from './counting.ts';
import { createTransport } from './transport.ts';

/** Where the account is. `key` is the account's key in base64. */
export interface CosmosAccount {
  readonly endpoint: string;
  readonly key: string;
  readonly database: string;
  /**
   * Asks the account for its regions and follows a failover to another one. Off unless told: emulators and proxies
   * answer with addresses that do not lead back to them. While the SDK follows a failover, a call may last longer
   * than its time limit.
   */
  readonly discoverRegions?: boolean;
}

export interface Connection {
  readonly client: CosmosClient;
  readonly database: Database;
  close(): void;
}

/**
 * The SDK without its own retries, on our transport. Loaded here and not at the top of a file: it costs a fifth of
 * a second, which an installation on SQLite shall not pay.
 */
export function connect(account: CosmosAccount, attemptMs: number, metrics: Metrics): Connection {
  const { CosmosClient } = createRequire(import.meta.url)('@azure/cosmos') as typeof import('@azure/cosmos');
  const transport = createTransport(attemptMs, countRequests(metrics));
  const discover = account.discoverRegions ?? false;
  const client = new CosmosClient({
    endpoint: account.endpoint,
    key: account.key,
    httpClient: transport,
    connectionPolicy: {
      requestTimeout: attemptMs * 2,
      enableEndpointDiscovery: discover,
      enableBackgroundEndpointRefreshing: discover,
      enablePartitionLevelFailover: false,
      enablePartitionLevelCircuitBreaker: false,
      retryOptions: { maxRetryAttemptCount: 0, fixedRetryIntervalInMilliseconds: 0, maxWaitTimeInSeconds: 0 },
    },
  });
  return {
    client,
    database: client.database(account.database),
    close() {
      client.dispose();
      transport.close();
    },
  };
}
