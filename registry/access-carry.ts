import { recent, sameText, type Tried } from '../privacy/codes.ts';
import type { Move, Place } from './access.ts';
import { BIRTHS, withHolder } from './access-claim.ts';
import { type AccessBody, type Holder, isHeir, withAlert, withAnswer } from './access-document.ts';

/** What the new chat comes to: as much as the old one had, and never more. */
function taken(giver: Holder, before: Holder | undefined, { from, contact, channel }: Move, at: number): Holder {
  if (before) return before.from === undefined ? { ...before, from, own: true } : { ...before, from };
  const { relation, birth } = giver;
  const where = channel === undefined ? {} : { channel };
  return { contact, ...where, relation, birth, how: giver.how === 'first' ? 'first' : 'code', from, at };
}

/**
 * Opens a person in another chat whose citizen brought a code of one that may see them. `birth`: keyed hash of the birth date
 * that was typed there; a wrong one counts like everywhere. Whoever else may see the person is told.
 */
export function carried(body: AccessBody, move: Move, birth: string, now: number): readonly [Tried, AccessBody] {
  const { from, contact, key } = move;
  const giver = body.holders.find((one) => one.contact === from);
  const births = recent(body.births, now);
  const same = sameText(giver?.birth ?? '', birth);
  const outcome: Tried = !giver || births.length >= BIRTHS ? 'spent' : same ? 'right' : 'wrong';
  const wrong = outcome === 'wrong' ? [...births, now] : births;
  const next = withAnswer({ ...body, births: wrong }, key, outcome);
  if (outcome !== 'right' || !giver) return [outcome, next];
  const before = body.holders.find((one) => one.contact === contact);
  const opened = withHolder(next, taken(giver, before, move, now));
  return [outcome, withAlert(opened, { kind: 'carried', by: contact, right: true }, now)];
}

/** Opens a person in the chat that the desk has let in. `birth`: keyed hash of the birth date in the list, if it has one. */
export function admitted(
  body: AccessBody,
  { contact, channel }: Place,
  birth: string | undefined,
  key: string,
  now: number,
): readonly [boolean, AccessBody | undefined] {
  const before = body.holders.find((one) => one.contact === contact);
  const asked = birth ?? body.holders[0]?.birth;
  if (asked === undefined) return [false, undefined];
  if (before && before.how !== 'first') return [true, undefined];
  const where = channel === undefined ? {} : { channel };
  const holder: Holder = {
    contact,
    ...where,
    relation: before?.relation ?? 'self',
    birth: asked,
    how: 'desk',
    at: now,
  };
  const opened = withAlert(withHolder(body, holder), { kind: 'carried', by: contact, right: true }, now);
  return [true, withAnswer(opened, key, 'admitted')];
}

/** Contacts to which a chat handed the person over, and to which those did. */
function heirs(holders: readonly Holder[], contact: string): ReadonlySet<string> {
  const found = new Set([contact]);
  for (const giver of found) for (const one of holders) if (isHeir(one) && one.from === giver) found.add(one.contact);
  found.delete(contact);
  return found;
}

/** The holders that are left when a chat takes back what it handed over; the registered phone may take back anybody's. */
export function withoutHeirs(holders: readonly Holder[], contact: string): readonly Holder[] {
  const own = holders.find((one) => one.contact === contact);
  const all = heirs(holders, contact);
  return holders.filter(
    (one) => one === own || (own?.how === 'phone' ? !isHeir(one) && one.how !== 'desk' : !all.has(one.contact)),
  );
}

/** The holders that are left when somebody turns out to be unknown: who was only the first goes, with its heirs. */
export function withoutFirst(holders: readonly Holder[], contact: string): readonly Holder[] {
  if (holders.find((one) => one.contact === contact)?.how !== 'first') return holders;
  const all = heirs(holders, contact);
  return holders.filter((one) => one.contact !== contact && !(all.has(one.contact) && one.how === 'first'));
}
