import type { Writable } from 'node:stream';
import type { Config } from '../config.ts';
import { silent } from '../domain/log.ts';
import { uncounted } from '../domain/metrics.ts';
import { loadProgramme, readProgramme } from '../domain/programme-file.ts';
import { type Counted, createSimulation, type SimulationReport } from '../domain/simulation.ts';
import { streamTargets } from '../registry/target-stream.ts';
import { openRooms } from '../rooms.ts';

export interface SimulateOptions {
  /** The changed programme: its folder, one file with all of it, or the changed file of one part. */
  readonly file: string;
  /** Code of the published programme; of the settings when left out. */
  readonly programme?: string;
  /** ISO date. */
  readonly on: string;
  /** ms: who is on the list until then. */
  readonly now: number;
  readonly errors: Writable & { readonly isTTY?: boolean };
}

type Named = Counted & { readonly name: string };

/** `programme simulate --json`. */
export interface SimulateResult extends Omit<SimulationReport, 'byProvince' | 'byGroup'> {
  readonly programme: string;
  readonly changed: string;
  readonly byProvince: readonly Named[];
  readonly byGroup: readonly Named[];
}

/** How often the line is drawn anew on a terminal, and written into a log. */
const TERMINAL_MS = 200;
const LOG_MS = 10_000;

/** How many have been looked at, on the error stream; how many there are is not known before the end. */
function progress(stream: SimulateOptions['errors']): { step(done: number): void; end(): void } {
  const since = Date.now();
  let last = since;
  return {
    step(done) {
      const now = Date.now();
      if (now - last < (stream.isTTY ? TERMINAL_MS : LOG_MS)) return;
      last = now;
      const speed = Math.round(done / ((now - since) / 1000));
      const line = `${done.toLocaleString('en-US')} targets  ${speed.toLocaleString('en-US')}/s`;
      stream.write(stream.isTTY ? `\r\u001b[2K${line}` : `${line}\n`);
    },
    end: () => void (stream.isTTY && stream.write('\r\u001b[2K')),
  };
}

/**
 * Compares a changed programme with the published one over the imported targets; changes nothing. Throws
 * `ProgrammeError` with all that is wrong with the changed one, before the store is opened.
 */
export async function simulate(config: Config, options: SimulateOptions): Promise<SimulateResult> {
  const published = loadProgramme(options.programme ?? config.programme);
  const changed = readProgramme(options.file, published.code);
  const simulation = createSimulation(published, changed, options.on);
  const rooms = await openRooms(config, { logger: silent, metrics: uncounted });
  const line = progress(options.errors);
  try {
    let done = 0;
    for await (const target of streamTargets({ documents: rooms.documents, sealer: rooms.vault }, options.now)) {
      simulation.add(target);
      done += 1;
      if (done % 500 === 0) line.step(done);
    }
    const report = simulation.report();
    const groups = new Map([...changed.groups, ...published.groups].map((one) => [one.code, one.name.id]));
    const provinces = report.byProvince.map((one) => ({ ...one, name: rooms.regions.nameOf(one.key) }));
    const byGroup = report.byGroup.map((one) => ({ ...one, name: groups.get(one.key) ?? one.key }));
    return { programme: published.code, changed: changed.code, ...report, byProvince: provinces, byGroup };
  } finally {
    line.end();
    await rooms.close();
  }
}

function table(title: string, rows: readonly (Counted & { readonly name?: string })[]): string[] {
  const moved = rows.filter((one) => one.admitted + one.excluded > 0);
  if (moved.length === 0) return [];
  const lines = moved.map(({ key, name = key, targets, admitted, excluded }) => {
    const cells = [`+${admitted}`, `-${excluded}`, `of ${targets}`].map((cell) => cell.padStart(12));
    return `  ${name.slice(0, 40).padEnd(40)}${cells.join('')}`;
  });
  return ['', title, ...lines];
}

/** For people: the whole first, then what changes where. */
export function simulationForPeople(result: SimulateResult): string {
  const { on, targets, admitted, excluded, unknownGroup } = result;
  if (targets === 0) return 'No targets have been imported yet: run "sapa import targets FILE" first.';
  const lines = [
    `On ${on}, of ${targets} targets:`,
    `  newly admitted  ${admitted}`,
    `  newly excluded  ${excluded}`,
    ...(unknownGroup === 0 ? [] : [`  of a group that neither programme has  ${unknownGroup}`]),
  ];
  const tables = [
    table('By province', result.byProvince),
    table('By group', result.byGroup),
    table('By age', result.byAge),
  ];
  return [...lines, ...tables.flat()].join('\n');
}
