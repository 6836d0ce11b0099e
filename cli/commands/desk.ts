import type { Command } from 'commander';
import type { Correction } from '../../registry/corrections.ts';
import { Failure, type Shell, settings, show } from './shell.ts';

interface Asked {
  readonly token?: string;
  readonly json?: boolean;
  readonly allow?: boolean;
}

const TOKEN = "an operator's token (better in SAPA_TOKEN: others on the machine see a command line)";
const NONE = 'there is no open request with that receipt: see "sapa desk list"';

/** ISO, so that lines can be sorted and compared. */
const line = ({ receipt, kind, state, at }: Correction): string =>
  `${receipt}  ${new Date(at).toISOString().slice(0, 16)}  ${kind.padEnd(8)}  ${state}`;

function whole(one: Correction): string {
  return [line(one), one.words, ...(one.answer === undefined ? [] : [`answer: ${one.answer}`])].join('\n');
}

/** `desk list|show|answer`: what citizens asked to have put right. */
export function addDesk(program: Command, shell: Shell): void {
  const parent = program
    .command('desk')
    .description('requests of citizens to correct their data; needs a token with the role desk');
  const options = (asked: Asked) => ({ token: asked.token ?? shell.env['SAPA_TOKEN'], now: Date.now() });
  parent
    .command('list')
    .description('what nobody has answered, oldest first')
    .option('--token <token>', TOKEN)
    .option('--json', 'print one JSON document')
    .action(async (asked: Asked) => {
      const { listRequests } = await import('../desk.ts');
      const requests = await listRequests(settings(shell), options(asked));
      show(shell, { requests }, asked.json, requests.length === 0 ? 'nothing waits' : requests.map(line).join('\n'));
    });
  parent
    .command('show')
    .description("one request, in the citizen's words")
    .argument('<receipt>')
    .option('--token <token>', TOKEN)
    .option('--json', 'print one JSON document')
    .action(async (receipt: string, asked: Asked) => {
      const { showRequest } = await import('../desk.ts');
      const one = await showRequest(settings(shell), receipt, options(asked));
      if (!one) throw new Failure('missing', NONE);
      show(shell, one, asked.json, whole(one));
    });
  parent
    .command('answer')
    .description('answer a request, once; the citizen is told in the chat')
    .argument('<receipt>')
    .argument('<words...>', 'what the citizen will read, 220 signs at most')
    .option('--allow', 'whom the health questions or the rules hold back may choose a time now')
    .option('--token <token>', TOKEN)
    .option('--json', 'print one JSON document')
    .action(async (receipt: string, words: string[], asked: Asked) => {
      const text = words.join(' ').trim();
      if (text === '' || text.length > 220) throw new Failure('usage', 'the answer has 1 to 220 signs', 2);
      const { answerRequest, NOT_HELD } = await import('../desk.ts');
      const one = await answerRequest(settings(shell), receipt, text, {
        ...options(asked),
        allow: asked.allow === true,
      });
      if (one === NOT_HELD)
        throw new Failure('conflict', 'nobody is held back by that request: answer it without --allow');
      if (!one) throw new Failure('missing', NONE);
      show(shell, one, asked.json, whole(one));
    });
}
