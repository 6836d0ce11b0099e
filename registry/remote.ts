import type { Logger } from '../domain/log.ts';
import type { Metrics } from '../domain/metrics.ts';
import type { Programme } from '../domain/programme.ts';
import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import type { Documents } from '../stores/documents.ts';
import type { Driver } from './driver.ts';
import { createFhirDriver } from './fhir/driver.ts';
import { createHttp } from './fhir/http.ts';
import { loadVaccines } from './fhir/immunizations.ts';
import { createTokens } from './fhir/token.ts';
import type { Notices } from './notices.ts';
import { createDrain, type Drain } from './outbox/drain.ts';
import { createQueuedRegistry } from './outbox/queue.ts';
import type { Registry } from './registry.ts';
import type { Slips } from './slips.ts';

export interface RemoteOptions {
  /** Where the registry is and who we are there. */
  readonly url: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Persons handed in a second at most, by each process. */
  readonly perSecond: number;
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
  readonly programme: Programme;
  readonly notices: Notices;
  readonly slips: Slips;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** The registry of the ministry over FHIR: turns go into its queue, and `drain` works the queue off. */
export interface RemoteRegistry extends Registry {
  readonly drain: Drain;
  /** The registry itself, for work that no citizen waits for. */
  readonly driver: Driver;
  /** Calls a second that it bears, from each process. */
  readonly perSecond: number;
  /** Stops the drain; calls that are out are cut, which their items survive. */
  close(): Promise<void>;
}

export function openRemoteRegistry(options: RemoteOptions): RemoteRegistry {
  const { url, tokenUrl, clientId, clientSecret, programme, metrics, logger } = options;
  const http = createHttp({ url, token: createTokens({ url: tokenUrl, clientId, clientSecret }) });
  const driver = createFhirDriver({ http, vaccines: loadVaccines(programme.code), metrics, logger });
  const drain = createDrain({ ...options, driver });
  return {
    ...createQueuedRegistry(options),
    drain,
    driver,
    perSecond: options.perSecond,
    async close() {
      drain.stop();
      await driver.close();
    },
  };
}
