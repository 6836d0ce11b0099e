import type { Command } from 'commander';
import { addEligibility } from './eligibility.ts';
import { type Shell, show } from './shell.ts';

/** `explain nik NIK`, `explain phone TEXT` and `explain eligibility`. The rules are loaded when they are asked for. */
export function addExplain(program: Command, shell: Shell): void {
  const explain = program.command('explain').description('say what the rules make of a number or of a person, and why');
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
  addEligibility(explain, shell);
}
