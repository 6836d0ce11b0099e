import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { Correction } from '../../registry/corrections.ts';
import { ROLES } from '../../registry/roles.ts';
import { Failure, type Shell, settings, show } from './shell.ts';

interface Asked {
  readonly token?: string;
  readonly json?: boolean;
  readonly allow?: boolean;
  readonly admit?: boolean;
  readonly set?: string;
}

const TOKEN = "an operator's token (better in SAPA_TOKEN: others on the machine see a command line)";
const NONE = 'there is no open request with that receipt: see "sapa desk list"';

const UNANSWERABLE = {
  not_held: 'nobody is held back by that request: answer it without --allow',
  not_theirs: 'that request is not about the person of this card: they register (DAFTAR) in that chat and ask again',
  unknown: 'the list has nobody of that NIK: import it first',
  away: 'the registry did not answer: nothing was told to the citizen, do it again later',
} as const;

/** ISO, so that lines can be sorted and compared. */
const line = ({ receipt, kind, state, at }: Correction): string =>
  `${receipt}  ${new Date(at).toISOString().slice(0, 16)}  ${kind.padEnd(8)}  ${state}`;

function whole(one: Correction): string {
  return [line(one), one.words, ...(one.answer === undefined ? [] : [`answer: ${one.answer}`])].join('\n');
}

/** `desk role`: who registers people for a village. */
function addRole(parent: Command, shell: Shell): void {
  parent
    .command('role')
    .description('the role of a phone: cadre may look after many people; family is everybody else')
    .argument('<phone>', '- reads it from stdin: others on the machine see a command line')
    .option('--set <role>', ROLES.join(' or '))
    .option('--token <token>', TOKEN)
    .option('--json', 'print one JSON document')
    .action(async (phone: string, asked: Asked) => {
      const set = ROLES.find((role) => role === asked.set);
      if (asked.set !== undefined && !set) throw new Failure('role', `--set: expected ${ROLES.join(' or ')}`, 2);
      const given = phone === '-' ? await text(shell.input) : phone;
      const { phoneRole } = await import('../desk-role.ts');
      const token = asked.token ?? shell.env['SAPA_TOKEN'];
      const what = { token, now: Date.now(), ...(set ? { set } : {}) };
      const found = await phoneRole(settings(shell), given, what);
      if (!found) throw new Failure('phone', 'expected a mobile number, such as 0812 3456 7890', 2);
      show(shell, found, asked.json, `${found.role}: up to ${found.people} people`);
    });
}

/** `desk list|show|answer|role`: what citizens asked to have put right, and who may look after many. */
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
    .option('--admit', 'the card was seen, its NIK is read from stdin: the chat that asks may see that person now')
    .option('--allow', 'whom the health questions or the rules hold back may choose a time now')
    .option('--token <token>', TOKEN)
    .option('--json', 'print one JSON document')
    .action(async (receipt: string, words: string[], asked: Asked) => {
      const answer = words.join(' ').trim();
      if (answer === '' || answer.length > 220) throw new Failure('usage', 'the answer has 1 to 220 signs', 2);
      const nik = asked.admit ? (await text(shell.input)).replaceAll(/\s/g, '') : undefined;
      if (nik !== undefined && !/^\d{16}$/.test(nik))
        throw new Failure('nik', 'stdin: expected the 16 digits of the NIK on the card', 2);
      const { answerRequest } = await import('../desk.ts');
      const what = { ...options(asked), allow: asked.allow === true, ...(nik === undefined ? {} : { admit: nik }) };
      const one = await answerRequest(settings(shell), receipt, answer, what);
      if (typeof one === 'string') throw new Failure('conflict', UNANSWERABLE[one]);
      if (!one) throw new Failure('missing', NONE);
      show(shell, one, asked.json, whole(one));
    });
  addRole(parent, shell);
}
