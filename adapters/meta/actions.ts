/** Buttons of an activity, as both renderers of Meta's channels sort them. */
import type { CardAction } from 'botframework-schema';

/** Actions sorted by what a channel can do with them. */
export interface Sorted {
  /** Answers: they come back to us as what the citizen chose. */
  readonly answers: readonly CardAction[];
  /** Links and calls: they lead somewhere. */
  readonly ways: readonly CardAction[];
}

export const isWay = ({ type }: CardAction): boolean =>
  type === 'openUrl' || type === 'call' || type === 'downloadFile';

/** A button's words on one line; nothing for a title that is none. */
export function titleOf({ title }: CardAction): string {
  const given: unknown = title;
  return typeof given === 'string' ? given.replace(/\s+/g, ' ').trim() : '';
}

/** Without those that have no words: nobody could tell what they are for. */
export function sortActions(actions: readonly CardAction[]): Sorted {
  const shown = actions.filter((one) => titleOf(one) !== '');
  return { answers: shown.filter((one) => !isWay(one)), ways: shown.filter(isWay) };
}
