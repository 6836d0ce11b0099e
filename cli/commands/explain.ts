import type { Command } from 'commander';
import { type Shell, show } from './shell.ts';

/** `explain nik NIK` and `explain phone TEXT`. The rules are loaded when they are asked for. */
export function addExplain(program: Command, shell: Shell): void {
  const explain = program.command('explain').description('say what a number means and what is wrong with it');
  explain
    .command('nik')
    .description('a national identity number (16 digits; blanks and dots are fine)')
    .argument('<nik...>')
    .option('--json', 'print one JSON document')
    .action(async (parts: string[], options: { json?: boolean }) => {
      const { explainNik, nikForPeople } = await import('../explain.ts');
      const result = explainNik(parts.join(' '), Date.now());
      show(shell, result, options.json, nikForPeople(result));
    });
  explain
    .command('phone')
    .description('a phone number, in any way people write one')
    .argument('<text...>')
    .option('--json', 'print one JSON document')
    .action(async (parts: string[], options: { json?: boolean }) => {
      const { explainPhone, phoneForPeople } = await import('../explain.ts');
      const result = explainPhone(parts.join(' '));
      show(shell, result, options.json, phoneForPeople(result));
    });
}
