import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { Failure, type Shell, settings, show } from './shell.ts';

interface Asked {
  readonly days: string;
  readonly number?: string;
  readonly token?: string;
  readonly json?: boolean;
}

const DAYS_MOST = 90;

function daysOf(given: string): number {
  const days = Number(given);
  if (Number.isInteger(days) && days >= 1 && days <= DAYS_MOST) return days;
  throw new Failure('days', `--days: expected a number from 1 to ${DAYS_MOST}`, 2);
}

function numberOf(given: string | undefined): string | undefined {
  const digits = given?.replaceAll(/[\s()+-]/g, '');
  if (digits === undefined || /^62\d{8,13}$/.test(digits)) return digits;
  throw new Failure('number', '--number: expected our WhatsApp number with 62 in front', 2);
}

/** `invite`: an invitation for one person of the target list, to be sent to the phone that the list has for them. */
export function addInvite(program: Command, shell: Shell): void {
  program
    .command('invite')
    .description('a signed invitation for a person of the list, good on their phone alone; the NIK is read from stdin')
    .option('--days <n>', 'how long it is good', '30')
    .option('--number <digits>', 'our WhatsApp number: prints a link that opens the chat with it')
    .option('--token <token>', "an operator's token with the role desk (better in SAPA_TOKEN)")
    .option('--json', 'print one JSON document')
    .action(async ({ days, number, token = shell.env['SAPA_TOKEN'], json }: Asked) => {
      // Not as an argument: others on the machine see a command line.
      const nik = (await text(shell.input)).replaceAll(/\s/g, '');
      if (!/^\d{16}$/.test(nik)) throw new Failure('nik', 'stdin: expected the 16 digits of a NIK', 2);
      const asked = { nik, days: daysOf(days), number: numberOf(number), token, now: Date.now() };
      const { invite } = await import('../invite.ts');
      const made = await invite(settings(shell), asked);
      if (!made)
        throw new Failure('unlisted', 'the list has nobody of that NIK, or no phone for them: import it first');
      show(
        shell,
        made,
        json,
        `${made.link ?? made.reference}\nGood until ${made.until}, in a chat of their phone alone.`,
      );
    });
}
