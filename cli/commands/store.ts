import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Failure, type Shell, settings, show } from './shell.ts';

interface Asked {
  readonly json?: boolean;
  readonly force?: boolean;
  readonly yes?: boolean;
}

/** A result that says of itself that something is wrong ends with 1, after it was shown. */
function judge(result: object, advice: string): void {
  if ('ok' in result && result.ok === false) throw new Failure('not_ok', advice);
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
      const { backupStore } = await import('../../rooms.ts');
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
      const { restoreStore } = await import('../../rooms.ts');
      show(shell, { file, ...(await restoreStore(settings(shell), file, { force })) }, json);
    });
}

/** `backup`, `restore`, `verify`, `provision`: what an operator does with the store. */
export function addStore(program: Command, shell: Shell): void {
  addCopies(program, shell);
  program
    .command('verify')
    .description('check the store and that the key fits')
    .option('--json', 'print one JSON document')
    .action(async ({ json }: Asked) => {
      const { verifyStore } = await import('../../rooms.ts');
      const result = await verifyStore(settings(shell));
      show(shell, result, json);
      judge(result, 'the store is not sound: keep its files, and go back to a copy with "sapa restore FILE"');
    });
  program
    .command('provision')
    .description('show what the store lacks (containers, indexes); --yes makes it')
    .option('--yes', 'apply it')
    .option('--json', 'print one JSON document')
    .action(async ({ json, yes = false }: Asked) => {
      const { provisionStore } = await import('../../rooms.ts');
      const result = await provisionStore(settings(shell), { apply: yes });
      show(shell, result, json);
      judge(result, 'not everything could be made: see above, then run it again');
    });
}
