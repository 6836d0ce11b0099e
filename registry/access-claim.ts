import { recent, sameText } from '../privacy/codes.ts';
import type { Claim } from './access.ts';
import { type AccessBody, type Holder, withAlert, withAnswer } from './access-document.ts';
import type { Listed } from './listed.ts';

/** Wrong birth dates within the hour, by whoever has the phone. */
export const BIRTHS = 5;
const HOLDERS_MOST = 8;

export function withHolder(body: AccessBody, holder: Holder): AccessBody {
  const others = body.holders.filter(({ contact }) => contact !== holder.contact);
  return { ...body, holders: [...others, holder].slice(-HOLDERS_MOST) };
}

/** How a claim proves itself, if it does. */
function proof(claim: Claim, { known, identity }: Listed, holders: readonly Holder[]): Holder['how'] | undefined {
  const { phone } = identity;
  if (known && phone !== undefined && claim.phone !== undefined && sameText(phone, claim.phone)) return 'phone';
  return claim.agrees && phone === undefined && holders.length === 0 ? 'first' : undefined;
}

/** What a claim comes to, and the person's document afterwards. `birth`: keyed hash of the claimed birth date. */
export function decide(
  claim: Claim,
  listed: Listed,
  body: AccessBody,
  birth: string,
  now: number,
): readonly ['open' | 'closed', AccessBody] {
  const { contact, relation, birthDate, key } = claim;
  if (body.holders.some((one) => one.contact === contact)) return ['open', withAnswer(body, key, 'open')];
  const how = proof(claim, listed, body.holders);
  const births = recent(body.births, now);
  const slip = listed.known && listed.identity.birthDate !== birthDate;
  const spent = how === 'phone' && births.length >= BIRTHS;
  // The number may have gone to somebody else since: with it alone one hears at most which answer differs.
  if (how === 'phone' && slip && !spent)
    return ['open', withAnswer({ ...body, births: [...births, now] }, key, 'open')];
  if (how === undefined || slip || spent) {
    const right = listed.known && !slip;
    return ['closed', withAnswer(withAlert(body, { kind: 'claimed', by: contact, right }, now), key, 'closed')];
  }
  return ['open', withAnswer(withHolder(body, { contact, relation, birth, how, at: now }), key, 'open')];
}
