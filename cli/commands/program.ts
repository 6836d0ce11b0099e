import { Command, CommanderError } from 'commander';
import { addDesk } from './desk.ts';
import { addExplain } from './explain.ts';
import { addImport } from './import.ts';
import { addInvite } from './invite.ts';
import { addOperator } from './operator.ts';
import { addProgramme } from './programme.ts';
import { addProvision } from './provision.ts';
import { addSession } from './session.ts';
import { type ExitCode, failure, type Shell } from './shell.ts';
import { addStore } from './store.ts';
import { addTalk } from './talk.ts';
import { addTicket } from './ticket.ts';

const AFTER = `
Settings are those of the server: the environment, and .env in this folder.
Exit codes: 0 done, 1 failed, 2 wrong usage or wrong settings.`;

/** The whole command line. Throws commander's errors instead of ending the process. */
function createProgram(shell: Shell): Command {
  const program = new Command('sapa')
    .description('Everything an operator of Sapa Vaksin does.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => shell.output.write(text),
      writeErr: (text) => shell.errors.write(text),
    })
    .showHelpAfterError('Run "sapa --help" or "sapa COMMAND --help" for what there is.')
    .addHelpText('after', AFTER);
  addDesk(program, shell);
  addExplain(program, shell);
  addImport(program, shell);
  addInvite(program, shell);
  addOperator(program, shell);
  addSession(program, shell);
  addProgramme(program, shell);
  addStore(program, shell);
  addProvision(program, shell);
  addTalk(program, shell);
  addTicket(program, shell);
  return program;
}

/** Runs one command; `args` without the program's own name. Answers the exit code and never throws. */
export async function run(args: readonly string[], shell: Shell): Promise<ExitCode> {
  try {
    await createProgram(shell).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const { code, message, exit } = failure(error);
    // A result that was shown is the one document already.
    if (args.includes('--json') && code !== 'not_sound')
      shell.output.write(`${JSON.stringify({ ok: false, code, message })}\n`);
    shell.errors.write(`${message}\n`);
    return exit;
  }
}
