/**
 * What every command of the product stands on: store, keys, rules, the imported list (ADR 0007). `rooms.ts` adds the
 * conversation, which is most of the program: a command that only moves data does without it and takes half the memory.
 */
import { join } from 'node:path';
import type { Config, CosmosConfig } from './config.ts';
import type { Logger } from './domain/log.ts';
import type { Metrics } from './domain/metrics.ts';
import type { Programme } from './domain/programme.ts';
import { loadProgramme } from './domain/programme-file.ts';
import { loadRegions, type Regions } from './domain/regions.ts';
import { checkKey, readKeys } from './privacy/keys.ts';
import { createVault, type Vault } from './privacy/vault.ts';
import { createLocalRegistry, type LocalRegistry } from './registry/local.ts';
import { createNotices, type Notices } from './registry/notices.ts';
import type { TargetWriter } from './registry/targets/write.ts';
import type { CosmosAccount } from './stores/cosmos/connect.ts';
import type { Documents } from './stores/documents.ts';
import { measured } from './stores/measured.ts';
import { openSqlite } from './stores/sqlite/open.ts';

export interface Foundation {
  readonly documents: Documents;
  readonly vault: Vault;
  readonly regions: Regions;
  readonly programme: Programme;
  /** The imported list. */
  readonly list: LocalRegistry;
  /** Takes rows of the ministry's list over, whichever registry decides. */
  readonly targets: TargetWriter;
  readonly notices: Notices;
  close(): Promise<void>;
}

export interface FoundationOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** The database file of a data folder. */
export const storeFile = (config: Config): string => join(config.dataDir, 'sapa.db');

/** What the Cosmos driver needs of the settings. */
export const accountOf = ({ endpoint, key, database }: CosmosConfig): CosmosAccount => ({ endpoint, key, database });

/** The document store of the settings. Throws the `StoreError` of one that cannot be opened. */
export async function openDocuments(config: Config, { logger, metrics }: FoundationOptions): Promise<Documents> {
  if (config.store.kind === 'sqlite') return measured(openSqlite({ file: storeFile(config) }), metrics);
  // Loaded only when it is used: the client alone takes as long to load as the rest of the product.
  const { openCosmos } = await import('./stores/cosmos/open.ts');
  return measured(await openCosmos({ ...accountOf(config.store), logger, metrics }), metrics);
}

/**
 * Opens it. Throws `KeyError` when the store was written with another key, and the `StoreError` of a store that cannot be
 * opened; nothing stays open then.
 */
export async function openFoundation(config: Config, options: FoundationOptions): Promise<Foundation> {
  const vault = createVault(readKeys(config));
  const documents = await openDocuments(config, options);
  try {
    await checkKey(documents, vault);
    const regions = loadRegions();
    const programme = loadProgramme(config.programme);
    const notices = createNotices(documents);
    const list = createLocalRegistry({ documents, pseudonyms: vault, sealer: vault, regions, programme, notices });
    const base = { documents, vault, regions, programme, list, targets: list.targets };
    return { ...base, notices, close: () => documents.close() };
  } catch (error) {
    await documents.close();
    throw error;
  }
}
