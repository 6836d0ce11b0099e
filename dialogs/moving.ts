import type { DialogContext } from 'botbuilder-dialogs';
import { readTicketCode } from '../domain/ticket-code.ts';
import { active, repeat, sayNext } from './asking.ts';
import type { KnownPerson } from './conversation.ts';
import { carriedAnswers } from './identity/carry.ts';
import { isProved } from './identity/unlock.ts';
import { isRecord } from './json.ts';
import { askWhom, roomFor } from './people.ts';
import type { Turn } from './turn.ts';

/** `move-0`: a code for the first person's data in another chat; `cut-0`: takes back what was opened with such a code. */
export type MoveOrder = `move-${number}` | `cut-${number}`;

const ORDER = /^(move|cut)-(\d+)$/;

export const isMoveOrder = (order: string): order is MoveOrder => ORDER.test(order);

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

async function after(turn: Turn, dc: DialogContext): Promise<void> {
  if (active(dc)) await repeat(turn, dc);
  else sayNext(turn);
}

/**
 * PINDAH HP: a code with which the registration in progress goes on in another chat; it stays here too. With nothing in
 * progress, a code for somebody who is registered here.
 */
export async function moveAway(turn: Turn, dc: DialogContext): Promise<void> {
  const { words, services, facts, state } = turn;
  const answers = answersOf(dc);
  const people = state.people ?? [];
  if (Object.keys(answers).length > 0) {
    turn.say(words.text('move.code', { code: await services.drafts.put(answers, facts.key, facts.now) }));
    return repeat(turn, dc);
  }
  if (people.length === 0 || active(dc)) {
    turn.say(words.text(active(dc) && people.length > 0 ? 'correction.later' : 'move.nothing'));
    return repeat(turn, dc);
  }
  if (people.length === 1) return obeyMove('move-0', turn, dc);
  askWhom(turn, 'move');
}

/** Gives another chat the key: only for whom this chat may see, and after the birth date when it was quiet. */
async function handOver(turn: Turn, dc: DialogContext, known: KnownPerson, n: number): Promise<void> {
  const { words, services, facts } = turn;
  // First, so that nobody's birth date is weighed for a chat that may not see them.
  if (!(await services.access.opens(known.person, facts.contact))) {
    turn.say(words.text('ticket.waiting'));
    return after(turn, dc);
  }
  if (active(dc)) {
    turn.say(words.text('correction.later'));
    return repeat(turn, dc);
  }
  if (!isProved(turn)) {
    await dc.beginDialog('unlock', { answers: { person: known.person, order: `move-${n}` } });
    return;
  }
  const code = await services.drafts.put(carriedAnswers(known, facts.contact, facts.now), facts.key, facts.now);
  turn.say(words.text('move.person', { name: known.name, code }));
  await after(turn, dc);
}

async function cut(turn: Turn, dc: DialogContext, { person, name }: KnownPerson): Promise<void> {
  const { words, services, facts } = turn;
  const gone = await services.access.recall(person, facts.contact, facts.key, facts.now);
  turn.say(gone > 0 ? words.text('move.cut.done', { name }) : words.text('move.cut.none'));
  await after(turn, dc);
}

export async function obeyMove(order: MoveOrder, turn: Turn, dc: DialogContext): Promise<void> {
  const [, verb, number] = ORDER.exec(order) ?? [];
  const n = Number(number);
  const known = turn.state.people?.[n];
  if (!known) return moveAway(turn, dc);
  await (verb === 'cut' ? cut(turn, dc, known) : handOver(turn, dc, known, n));
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
  const { free, most } = await roomFor(turn);
  if (active(dc) || !free) {
    turn.say(free ? words.text('correction.later') : words.text('household.full', { count: most }));
    return repeat(turn, dc);
  }
  const answers = await services.drafts.take(code, facts.key);
  if (!answers) {
    turn.say(words.text('move.unknown'));
    return repeat(turn, dc);
  }
  if (answers['from'] !== undefined) {
    await dc.beginDialog('carry', { answers, fill: true });
    return;
  }
  turn.say(words.text('move.here'));
  await dc.beginDialog('registration', { answers, fill: true });
}
