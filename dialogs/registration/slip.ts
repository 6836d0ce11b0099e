import type { DialogContext } from 'botbuilder-dialogs';
import { maskNik } from '../../domain/nik.ts';
import type { Answers } from '../form/form.ts';
import type { Turn } from '../turn.ts';

/** As long as a chat counts as its owner's: after that nobody finds what was typed here on a phone that was left lying about. */
const KEPT_MS = 30 * 60_000;
const KEPT = ['name', 'birthDate', 'phone', 'relation'] as const;

/** Whether a NIK may be typed anew, with the other answers as they were. */
export function hasSlip({ state, facts }: Turn): boolean {
  return state.slip !== undefined && facts.now - state.slip.at < KEPT_MS;
}

/**
 * The NIK once more, as it was typed and masked, with the request to compare it digit by digit. For every registration that
 * opened nothing, in the same words and without a look at anything: whether the list has such a NIK, one that differs by a
 * digit, or none near it, cannot be told apart. Asked once; who typed it anew and was not known again is not asked again.
 */
export function askToCompare(turn: Turn, { nik = '', ...answers }: Answers): void {
  const { state, facts, services, words } = turn;
  delete state.slip;
  if (answers['compared'] === '1') return;
  // A code is sent for NIK and birth date together: with another NIK the phone is asked for anew.
  const asked = services.sendsCodes && facts.provenPhone === undefined;
  const kept = KEPT.filter((name) => answers[name] !== undefined && !(asked && name === 'phone'));
  state.slip = { at: facts.now, answers: Object.fromEntries(kept.map((name) => [name, answers[name] ?? ''])) };
  turn.say(words.text('nik.check', { nik: maskNik(nik) }));
}

/** Asks for the NIK alone; the rest is as it was said before. */
export async function correctNik(turn: Turn, dc: DialogContext): Promise<void> {
  const answers = hasSlip(turn) ? { ...turn.state.slip?.answers, compared: '1' } : {};
  delete turn.state.slip;
  await dc.beginDialog('registration', { answers, fill: true });
}
