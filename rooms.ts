/** What the server and the command line both open (ADR 0007): the foundation, and registry, booking and conversation on it. */
import type { Booking } from './booking/booking.ts';
import { createBooking } from './booking/documents.ts';
import { createFitsFor } from './booking/fits.ts';
import type { Recording } from './booking/recording.ts';
import { createRegistryRecording } from './booking/registry-recording.ts';
import { addresses, type Config, type FhirConfig } from './config.ts';
import { type Conversation, createConversation } from './dialogs/root.ts';
import { type Foundation, type FoundationOptions, openFoundation } from './foundation.ts';
import { type ConsentLedger, createConsentLedger } from './privacy/consent.ts';
import { createReferences } from './privacy/references.ts';
import type { Access } from './registry/access.ts';
import { createAccess } from './registry/access-rules.ts';
import { createCorrections } from './registry/corrections.ts';
import { createDrafts } from './registry/drafts.ts';
import type { Driver } from './registry/driver.ts';
import { createLocalDriver } from './registry/local-driver.ts';
import type { Drain } from './registry/outbox/drain.ts';
import type { Registry } from './registry/registry.ts';
import type { RemoteOptions, RemoteRegistry } from './registry/remote.ts';
import { createRoles, type Roles } from './registry/roles.ts';
import { createScreenings } from './registry/screenings.ts';
import { createSlips, type Slips } from './registry/slips.ts';

export interface Rooms extends Foundation {
  /** Who decides about a person: the imported list, or the ministry's registry far away. */
  readonly registry: Registry;
  /** The same for work that no citizen waits for. */
  readonly driver: Driver;
  /** Works off what waits for a registry far away; undefined with the local one. */
  readonly drain: Drain | undefined;
  /** Tells the registry of appointments. */
  readonly recording: Recording;
  readonly booking: Booking;
  readonly access: Access;
  readonly roles: Roles;
  readonly slips: Slips;
  readonly consents: ConsentLedger;
  readonly conversation: Conversation;
}

export interface RoomsOptions extends FoundationOptions {
  /** Where citizens reach the server, when the port is known better than the settings do. */
  readonly publicUrl?: string;
  /** Whether one-time codes reach phones. */
  readonly sendsCodes?: boolean;
}

/**
 * Opens everything that a conversation needs. Throws `KeyError` when the store was written with another key, and the
 * `StoreError` of a store that cannot be opened; nothing stays open then.
 */
export async function openRooms(config: Config, options: RoomsOptions): Promise<Rooms> {
  const foundation = await openFoundation(config, options);
  try {
    return await furnish(config, options, foundation);
  } catch (error) {
    await foundation.close();
    throw error;
  }
}

/** Loaded only when it is used, like the Cosmos client. */
async function openRemote(
  { registry }: Config,
  options: Omit<RemoteOptions, keyof FhirConfig>,
): Promise<RemoteRegistry | undefined> {
  if (registry.kind !== 'fhir') return undefined;
  const { openRemoteRegistry } = await import('./registry/remote.ts');
  return openRemoteRegistry({ ...registry, ...options });
}

async function furnish(config: Config, options: RoomsOptions, foundation: Foundation): Promise<Rooms> {
  const { documents, vault, regions, programme, list, notices } = foundation;
  const common = { documents, pseudonyms: vault, sealer: vault, regions };
  const roles = createRoles({ ...common, people: config.people });
  const access = createAccess({ ...common, roles });
  const consents = createConsentLedger(documents);
  const publicUrl = options.publicUrl ?? addresses(config, config.port).publicUrl;
  const { logger, metrics } = options;
  const corrections = createCorrections(common);
  const slips = createSlips({ ...common, corrections, metrics });
  const remote = await openRemote(config, { ...common, programme, notices, slips, logger, metrics });
  const registry = remote ?? list;
  const driver = remote?.driver ?? createLocalDriver(common);
  const recording = createRegistryRecording({ ...common, programme, notices, metrics, remote });
  const booking = createBooking({ ...common, recording });
  const screening = createScreenings({ ...common, programme });
  const conversation = createConversation({
    registry,
    ...{ access, roles },
    corrections,
    drafts: createDrafts(common),
    references: createReferences(vault),
    sendsCodes: options.sendsCodes ?? false,
    booking,
    fitsFor: createFitsFor({ ...common, programme, screenings: screening }),
    screening,
    consents,
    regions,
    programme,
    publicUrl,
    logger,
    metrics,
  });
  return {
    ...foundation,
    ...{ registry, driver, drain: remote?.drain, recording, access, roles, slips, booking, consents, conversation },
    async close() {
      await remote?.close();
      await foundation.close();
    },
  };
}
