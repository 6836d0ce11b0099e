import type { DialogContext } from 'botbuilder-dialogs';
import { active, repeat, sayNext } from './asking.ts';
import type { KnownPerson } from './conversation.ts';
import { file } from './correction/form.ts';
import { askWhom } from './people.ts';
import type { Turn } from './turn.ts';

/** `let-0`: asks whether the first person is to be let go of; `let-yes-0`: does it. */
export type HouseholdOrder = `let-${number}` | `let-yes-${number}`;

const ORDER = /^let-(yes-)?(\d+)$/;

export const isHouseholdOrder = (order: string): order is HouseholdOrder => ORDER.test(order);

async function after(turn: Turn, dc: DialogContext): Promise<void> {
  if (active(dc)) await repeat(turn, dc);
  else sayNext(turn);
}

function confirm({ words, ask }: Turn, { name }: KnownPerson, n: number): void {
  ask(words.text('letgo.question', { name }), [
    { id: `@let-yes-${n}`, title: words.text('letgo.yes') },
    { id: '@stay', title: words.text('letgo.no') },
  ]);
}

/** LEPAS: whom this number is not to look after any more. Nothing about the person is shown; their appointment stays. */
export async function letGo(turn: Turn, dc: DialogContext): Promise<void> {
  const { words, state } = turn;
  const people = state.people ?? [];
  const [only] = people;
  if (only === undefined) {
    turn.say(words.text('letgo.nobody'));
    return after(turn, dc);
  }
  if (people.length === 1) return confirm(turn, only, 0);
  askWhom(turn, 'let');
}

async function release(turn: Turn, known: KnownPerson): Promise<void> {
  const { services, facts, state } = turn;
  await services.access.leave(known.person, facts.contact, facts.now);
  state.people = (state.people ?? []).filter(({ person }) => person !== known.person);
}

export async function obeyHousehold(order: HouseholdOrder, turn: Turn, dc: DialogContext): Promise<void> {
  const [, sure, number] = ORDER.exec(order) ?? [];
  const n = Number(number);
  const known = turn.state.people?.[n];
  if (!known) return letGo(turn, dc);
  if (!sure) return confirm(turn, known, n);
  await release(turn, known);
  turn.say(turn.words.text('letgo.done', { name: known.name }));
  await after(turn, dc);
}

/**
 * BUKAN SAYA: this number is not that person's. It hears nothing more of our own accord, everybody is let go of, and the
 * desk gets a request to take the number out of the list. Run again, it files the same request.
 */
export async function notMe(turn: Turn, dc: DialogContext): Promise<void> {
  const { state, words, say } = turn;
  state.quiet = true;
  const people = state.people ?? [];
  const receipt = await file(turn, 'stranger', words.text('notme.words'), people[0]?.person);
  for (const known of people) await release(turn, known);
  if (active(dc)) await dc.cancelAllDialogs();
  delete state.proved;
  delete state.slip;
  say(words.text('notme.done', { receipt }));
}
