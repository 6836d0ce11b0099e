import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Config } from '../../config.ts';
import type { FileSummary } from '../../registry/csv/import-file.ts';
import { keepHeapsSmall } from '../heaps.ts';
import type { ImportOptions } from '../import.ts';
import { createProgress } from '../progress.ts';
import { Failure, type Shell, settings, show } from './shell.ts';

interface Asked {
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly rejects?: string;
}

export type Importer = (config: Config, options: ImportOptions) => Promise<FileSummary>;

/** One `import KIND FILE` command. `load` brings the importer when it is asked for. */
export function addImporter(
  parent: Command,
  shell: Shell,
  kind: string,
  about: string,
  load: () => Promise<Importer>,
): void {
  parent
    .command(kind)
    .description(about)
    .argument('<file>')
    .option('--dry-run', 'only say what would happen')
    .option('--rejects <path>', 'where rejected rows are listed (default: FILE.rejects.csv)')
    .option('--json', 'print one JSON document')
    .action(async (name: string, { json, dryRun = false, rejects }: Asked) => {
      const file = resolve(shell.cwd, name);
      const rejectsFile = resolve(shell.cwd, rejects ?? `${name}.rejects.csv`);
      const found = statSync(file, { throwIfNoEntry: false });
      if (!found) throw new Failure('missing', `${file} is not there: give the path of a CSV file`);
      if (found.isDirectory()) throw new Failure('not_a_file', `${file} is a folder: give the path of a CSV file`);
      if (file === rejectsFile) throw new Failure('same_file', '--rejects names the file itself: choose another', 2);
      const progress = createProgress(shell.errors);
      keepHeapsSmall();
      const run = await load();
      try {
        const summary = await run(settings(shell), { file, rejectsFile, dryRun, onProgress: progress.show });
        progress.end();
        show(shell, dryRun ? { ...summary, dryRun } : summary, json);
      } finally {
        progress.end();
      }
    });
}

/** `import targets|sites|sessions FILE`. */
export function addImport(program: Command, shell: Shell): void {
  const parent = program
    .command('import')
    .description('take a CSV file over; a stopped import goes on where it was when it is run again');
  const targets = "the ministry's list of targets (nik, name, birth_date, sex, phone, group, region_code)";
  addImporter(parent, shell, 'targets', targets, async () => (await import('../import.ts')).importTargets);
  const sites = 'places (code, name, address, region_code, lat, lon, phone)';
  addImporter(parent, shell, 'sites', sites, async () => (await import('../import.ts')).importSites);
  const sessions = 'dated capacity (site_code, date, start, end, capacity, product; end_date for several days)';
  addImporter(parent, shell, 'sessions', sessions, async () => (await import('../import.ts')).importSessions);
}
