import type { DialogContext } from 'botbuilder-dialogs';
import { readTicketCode } from '../domain/ticket-code.ts';
import { active, repeat } from './asking.ts';
import { isRecord } from './json.ts';
import type { Turn } from './turn.ts';

/** What goes along. Not what proves anybody: consent and codes belong to the chat in which they were given. */
const TAKEN = ['nik', 'name', 'birthDate', 'phone', 'relation'] as const;
const RESUMING = /^(?:lanjut|lanjutkan|pindah|continue|resume|move)\s+(.{16,40})$/i;

function answersOf(dc: DialogContext): Record<string, string> {
  const state: unknown = dc.activeDialog?.id === 'registration' ? dc.activeDialog.state : undefined;
  const all: unknown = isRecord(state) ? state['answers'] : undefined;
  if (!isRecord(all)) return {};
  return Object.fromEntries(
    TAKEN.flatMap((name) => {
      const value = all[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

/** PINDAH HP: a code with which the registration in progress goes on in another chat. It stays here too. */
export async function moveAway(turn: Turn, dc: DialogContext): Promise<void> {
  const { words, services, facts } = turn;
  const answers = answersOf(dc);
  if (Object.keys(answers).length === 0) turn.say(words.text('move.nothing'));
  else turn.say(words.text('move.code', { code: await services.drafts.put(answers, facts.key, facts.now) }));
  await repeat(turn, dc);
}

/** The code that a message brings along, as in LANJUT ABCD-EFGH-JKMN-PQRS; `undefined` when it is no such message. */
export function codeIn(turn: Turn): string | undefined {
  const { input } = turn;
  const said = input.kind === 'text' && input.text.length < 60 ? RESUMING.exec(input.text) : null;
  return said ? readTicketCode(said[1] ?? '') : undefined;
}

/** Goes on with what was begun elsewhere. Wrong, used and expired codes are one: nothing is said about whose it was. */
export async function moveHere(code: string, turn: Turn, dc: DialogContext): Promise<void> {
  const { words, services, facts } = turn;
  if (active(dc)) {
    turn.say(words.text('correction.later'));
    return repeat(turn, dc);
  }
  const answers = await services.drafts.take(code, facts.key);
  if (!answers) {
    turn.say(words.text('move.unknown'));
    return repeat(turn, dc);
  }
  turn.say(words.text('move.here'));
  await dc.beginDialog('registration', { answers, fill: true });
}
