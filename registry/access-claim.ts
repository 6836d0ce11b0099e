import { recent, sameText } from '../privacy/codes.ts';
import type { Claim } from './access.ts';
import { type AccessBody, type Holder, isHeir, withAlert, withAnswer, withSlip } from './access-document.ts';
import type { Listed } from './listed.ts';

/** Wrong birth dates within the hour, by whoever has the phone. */
export const BIRTHS = 5;
const HOLDERS_MOST = 8;
/** So soon after a chat was opened without a list to compare with, another birth date is the citizen's own correction. */
const FRESH_MS = 30 * 60_000;

export function withHolder(body: AccessBody, holder: Holder): AccessBody {
  const others = body.holders.filter(({ contact }) => contact !== holder.contact);
  const all = [...others, holder];
  if (all.length <= HOLDERS_MOST) return { ...body, holders: all };
  // Who was handed the person goes first, so that nobody pushes the owner out by going from chat to chat.
  const heir = all.findIndex(isHeir);
  const drop = heir < 0 ? 0 : heir;
  return { ...body, holders: all.filter((_, at) => at !== drop) };
}

/** How a claim proves itself, if it does. */
function proof(claim: Claim, { known, identity }: Listed, holders: readonly Holder[]): Holder['how'] | undefined {
  const { phone } = identity;
  if (known && phone !== undefined && claim.phone !== undefined && sameText(phone, claim.phone)) return 'phone';
  return claim.agrees && phone === undefined && holders.length === 0 ? 'first' : undefined;
}

/** Keyed hashes of the birth date that was claimed and of the phone in the list, and what was typed, sealed to the person. */
export interface Hashes {
  readonly birth: string;
  readonly phone: string;
  readonly typed: string;
}

function holderOf({ contact, channel, relation }: Claim, how: Holder['how'], hashes: Hashes, at: number): Holder {
  const where = channel === undefined ? {} : { channel };
  const by = how === 'phone' ? { phone: hashes.phone } : {};
  return { contact, ...where, relation, birth: hashes.birth, how, ...by, at };
}

/** What a claim comes to, and the person's document afterwards. */
export function decide(
  claim: Claim,
  listed: Listed,
  body: AccessBody,
  hashes: Hashes,
  now: number,
): readonly ['open' | 'closed', AccessBody] {
  const { contact, birthDate, key } = claim;
  const how = proof(claim, listed, body.holders);
  const births = recent(body.births, now);
  const slip = listed.known && listed.identity.birthDate !== birthDate;
  const before = body.holders.find((one) => one.contact === contact);
  if (before) {
    // Whoever has the phone in hand guesses here no longer than where the birth date alone is asked for.
    const fresh = sameText(before.birth, hashes.birth) || now - before.at < FRESH_MS;
    const wrong = slip || !(listed.known || fresh);
    if (births.length >= BIRTHS) return ['closed', withAnswer(body, key, 'closed')];
    if (wrong) return ['open', withAnswer({ ...body, births: [...births, now] }, key, 'open')];
    // Known here before it was said for whom, or by less than the registered phone: what is said and proved now counts.
    const newer = holderOf(claim, how === 'phone' ? how : before.how, hashes, before.at);
    const holders = body.holders.map((one) => (one === before ? { ...before, ...newer } : one));
    return ['open', withAnswer({ ...body, holders }, key, 'open')];
  }
  const spent = how === 'phone' && births.length >= BIRTHS;
  // The number may have gone to somebody else since: with it alone one hears at most which answer differs.
  if (how === 'phone' && slip && !spent)
    return ['open', withAnswer({ ...body, births: [...births, now] }, key, 'open')];
  if (how === undefined || slip || spent) {
    const right = listed.known && !slip;
    const where = claim.channel === undefined ? {} : { channel: claim.channel };
    const told = withAlert(body, { kind: 'claimed', by: contact, right }, now);
    return ['closed', withAnswer(withSlip(told, { contact, ...where, sealed: hashes.typed }), key, 'closed')];
  }
  return ['open', withAnswer(withHolder(body, holderOf(claim, how, hashes, now)), key, 'open')];
}
