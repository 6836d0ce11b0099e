import type { KnownPerson } from './conversation.ts';
import type { Key } from './locales/words.ts';
import type { Turn } from './turn.ts';

/** What is asked about one of the people that a conversation knows. */
type About = 'ticket' | 'change' | 'drop' | 'let' | 'move';

/** `more-ticket-9`: the same question from the tenth person on. */
export type MoreOrder = `more-${About}-${number}`;

const ORDER = /^more-(ticket|change|drop|let|move)-(\d+)$/;

export const isMoreOrder = (order: string): order is MoreOrder => ORDER.test(order);

const QUESTIONS = {
  ticket: 'ticket.whose',
  change: 'ticket.whose',
  drop: 'ticket.whose',
  let: 'letgo.whom',
  move: 'move.whose',
} as const satisfies Record<About, Key>;

/** Rows of a list on WhatsApp; with more people the last one leads on. */
const ROWS = 10;

/**
 * Who of the people here is meant, by number and masked name. Of more than ten nine are shown at a time, on every channel
 * alike, and the tenth row leads on, or back to the first.
 */
export function askWhom(turn: Turn, about: About, from = 0): void {
  const { words, state } = turn;
  const people: readonly KnownPerson[] = state.people ?? [];
  const all = people.map(({ name }, n) => ({ id: `@${about}-${n}`, title: name }));
  if (all.length <= ROWS) {
    turn.ask(words.text(QUESTIONS[about]), all);
    return;
  }
  const first = from < all.length ? from : 0;
  const next = first + ROWS - 1;
  const more =
    next < all.length
      ? { id: `@more-${about}-${next}`, title: words.text('people.more') }
      : { id: `@more-${about}-0`, title: words.text('people.first') };
  turn.ask(words.text(QUESTIONS[about]), [...all.slice(first, next), more]);
}

/** Goes on in the list. */
export function obeyMore(order: MoreOrder, turn: Turn): void {
  const [, about, from] = ORDER.exec(order) ?? [];
  askWhom(turn, about as About, Number(from));
}

/** Whether one more can be looked after here, and how many at most. Whose phone it is is asked only of a large family. */
export async function roomFor({
  state,
  services,
  facts,
}: Turn): Promise<{ readonly free: boolean; readonly most: number }> {
  const count = state.people?.length ?? 0;
  const family = await services.roles.people(undefined);
  if (count < family) return { free: true, most: family };
  const most = await services.roles.people(facts.provenPhone);
  return { free: count < most, most };
}
