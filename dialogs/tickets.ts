import type { DialogContext } from 'botbuilder-dialogs';
import type { Ticket } from '../booking/booking.ts';
import { appointmentAnswers } from './appointment/begin.ts';
import { sayTicket } from './appointment/ticket.ts';
import { active, repeat, sayNext } from './asking.ts';
import type { Choice, KnownPerson } from './conversation.ts';
import { isProved } from './identity/unlock.ts';
import { askWhom } from './people.ts';
import { toQuestions, towards } from './screening/begin.ts';
import type { Onwards } from './screening/decided.ts';
import type { Turn } from './turn.ts';

/** What may be asked for about one of the people that a conversation knows, by their place in its list. */
export type TicketOrder = `${'ticket' | 'change' | 'drop' | 'dropped' | 'kept' | 'come' | 'health'}-${number}`;

const ORDER = /^(ticket|change|drop|dropped|kept|come|health)-(\d+)$/;

export const isTicketOrder = (order: string): order is TicketOrder => ORDER.test(order);

interface Whose {
  readonly turn: Turn;
  readonly dc: DialogContext;
  readonly known: KnownPerson;
  /** Place in the list of people. */
  readonly n: number;
}

/** What can be done with a ticket. One that was used is history; one that is over cannot be given back. */
function choicesFor({ turn, known, n }: Whose, ticket: Ticket): readonly Choice[] {
  const { words, facts } = turn;
  const change = { id: `@change-${n}`, title: words.text('ticket.change') };
  const drop = { id: `@drop-${n}`, title: words.text('ticket.drop') };
  const ahead = ticket.session.end > facts.now && !ticket.session.cancelled;
  if (ticket.used !== undefined) return [];
  if (known.unsure) return ahead ? [drop] : [];
  return ahead ? [change, drop] : [change];
}

/** Place and time for somebody who has none; the form is begun unless another is in progress. */
async function choose(whose: Whose, ...say: string[]): Promise<void> {
  const { turn, dc, known } = whose;
  // The registry took its yes back: nothing new is booked before it says otherwise.
  if (known.unsure) {
    turn.say(turn.words.text('ticket.waiting'));
    return after(turn, dc);
  }
  if (active(dc)) {
    for (const text of say) turn.say(text);
    return repeat(turn, dc);
  }
  const onwards = await towards(turn, known);
  if (onwards.kind === 'begin') for (const text of say) turn.say(text);
  await begin(whose, onwards);
}

/** Goes on, or offers the health questions once more: a finger slips, and people get well. */
async function begin({ turn, dc, n }: Whose, onwards: Onwards): Promise<void> {
  const { words, ask } = turn;
  if (onwards.kind === 'begin') await dc.beginDialog(onwards.dialog, { answers: onwards.answers });
  else
    ask(words.text('next.question'), [
      { id: `@health-${n}`, title: words.text('screening.again') },
      { id: '@human', title: words.text('menu.human') },
      { id: '@menu', title: words.text('menu.home') },
    ]);
}

/** The health questions anew, for somebody who has no place yet. */
async function health(whose: Whose): Promise<void> {
  const { turn, dc, known } = whose;
  const held = await turn.services.booking.held(known.person, known.dose);
  if (held || active(dc)) return show(whose);
  await begin(whose, toQuestions(known));
}

async function show(whose: Whose): Promise<void> {
  const { turn, dc, known } = whose;
  const { words, services, ask } = turn;
  const held = await services.booking.held(known.person, known.dose);
  if (held?.session.cancelled) return choose(whose, words.text('ticket.off', { site: held.site.name.slice(0, 70) }));
  if (!held) return choose(whose, words.text(active(dc) ? 'ticket.none' : 'ticket.choose'));
  await sayTicket(turn, held, 'ticket.held');
  if (held.used !== undefined) turn.say(words.text('ticket.used'));
  const choices = choicesFor(whose, held);
  if (active(dc)) await repeat(turn, dc);
  else if (choices.length === 0) sayNext(turn);
  else ask(words.text('next.question'), [...choices, { id: '@menu', title: words.text('menu.home') }]);
}

/** Another time or place. The present one stays until the new one is sure. */
async function change(whose: Whose): Promise<void> {
  const { turn, dc, known } = whose;
  const held = await turn.services.booking.held(known.person, known.dose);
  if (!held || held.used !== undefined || held.session.cancelled || known.unsure || active(dc)) return show(whose);
  turn.say(turn.words.text('change.begin'));
  await dc.beginDialog('appointment', { answers: { ...appointmentAnswers(known), change: '1' } });
}

async function askDrop(whose: Whose): Promise<void> {
  const { turn, known, n } = whose;
  const { words, services, facts, ask } = turn;
  const held = await services.booking.held(known.person, known.dose);
  if (!held || held.used !== undefined || held.session.cancelled || held.session.end <= facts.now) return show(whose);
  const { site, session } = held;
  const time = words.session(session.start, session.end, session.zone);
  ask(words.text('drop.question', { site: site.name.slice(0, 70), time }), [
    { id: `@dropped-${n}`, title: words.text('drop.yes') },
    { id: `@kept-${n}`, title: words.text('drop.no') },
  ]);
}

async function drop({ turn, dc, known }: Whose): Promise<void> {
  const { words, services, facts } = turn;
  const answer = await services.booking.cancel(known.person, known.dose, facts.now);
  // "None": this turn ran before and was cut off. The citizen hears what they would have heard.
  turn.say(words.text(answer.kind === 'used' ? 'ticket.used' : 'drop.done'));
  await after(turn, dc);
}

async function after(turn: Turn, dc: DialogContext): Promise<void> {
  if (active(dc)) await repeat(turn, dc);
  else sayNext(turn);
}

async function keep({ turn, dc }: Whose): Promise<void> {
  turn.say(turn.words.text('drop.kept'));
  await after(turn, dc);
}

/** The appointment stays, whatever the registry says by now. Shows nothing, so it needs no birth date. */
async function come({ turn, dc }: Whose): Promise<void> {
  turn.say(turn.words.text('premise.coming'));
  await after(turn, dc);
}

/**
 * Does something for a person whom this contact may see, after the birth date when the chat was quiet. Who may not see
 * them hears what is said where nothing is known, and nothing is looked up.
 */
async function guarded(verb: keyof typeof DOING, whose: Whose): Promise<void> {
  if (verb === 'come') return come(whose);
  const { turn, dc, known, n } = whose;
  const { words, services, facts } = turn;
  if (known.ready && !isProved(turn)) {
    if (!active(dc)) {
      const order = `${verb === 'change' || verb === 'drop' ? verb : 'ticket'}-${n}`;
      await dc.beginDialog('unlock', { answers: { person: known.person, order } });
      return;
    }
    turn.say(words.text('unlock.later'));
    return repeat(turn, dc);
  }
  if (known.ready && (await services.access.opens(known.person, facts.contact))) return DOING[verb](whose);
  turn.say(words.text('ticket.waiting'));
  await after(turn, dc);
}

const DOING = { ticket: show, change, drop: askDrop, dropped: drop, kept: keep, come, health } as const;

/** Does what was asked for about one person. Somebody who is no longer in the list is nobody: the menu of tickets. */
export async function forPerson(order: TicketOrder, turn: Turn, dc: DialogContext): Promise<void> {
  const [, verb, number] = ORDER.exec(order) ?? [];
  const n = Number(number);
  const known = turn.state.people?.[n];
  if (!known) return whose('ticket', turn, dc);
  await guarded(verb as keyof typeof DOING, { turn, dc, known, n });
}

/** Whose ticket it is about: the only person, or a question with masked names. */
async function whose(verb: 'ticket' | 'change' | 'drop', turn: Turn, dc: DialogContext): Promise<void> {
  const { words, state } = turn;
  const people = state.people ?? [];
  const [only] = people;
  if (only === undefined) {
    turn.say(words.text('ticket.none'));
    await repeat(turn, dc);
  } else if (people.length === 1) await guarded(verb, { turn, dc, known: only, n: 0 });
  else askWhom(turn, verb);
}

type Obeying = (turn: Turn, dc: DialogContext) => Promise<void>;

/** The orders about tickets that name nobody. */
export const TICKETS: Readonly<Record<'ticket' | 'change' | 'drop', Obeying>> = {
  ticket: (turn, dc) => whose('ticket', turn, dc),
  change: (turn, dc) => whose('change', turn, dc),
  drop: (turn, dc) => whose('drop', turn, dc),
};
