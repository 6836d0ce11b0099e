import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { keepHeapsSmall } from '../heaps.ts';
import { Failure, type Shell, settings, show } from './shell.ts';

interface Asked {
  readonly programme?: string;
  readonly on?: string;
  readonly json?: boolean;
}

function there(shell: Shell, name: string): string {
  const file = resolve(shell.cwd, name);
  if (!existsSync(file)) throw new Failure('missing', `${file} is not there: give a programme's folder or its file`);
  return file;
}

/** `programme check` and `programme simulate`: look at a changed programme before it is published. */
export function addProgramme(program: Command, shell: Shell): void {
  const parent = program.command('programme').description('look at a changed programme before it is published');
  parent
    .command('check')
    .description('say everything that is wrong with a programme, and what is still to be confirmed')
    .argument('<file>', "a programme's folder, or one file with all of it")
    .option('--json', 'print one JSON document')
    .action(async (name: string, { json }: Asked) => {
      const { checkProgramme } = await import('../check-programme.ts');
      show(shell, checkProgramme(there(shell, name)), json);
    });
  parent
    .command('simulate')
    .description('how many of the imported targets a changed programme would newly admit or exclude')
    .argument(
      '<file>',
      "the changed programme's folder, one file with all of it, or its changed groups.json or other part",
    )
    .option('--programme <code>', 'the published programme (default: the one of the settings)')
    .option('--on <date>', 'the day that is looked at, YYYY-MM-DD (default: today)')
    .option('--json', 'print one JSON document')
    .action((name: string, asked: Asked) => simulateTo(shell, name, asked));
}

async function simulateTo(shell: Shell, name: string, { programme, on, json }: Asked): Promise<void> {
  const { isIsoDay } = await import('../../domain/answers.ts');
  const { today } = await import('../../domain/calendar.ts');
  if (on !== undefined && !isIsoDay(on))
    throw new Failure('usage', '--on: expected a day that exists, as YYYY-MM-DD', 2);
  const file = there(shell, name);
  keepHeapsSmall();
  const { simulate, simulationForPeople } = await import('../simulate.ts');
  const now = Date.now();
  const result = await simulate(settings(shell), {
    ...{ file, on: on ?? today(now), now, errors: shell.errors },
    ...(programme === undefined ? {} : { programme }),
  });
  show(shell, result, json, simulationForPeople(result));
}
