import type { DialogContext } from 'botbuilder-dialogs';
import { active, repeat, sayMenu } from './asking.ts';
import type { Command } from './commands.ts';
import { kindSaid, sayReceipts } from './correction/form.ts';
import { FormDialog } from './form/dialog.ts';
import { type HouseholdOrder, isHouseholdOrder, letGo, notMe, obeyHousehold } from './household.ts';
import { isMoveOrder, type MoveOrder, moveAway, obeyMove } from './moving.ts';
import { sayWaiting } from './news.ts';
import { isMoreOrder, type MoreOrder, obeyMore, roomFor } from './people.ts';
import { invitedHere } from './registration/invitation.ts';
import { correctNik } from './registration/slip.ts';
import { forPerson, isTicketOrder, TICKETS, type TicketOrder } from './tickets.ts';
import type { Turn } from './turn.ts';

/** Everything that may be asked for at any time. Each leaves a form in progress exactly where it is. */
export type Order =
  | Command
  | 'cancel-yes'
  | 'stay'
  | 'renik'
  | 'news'
  | TicketOrder
  | HouseholdOrder
  | MoveOrder
  | MoreOrder;

export { repeat, sayAtRest, sayMenu, sayNext } from './asking.ts';

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
  const { free, most } = await roomFor(turn);
  if (!free) {
    // Nobody leaves the list unasked: a ticket that can no longer be found here is as good as lost.
    turn.say(turn.words.text('household.full', { count: most }));
    return sayMenu(turn, dc);
  }
  const invited = await invitedHere(turn);
  if (invited.length === 0) await dc.beginDialog('registration');
  else await dc.beginDialog('invitation', { answers: { several: invited.length > 1 ? '1' : '0' } });
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

async function correct(turn: Turn, dc: DialogContext): Promise<void> {
  if (active(dc)) return sayAndRepeat(turn, dc, turn.words.text('correction.later'));
  await dc.beginDialog('correction', { answers: kindSaid(turn) });
}

function stop({ state, say, words }: Turn): void {
  state.quiet = true;
  say(words.text('stop.done'));
}

type Obeying = (turn: Turn, dc: DialogContext) => void | Promise<void>;

const goOn: Obeying = (turn, dc) => (turn.late ? resume(turn, dc) : repeat(turn, dc));

const DESK: Readonly<Record<Exclude<Order, TicketOrder | HouseholdOrder | MoveOrder | MoreOrder>, Obeying>> = {
  menu: sayMenu,
  back,
  cancel: askCancel,
  'cancel-yes': cancelled,
  stay: goOn,
  news: (turn, dc) => sayWaiting(turn, dc),
  help,
  human: (turn, dc) => sayAndRepeat(turn, dc, turn.words.text('human.contact')),
  stop,
  language: askLanguage,
  id: (turn, dc) => speak('id', turn, dc),
  en: (turn, dc) => speak('en', turn, dc),
  register,
  ...TICKETS,
  correct,
  async receipts(turn, dc) {
    await sayReceipts(turn);
    await repeat(turn, dc);
  },
  move: moveAway,
  // A form in progress keeps its own NIK: that is changed there.
  renik: (turn, dc) => (active(dc) ? resume(turn, dc) : correctNik(turn, dc)),
  letgo: letGo,
  notme: notMe,
  continue: goOn,
  greet: (turn, dc) => (active(dc) ? resume(turn, dc) : sayAndRepeat(turn, dc, turn.words.text('greet.again'))),
  thanks: (turn, dc) => sayAndRepeat(turn, dc, turn.words.text('thanks.reply')),
};

/** Does what was asked for. */
export async function obey(order: Order, turn: Turn, dc: DialogContext): Promise<void> {
  if (isTicketOrder(order)) return forPerson(order, turn, dc);
  if (isHouseholdOrder(order)) return obeyHousehold(order, turn, dc);
  if (isMoreOrder(order)) return obeyMore(order, turn);
  if (isMoveOrder(order)) return obeyMove(order, turn, dc);
  const obeying = Object.hasOwn(DESK, order) ? DESK[order as keyof typeof DESK] : sayMenu;
  await obeying(turn, dc);
}
