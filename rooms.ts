/** What the server and the command line both open (ADR 0007): the foundation, and registry, booking and conversation on it. */
import { statSync } from 'node:fs';
import type { Booking } from './booking/booking.ts';
import { createBooking } from './booking/documents.ts';
import { createFitsFor } from './booking/fits.ts';
import type { Recording } from './booking/recording.ts';
import { createRegistryRecording } from './booking/registry-recording.ts';
import { addresses, type Config, type FhirConfig } from './config.ts';
import { type Conversation, createConversation } from './dialogs/root.ts';
import { silent } from './domain/log.ts';
import { uncounted } from './domain/metrics.ts';
import {
  accountOf,
  type Foundation,
  type FoundationOptions,
  openDocuments,
  openFoundation,
  storeFile,
} from './foundation.ts';
import { createAuditTrail } from './privacy/audit.ts';
import { type ConsentLedger, createConsentLedger } from './privacy/consent.ts';
import { checkKey, KeyError, readKeys } from './privacy/keys.ts';
import { createReferences } from './privacy/references.ts';
import { createVault } from './privacy/vault.ts';
import type { Access } from './registry/access.ts';
import { createAccess } from './registry/access-rules.ts';
import { createCorrections } from './registry/corrections.ts';
import { createDrafts } from './registry/drafts.ts';
import type { Drain } from './registry/outbox/drain.ts';
import type { Registry } from './registry/registry.ts';
import type { RemoteOptions, RemoteRegistry } from './registry/remote.ts';
import { createScreenings } from './registry/screenings.ts';

export interface Rooms extends Foundation {
  /** Who decides about a person: the imported list, or the ministry's registry far away. */
  readonly registry: Registry;
  /** Works off what waits for a registry far away; undefined with the local one. */
  readonly drain: Drain | undefined;
  /** Tells the registry of appointments. */
  readonly recording: Recording;
  readonly booking: Booking;
  readonly access: Access;
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
  const access = createAccess(common);
  const consents = createConsentLedger(documents);
  const publicUrl = options.publicUrl ?? addresses(config, config.port).publicUrl;
  const { logger, metrics } = options;
  const remote = await openRemote(config, { ...common, programme, notices, logger, metrics });
  const registry = remote ?? list;
  const recording = createRegistryRecording({ ...common, programme, notices, metrics, remote });
  const booking = createBooking({ ...common, recording });
  const screening = createScreenings({ ...common, programme });
  const conversation = createConversation({
    registry,
    access,
    corrections: createCorrections(common),
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
    ...{ registry, drain: remote?.drain, recording, access, booking, consents, conversation },
    async close() {
      await remote?.close();
      await foundation.close();
    },
  };
}

/** Why a command that works on a file cannot work here. */
class NotAFile extends Error {
  override readonly name = 'NotAFile';
  constructor() {
    super(
      'STORE is cosmos: copies are made and put back by the account itself (continuous backup), not by this command.',
    );
  }
}

/**
 * A consistent copy of the store while servers run, with every turn that was answered before the call. Throws when the
 * target exists already, when there is no store, and for Cosmos, which keeps its own copies.
 */
export async function backupStore(config: Config, file: string): Promise<{ readonly bytes: number }> {
  if (config.store.kind !== 'sqlite') throw new NotAFile();
  const { backupSqlite } = await import('./stores/sqlite/backup.ts');
  await backupSqlite(storeFile(config), file);
  return { bytes: statSync(file).size };
}

/** Puts a checked copy in the store's place; `force` replaces a store that is there. Throws while a server holds it. */
export async function restoreStore(
  config: Config,
  file: string,
  options: { readonly force?: boolean } = {},
): Promise<{ readonly restored: string }> {
  if (config.store.kind !== 'sqlite') throw new NotAFile();
  const { restoreSqlite } = await import('./stores/sqlite/backup.ts');
  await restoreSqlite(file, storeFile(config), options);
  return { restored: storeFile(config) };
}

export interface Verified {
  readonly ok: boolean;
  /** Sentences for the operator, without content. */
  readonly problems: readonly string[];
  /** Documents in each container. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Checks a store: every page and document of an SQLite file, that the key fits, that no session has more holders
 * than places, and that the audit trail is whole. Changes nothing. Throws `StoreError` when the store cannot be reached at all.
 */
export async function verifyStore(config: Config): Promise<Verified> {
  const { checkLedgers } = await import('./booking/verify.ts');
  const whole = config.store.kind === 'sqlite' ? await inspect(config) : { ok: true, problems: [], counts: {} };
  // A file that is not sound is not opened: that could make it worse.
  if (!whole.ok) return whole;
  const documents = await openDocuments(config, { logger: silent, metrics: uncounted });
  try {
    const vault = createVault(readKeys(config));
    await checkKey(documents, vault);
    const problems = [...(await checkLedgers(documents)), ...(await createAuditTrail(documents, vault).problems())];
    return { ...whole, ok: problems.length === 0, problems };
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    return { ...whole, ok: false, problems: [error.message] };
  } finally {
    await documents.close();
  }
}

async function inspect(config: Config): Promise<Verified> {
  const { inspectSqlite } = await import('./stores/sqlite/inspect.ts');
  return inspectSqlite(storeFile(config));
}

export interface Provisioned {
  /** What is not as declared, in words for people; empty when all is well. */
  readonly differences: readonly string[];
  readonly applied: boolean;
}

/** Compares the store with what `stores/containers.ts` declares; with `apply` makes it so. SQLite does that by itself. */
export async function provisionStore(config: Config, { apply }: { readonly apply: boolean }): Promise<Provisioned> {
  if (config.store.kind === 'sqlite') return { differences: [], applied: false };
  const { applyCosmos, planCosmos } = await import('./stores/cosmos/provision.ts');
  const plan = await planCosmos(accountOf(config.store));
  const differences = plan.differences.map((difference) => difference.text);
  if (apply && differences.length > 0) await applyCosmos(plan);
  return { differences, applied: apply && differences.length > 0 };
}
