import type { Command } from 'commander';
import type { ChangeResult, SessionRow } from '../sessions.ts';
import { Failure, type Shell, settings, show } from './shell.ts';

interface Asked {
  readonly site: string;
  readonly date?: string;
  readonly start?: string;
  readonly end?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

function table(rows: readonly SessionRow[]): string {
  const lines = rows.map(({ id, date, start, end, booked, capacity, left, cancelled }) => {
    const numbers = cancelled ? 'called off' : `${booked} of ${capacity} booked, ${left} left`;
    return `${id}  ${date} ${start}-${end}  ${numbers}`;
  });
  return lines.join('\n') || 'There are no sessions.';
}

/** Says what came of it; what cannot be done is a failure with what to do next. */
function report(shell: Shell, result: ChangeResult, done: string, json: boolean | undefined): void {
  if (result.kind === 'unknown')
    throw new Failure('missing', 'there is no such session at that place: see "sapa session list --site CODE"');
  if (result.kind === 'wrong_time')
    throw new Failure('time', 'the new hours need a day that exists and an end after the start', 2);
  const { kind, booked, applied } = result;
  const words = {
    would: `${booked} people are booked and would be told. Nothing was changed. Run it again with --yes to apply this.`,
    unchanged: `It was so already. ${booked} people are booked.`,
    done: `${done} ${booked} people are noted to be told.`,
  }[kind];
  show(shell, { booked, applied, changed: kind === 'done' }, json, words);
}

function addChanges(parent: Command, shell: Shell): void {
  parent
    .command('cancel')
    .description('call a session off; shows how many people it touches, --yes does it and notes them to be told')
    .argument('<session>')
    .requiredOption('--site <code>', 'code of the place')
    .option('--yes', 'apply it')
    .option('--json', 'print one JSON document')
    .action(async (session: string, { site, yes = false, json }: Asked) => {
      const { changeSession } = await import('../sessions.ts');
      const result = await changeSession(settings(shell), { site, session, apply: yes, now: Date.now() });
      report(shell, result, 'Called off.', json);
    });
  parent
    .command('move')
    .description('give a session other hours; who has a place keeps it; --yes does it and notes them to be told')
    .argument('<session>')
    .requiredOption('--site <code>', 'code of the place')
    .requiredOption('--date <date>', 'new day, YYYY-MM-DD, local to the place')
    .requiredOption('--start <time>', 'HH:MM')
    .requiredOption('--end <time>', 'HH:MM')
    .option('--yes', 'apply it')
    .option('--json', 'print one JSON document')
    .action(async (session: string, { site, date = '', start = '', end = '', yes = false, json }: Asked) => {
      const { changeSession } = await import('../sessions.ts');
      const change = { site, session, to: { date, start, end }, apply: yes, now: Date.now() };
      report(shell, await changeSession(settings(shell), change), 'Moved.', json);
    });
}

/** `session list|cancel|move`: what the ministry does with a session that people have booked. */
export function addSession(program: Command, shell: Shell): void {
  const parent = program.command('session').description('sessions of a place: list, call off, give other hours');
  parent
    .command('list')
    .description('sessions with their numbers, from yesterday on')
    .requiredOption('--site <code>', 'code of the place')
    .option('--date <date>', 'only this day, YYYY-MM-DD')
    .option('--json', 'print one JSON document')
    .action(async ({ site, date, json }: Asked) => {
      const { listSessions } = await import('../sessions.ts');
      const sessions = await listSessions(settings(shell), { site, date, now: Date.now() });
      if (!sessions) throw new Failure('missing', `there is no place with the code ${site}: check the list of places`);
      show(shell, { site, sessions }, json, table(sessions));
    });
  addChanges(parent, shell);
}
