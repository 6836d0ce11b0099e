/** What an operator does with the store as a whole; wired by hand (ADR 0007). */
import { statSync } from 'node:fs';
import type { Config } from './config.ts';
import { silent } from './domain/log.ts';
import { uncounted } from './domain/metrics.ts';
import { accountOf, openDocuments, storeFile } from './foundation.ts';
import { createAuditTrail } from './privacy/audit.ts';
import { checkKey, KeyError, readKeys } from './privacy/keys.ts';
import { createVault } from './privacy/vault.ts';

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
