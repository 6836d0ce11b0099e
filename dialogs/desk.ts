import type { DialogContext } from 'botbuilder-dialogs';
import { sayTicket } from './appointment/ticket.ts';
import type { Command } from './commands.ts';
import type { KnownPerson } from './conversation.ts';
import { FormDialog } from './form/dialog.ts';
import { appointmentAnswers } from './registration/submit.ts';
import type { Turn } from './turn.ts';

/** Everything that may be asked for at any time. Each leaves a form in progress exactly where it is. */
export type Order = Command | 'cancel-yes' | 'stay' | `ticket-${number}`;

const active = (dc: DialogContext): boolean => dc.activeDialog !== undefined;

/** The menu. With a form in progress its first choice is to go on with it. */
export function sayMenu(turn: Turn, dc: DialogContext): void {
  const { words, state } = turn;
  const register = state.people?.length ? words.text('menu.other') : words.text('menu.register');
  turn.ask(words.text('menu.question'), [
    active(dc) ? { id: '@continue', title: words.text('menu.continue') } : { id: '@register', title: register },
    { id: '@ticket', title: words.text('menu.ticket') },
    { id: '@help', title: words.text('menu.help') },
    { id: '@human', title: words.text('menu.human') },
    { id: '@language', title: words.text('menu.language') },
  ]);
}

/** What follows when something is finished. */
export function sayNext({ words, ask }: Turn): void {
  ask(words.text('next.question'), [
    { id: '@register', title: words.text('menu.other') },
    { id: '@ticket', title: words.text('menu.ticket') },
    { id: '@menu', title: words.text('menu.home') },
  ]);
}

/** The question that is open, again with fresh buttons: the form's, or the menu. */
export async function repeat(turn: Turn, dc: DialogContext): Promise<void> {
  if (active(dc)) await dc.repromptDialog();
  else sayMenu(turn, dc);
}

/** "Shall we go on from the date of birth?", then the question itself. */
async function resume(turn: Turn, dc: DialogContext): Promise<void> {
  const instance = dc.activeDialog;
  const dialog = instance && dc.findDialog(instance.id);
  if (instance && dialog instanceof FormDialog)
    turn.say(turn.words.text(turn.late ? 'resume.line' : 'resume.here', { field: dialog.field(turn, instance) }));
  await repeat(turn, dc);
}

async function register(turn: Turn, dc: DialogContext): Promise<void> {
  if (active(dc)) return resume(turn, dc);
  await dc.beginDialog('registration');
}

async function ticketOf(turn: Turn, dc: DialogContext, known: KnownPerson): Promise<void> {
  const { words, services } = turn;
  const held = await services.booking.held(known.person, known.dose);
  if (held) await sayTicket(turn, held, 'ticket.held');
  else if (!known.ready) turn.say(words.text('ticket.waiting'));
  else if (active(dc)) turn.say(words.text('ticket.none'));
  else {
    turn.say(words.text('ticket.choose'));
    await dc.beginDialog('appointment', { answers: appointmentAnswers(known) });
    return;
  }
  if (active(dc)) await repeat(turn, dc);
  else sayNext(turn);
}

async function tickets(turn: Turn, dc: DialogContext): Promise<void> {
  const { words, state } = turn;
  const people = state.people ?? [];
  const [only] = people;
  if (only === undefined) {
    turn.say(words.text('ticket.none'));
    await repeat(turn, dc);
  } else if (people.length === 1) await ticketOf(turn, dc, only);
  else
    turn.ask(
      words.text('ticket.whose'),
      people.map(({ name }, n) => ({ id: `@ticket-${n}`, title: name })),
    );
}

function askLanguage({ words, ask }: Turn): void {
  ask(words.text('language.question'), [
    { id: '@id', title: 'Bahasa Indonesia' },
    { id: '@en', title: 'English' },
  ]);
}

function askCancel(turn: Turn, dc: DialogContext): void {
  const { words, ask, say } = turn;
  if (!active(dc)) {
    say(words.text('cancel.nothing'));
    sayMenu(turn, dc);
    return;
  }
  ask(words.text('cancel.question'), [
    { id: '@cancel-yes', title: words.text('cancel.yes') },
    { id: '@stay', title: words.text('cancel.stay') },
  ]);
}

async function back(turn: Turn, dc: DialogContext): Promise<void> {
  const dialog = dc.activeDialog && dc.findDialog(dc.activeDialog.id);
  if (dialog instanceof FormDialog) await dialog.back(dc);
  else sayMenu(turn, dc);
}

async function sayAndRepeat(turn: Turn, dc: DialogContext, ...texts: string[]): Promise<void> {
  for (const text of texts) turn.say(text);
  await repeat(turn, dc);
}

async function cancelled(turn: Turn, dc: DialogContext): Promise<void> {
  await dc.cancelAllDialogs();
  turn.say(turn.words.text('cancel.done'));
  sayMenu(turn, dc);
}

async function help(turn: Turn, dc: DialogContext): Promise<void> {
  const { words } = turn;
  const form = active(dc) ? [words.text('help.form')] : [];
  await sayAndRepeat(turn, dc, words.text('help.general'), ...form);
}

async function speak(language: 'id' | 'en', turn: Turn, dc: DialogContext): Promise<void> {
  turn.state.lang = language;
  await sayAndRepeat(turn, dc, turn.words.text('language.done'));
}

function stop({ state, say, words }: Turn): void {
  state.quiet = true;
  say(words.text('stop.done'));
}

type Obeying = (turn: Turn, dc: DialogContext) => void | Promise<void>;

const goOn: Obeying = (turn, dc) => (turn.late ? resume(turn, dc) : repeat(turn, dc));

const DESK: Readonly<Record<Exclude<Order, `ticket-${number}`>, Obeying>> = {
  menu: sayMenu,
  back,
  cancel: askCancel,
  'cancel-yes': cancelled,
  stay: goOn,
  help,
  human: (turn, dc) => sayAndRepeat(turn, dc, turn.words.text('human.contact')),
  stop,
  language: askLanguage,
  id: (turn, dc) => speak('id', turn, dc),
  en: (turn, dc) => speak('en', turn, dc),
  register,
  ticket: tickets,
  continue: goOn,
  greet: (turn, dc) => (active(dc) ? resume(turn, dc) : sayAndRepeat(turn, dc, turn.words.text('greet.again'))),
  thanks: (turn, dc) => sayAndRepeat(turn, dc, turn.words.text('thanks.reply')),
};

/** Does what was asked for. */
export async function obey(order: Order, turn: Turn, dc: DialogContext): Promise<void> {
  const known = /^ticket-(\d+)$/.exec(order);
  const person = known && turn.state.people?.[Number(known[1])];
  if (person) return ticketOf(turn, dc, person);
  const obeying = Object.hasOwn(DESK, order) ? DESK[order as keyof typeof DESK] : sayMenu;
  await obeying(turn, dc);
}
