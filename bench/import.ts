import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeList } from './import/list.ts';
import { type Figure, figure } from './report.ts';

/** `BENCH_ROWS=1000000` for the full size, which takes a quarter of an hour. */
const ROWS = Number(process.env['BENCH_ROWS'] ?? 100_000);

interface Ran {
  readonly seconds: number;
  readonly megabytes: number;
  readonly summary?: { readonly created: number; readonly unchanged: number; readonly rejected: number };
}

async function run(program: string, file: string, folder: string): Promise<Ran> {
  const path = join(import.meta.dirname, 'import', program);
  const args = ['--disable-warning=ExperimentalWarning', path, file, folder];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { PATH: process.env['PATH'] } });
  return JSON.parse(stdout) as Ran;
}

/**
 * `import`: rows a second of `sapa import targets` (checked, sealed, fsynced, with checkpoints) against csv-parse and bare
 * batched inserts of the same file, each in a process of its own; and the memory it takes.
 */
export async function benchImport(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa import '));
  try {
    const file = join(folder, 'targets.csv');
    await writeList(file, ROWS);
    const bare = await run('bare.ts', file, folder);
    const first = await run('sapa.ts', file, folder);
    const again = await run('sapa.ts', file, folder);
    if (first.summary?.created !== ROWS || again.summary?.unchanged !== ROWS) throw new Error('rows are missing');
    const rate = (ran: Ran): number => Math.round(ROWS / ran.seconds);
    const detail = `${rate(first)} rows/s of ${ROWS}, the same file again ${rate(again)}, bare ${rate(bare)}`;
    const megabytes = Math.max(first.megabytes, again.megabytes);
    const memory = {
      ...figure(
        'import memory',
        megabytes,
        300,
        'lower',
        `at ${ROWS} rows: ${Math.round(first.megabytes)} new, ${Math.round(again.megabytes)} again`,
      ),
      unit: 'MB',
    };
    return [figure('import', bare.seconds / first.seconds, 0.5, 'higher', detail), memory];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
