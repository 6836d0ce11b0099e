import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median } from './client.ts';
import { writeList } from './import/list.ts';
import { type Figure, figure } from './report.ts';

/**
 * A province's list. `BENCH_ROWS=1000000` for the full size, which takes a quarter of an hour; the larger the list, the more
 * the disk decides and the better the ratio (ADR 21): at 100,000 rows it is 0.48 to 0.50.
 */
const ROWS = Number(process.env['BENCH_ROWS'] ?? 300_000);

interface Ran {
  readonly seconds: number;
  readonly megabytes: number;
  readonly summary?: { readonly created: number; readonly unchanged: number; readonly rejected: number };
}

/** Rounds of both, in turn, so that a slow moment of the machine falls on both; each into a folder of its own. */
const ROUNDS = ROWS > 200_000 ? 1 : 3;

async function run(program: string, file: string, folder: string): Promise<Ran> {
  const path = join(import.meta.dirname, 'import', program);
  mkdirSync(folder, { recursive: true });
  // Both as `npm run sapa` starts the product.
  const args = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4', path, file, folder];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { PATH: process.env['PATH'] } });
  return JSON.parse(stdout) as Ran;
}

const seconds = (all: readonly Ran[]): number => median(all.map((one) => one.seconds));
const rate = (all: readonly Ran[]): number => Math.round(ROWS / seconds(all));

/**
 * `import`: rows a second of `sapa import targets` (checked, sealed, fsynced, with checkpoints) against csv-parse and bare
 * batched inserts of the same file, each in a process of its own; and the memory it takes.
 */
export async function benchImport(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa import '));
  try {
    const file = join(folder, 'targets.csv');
    await writeList(file, ROWS);
    const [bare, first]: [Ran[], Ran[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await run('bare.ts', file, join(folder, `${round}`)));
      first.push(await run('sapa.ts', file, join(folder, `${round}`)));
    }
    const again = await run('sapa.ts', file, join(folder, '0'));
    const whole = first.every((one) => one.summary?.created === ROWS) && again.summary?.unchanged === ROWS;
    if (!whole) throw new Error('rows are missing');
    const detail = `${rate(first)} rows/s of ${ROWS}, the same file again ${rate([again])}, bare ${rate(bare)}`;
    const most = Math.max(...first.map((one) => one.megabytes));
    const says = `at ${ROWS} rows: ${Math.round(most)} new, ${Math.round(again.megabytes)} again`;
    const memory = { ...figure('import memory', Math.max(most, again.megabytes), 300, 'lower', says), unit: 'MB' };
    return [figure('import', seconds(bare) / seconds(first), 0.5, 'higher', detail), memory];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
