import type { Metrics } from '../domain/metrics.ts';
import type { Programme } from '../domain/programme.ts';
import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import type { Driver } from '../registry/driver.ts';
import { createLocalDriver } from '../registry/local-driver.ts';
import type { Notices } from '../registry/notices.ts';
import { createPace } from '../registry/outbox/pace.ts';
import { createReporting } from '../registry/reporting.ts';
import type { Documents } from '../stores/documents.ts';
import { createRecording, type Recording } from './recording.ts';
import { createStandings } from './standing.ts';

export interface RegistryRecordingOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
  readonly programme: Programme;
  readonly notices: Notices;
  readonly metrics: Metrics;
  /** A registry far away, and how many calls a second it bears; the imported list without one. */
  readonly remote?: { readonly driver: Driver; readonly perSecond: number } | undefined;
}

/** The recording of appointments at the registry of the day. */
export function createRegistryRecording({ remote, ...options }: RegistryRecordingOptions): Recording {
  const driver = remote?.driver ?? createLocalDriver(options);
  return createRecording({
    ...options,
    standings: createStandings(options),
    reporting: createReporting({ ...options, driver }),
    ...(remote ? { pace: createPace(remote.perSecond) } : {}),
  });
}
