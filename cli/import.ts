import { createChanges } from '../booking/changes.ts';
import { type Blocked, createSessionsJob, createSitesJob, type SessionsJob } from '../booking/import-jobs.ts';
import type { SessionRow } from '../booking/import-rows.ts';
import type { Config } from '../config.ts';
import { silent } from '../domain/log.ts';
import { uncounted } from '../domain/metrics.ts';
import { type Foundation, openFoundation } from '../foundation.ts';
import { type FileSummary, type ImportJob, type ImportProgress, importFile } from '../registry/csv/import-file.ts';
import { createTargetsJob } from '../registry/targets/job.ts';
import type { TargetRow } from '../registry/targets/row.ts';

export interface ImportOptions {
  readonly file: string;
  /** Where rejected rows are listed. */
  readonly rejectsFile: string;
  readonly dryRun: boolean;
  readonly onProgress: (progress: ImportProgress) => void;
}

/** Opens the store, runs one job over one file and closes it again. Throws what both throw. */
export async function runImport<T>(
  config: Config,
  options: ImportOptions,
  job: (foundation: Foundation) => ImportJob<T>,
): Promise<FileSummary> {
  const foundation = await openFoundation(config, { logger: silent, metrics: uncounted });
  try {
    const { documents, vault } = foundation;
    return await importFile(job(foundation), { documents, pseudonyms: vault, ...options });
  } finally {
    await foundation.close();
  }
}

/** The summary of `import targets`, with what was taken but needs a look. */
export interface TargetsSummary extends FileSummary {
  readonly warnings: readonly string[];
}

/** `import targets FILE`. */
export async function importTargets(config: Config, options: ImportOptions): Promise<TargetsSummary> {
  let unknown = 0;
  const summary = await runImport<TargetRow>(config, options, ({ targets, programme, regions }) => {
    const job = createTargetsJob({ writer: targets, programme, regions, now: Date.now() });
    return {
      ...{ kind: job.kind, columns: job.columns, read: job.read },
      async write(rows, dryRun) {
        const outcomes = await job.write(rows, dryRun);
        unknown = job.unknownGroups;
        return outcomes;
      },
    };
  });
  const words = `${unknown} rows name a group that the programme ${config.programme} does not have: they are taken over and called once it does`;
  return { ...summary, warnings: unknown === 0 ? [] : [words] };
}

/** `import sites FILE`. */
export function importSites(config: Config, options: ImportOptions): Promise<FileSummary> {
  return runImport(config, options, (rooms) => createSitesJob({ ...rooms, now: Date.now() }));
}

/** The summary of `import sessions`, with what was refused because people are booked, and what can be done. */
export interface SessionsSummary extends FileSummary {
  readonly blocked: readonly Blocked[];
}

/** `import sessions FILE`. Who is booked in a session that got other hours is noted to be told. */
export async function importSessions(config: Config, options: ImportOptions): Promise<SessionsSummary> {
  let job: SessionsJob | undefined;
  const summary = await runImport<SessionRow>(config, options, (rooms) => {
    const made = createSessionsJob({ ...rooms, now: Date.now() });
    job = made;
    const changes = createChanges({ documents: rooms.documents, pseudonyms: rooms.vault });
    return {
      ...{ kind: made.kind, columns: made.columns, read: made.read },
      async write(rows, dryRun) {
        const outcomes = await made.write(rows, dryRun);
        if (!dryRun && outcomes.includes('updated')) await changes.tell();
        return outcomes;
      },
    };
  });
  return { ...summary, blocked: job?.blocked ?? [] };
}
