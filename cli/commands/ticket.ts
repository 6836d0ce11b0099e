import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { TicketCheck } from '../tickets.ts';
import { Failure, type Shell, settings, show } from './shell.ts';

const WORDS: Readonly<Record<TicketCheck['status'], string>> = {
  valid: 'VALID for today',
  used: 'USED already',
  wrong_day: 'NOT FOR TODAY',
  cancelled: 'CALLED OFF by the ministry',
  unknown: 'NOT A TICKET: check the 16 letters and digits again',
};

function forPeople(check: TicketCheck): string {
  const { status, marked, site, when, usedAt } = check;
  const lines = [marked ? `${WORDS.valid}; marked present` : WORDS[status]];
  if (site) lines.push(`${site.name} (${site.code})`);
  if (when !== null) lines.push(when);
  if (usedAt !== null && !marked) lines.push(`used ${usedAt}`);
  return lines.join('\n');
}

interface Checking {
  readonly present?: boolean;
  readonly token?: string;
  readonly json?: boolean;
}

interface Listing {
  readonly site: string;
  readonly date: string;
  readonly token?: string;
  readonly out?: string;
  readonly json?: boolean;
}

const TOKEN = "an operator's token (better in SAPA_TOKEN: others on the machine see a command line)";

function addList(parent: Command, shell: Shell): void {
  parent
    .command('list')
    .description('who has an appointment at a place on a day, as CSV; needs a token with the role facility')
    .requiredOption('--site <code>', 'code of the place')
    .requiredOption('--date <date>', 'YYYY-MM-DD, local to the place')
    .option('--out <file>', 'write it there, readable by you alone')
    .option('--token <token>', TOKEN)
    .option('--json', 'print one JSON document')
    .action(async ({ site, date, token = shell.env['SAPA_TOKEN'], out, json }: Listing) => {
      const real = /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date));
      if (!real) throw new Failure('date', '--date: expected a day as YYYY-MM-DD', 2);
      const { listDay } = await import('../tickets.ts');
      const rows = await listDay(settings(shell), { site, date, token, now: Date.now() });
      if (!rows) throw new Failure('missing', `there is no place with the code ${site}: check the list of places`);
      const { dayListCsv } = await import('../../booking/day-list.ts');
      const file = out === undefined ? undefined : resolve(shell.cwd, out);
      if (file !== undefined) writeFileSync(file, dayListCsv(rows), { mode: 0o600, flag: 'wx' });
      if (file !== undefined) return show(shell, { site, date, rows: rows.length, file }, json);
      if (json) return show(shell, { site, date, rows }, json);
      shell.output.write(dayListCsv(rows));
    });
}

/** `ticket check CODE [--present]` and `ticket list`. */
export function addTicket(program: Command, shell: Shell): void {
  const parent = program.command('ticket').description('check tickets, and who comes on a day');
  parent
    .command('check')
    .description('valid, used, for another day, called off or unknown; nothing about the person')
    .argument('<code...>')
    .option('--present', 'mark the person as present, once and only on the day')
    .option('--token <token>', TOKEN)
    .option('--json', 'print one JSON document')
    .action(async (parts: string[], { present = false, token = shell.env['SAPA_TOKEN'], json }: Checking) => {
      const { checkTicket } = await import('../tickets.ts');
      const options = { code: parts.join(' '), present, token, now: Date.now() };
      const check = await checkTicket(settings(shell), options);
      show(shell, check, json, forPeople(check));
    });
  addList(parent, shell);
}
