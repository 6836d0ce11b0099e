import type { DialogContext } from 'botbuilder-dialogs';
import { agreesAlone, means } from './choices.ts';
import { hasSlip } from './registration/slip.ts';
import type { Turn } from './turn.ts';

/** Whether a form is in progress. */
export const active = (dc: DialogContext): boolean => dc.activeDialog !== undefined;

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
export function sayNext(turn: Turn): void {
  const { words, ask } = turn;
  ask(words.text('next.question'), [
    { id: '@register', title: words.text('menu.other') },
    { id: '@ticket', title: words.text('menu.ticket') },
    { id: '@menu', title: words.text('menu.home') },
    ...(hasSlip(turn) ? [{ id: '@renik', title: words.text('nik.again') }] : []),
  ]);
}

/** The question that is open, again with fresh buttons: the form's, or the menu. */
export async function repeat(turn: Turn, dc: DialogContext): Promise<void> {
  if (active(dc)) await dc.repromptDialog();
  else sayMenu(turn, dc);
}

/** "Is there anything else?" "That is all, thank you." */
const ENOUGH =
  /^(?:(?:tidak|tdk|ga|gak|nggak|ngga|enggak) ada(?: lagi)?|(?:sudah |sdh |udah )?cukup|(?:sudah |sdh |udah )?itu (?:saja|aja)|no thats? all|that ?s all|nothing else)(?: (?:terima ?kasih|makasih|mksh|trims|thanks|thank you))?$/;

/** Something felt after a shot. Danger signs are looked for before this, in `danger.ts`. */
const COMPLAINT = new RegExp(
  [
    '\\b(?:kipi|keluhan|efek samping|side effects?)\\b',
    '\\b(?:abis|habis|bis|setelah|stlh|sesudah|saatos|bar|after) (?:\\w+ )?(?:di)?(?:vaksin|suntik|imunisasi|booster|vaccin|immuni[sz]ation|shot)',
  ].join('|'),
);
const FELT =
  /\b(?:kipi|keluhan|lapor|report|efek samping|side effects?|demam|panas|muriang|meriang|pusing|mual|muntah|diare|gatal|gatel|bengkak|nyeri|sakit|lemes|lemas|berdebar|pegal\w*|pegel\w*|fever|dizzy|rash|itch\w*|vomit\w*|pain|sore)\b/;

/** What fits nothing, with nothing in progress. A yes or a no is no riddle: it answers our own "anything else?". */
export function sayAtRest(turn: Turn, dc: DialogContext, known: boolean): void {
  const { input, words } = turn;
  const said = input.kind === 'text' ? input.plain : '';
  if (ENOUGH.test(said) || means(said, 'no')) {
    turn.say(words.text('rest.closing'));
    return;
  }
  if (COMPLAINT.test(said) && FELT.test(said)) turn.say(words.text('complaint.where'));
  else if (known && !agreesAlone(said)) turn.say(words.text('unclear.text'));
  sayMenu(turn, dc);
}
