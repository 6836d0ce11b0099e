import { register, WATI } from '../../access/support/house.ts';
import { play, type Talk } from '../../dialogs/support/talk.ts';

export const HOUR = 3_600_000;
export const CODE = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/;

/** The code of PINDAH HP in what was heard, or nothing. */
export const codeIn = (texts: readonly string[]): string => CODE.exec(texts.join('\n'))?.[0] ?? '';

/** Registered on a page without a phone in the list, with nothing in progress. */
export async function registered(talk: Talk, who = WATI): Promise<Talk> {
  await register(talk, who);
  await play(talk, [['batal'], ['ya']]);
  return talk;
}
