import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { Failure, type Shell, settings, show } from './shell.ts';

interface Asked {
  readonly json?: boolean;
  readonly force?: boolean;
}

function addCopies(program: Command, shell: Shell): void {
  program
    .command('backup')
    .description('a consistent copy of the store, also while the server runs')
    .argument('<file>')
    .option('--json', 'print one JSON document')
    .action(async (name: string, { json }: Asked) => {
      const file = resolve(shell.cwd, name);
      if (existsSync(file)) throw new Failure('exists', `${file} is there already: choose another name or remove it`);
      if (!existsSync(dirname(file)))
        throw new Failure('missing', `${dirname(file)} is not there: make that folder, or choose another place`);
      const { backupStore } = await import('../../store-care.ts');
      show(shell, { file, ...(await backupStore(settings(shell), file)) }, json);
    });
  program
    .command('restore')
    .description('put a copy in the place of the store (stop the server first)')
    .argument('<file>')
    .option('--force', 'also over a store that is there; it is kept next to it')
    .option('--json', 'print one JSON document')
    .action(async (name: string, { json, force = false }: Asked) => {
      const file = resolve(shell.cwd, name);
      if (!existsSync(file)) throw new Failure('missing', `${file} is not there: give a file made by "sapa backup"`);
      const { restoreStore } = await import('../../store-care.ts');
      show(shell, { file, ...(await restoreStore(settings(shell), file, { force })) }, json);
    });
}

/** `backup`, `restore`, `verify`: what an operator does with the store. */
export function addStore(program: Command, shell: Shell): void {
  addCopies(program, shell);
  program
    .command('verify')
    .description('check the store and that the key fits')
    .option('--json', 'print one JSON document')
    .action(async ({ json }: Asked) => {
      const { verifyStore } = await import('../../store-care.ts');
      const result = await verifyStore(settings(shell));
      show(shell, result, json);
      const advice = 'not sound: leave its files as they are, and go back to a copy with "sapa restore FILE --force"';
      if (!result.ok) throw new Failure('not_sound', `${result.problems.join('\n')}\n${advice}`);
    });
}
