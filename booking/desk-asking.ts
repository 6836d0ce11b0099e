import type { BookRequest } from './booking.ts';
import type { Claim, Claims, Place } from './claims.ts';
import type { Steps, Wants, Who } from './desk-steps.ts';
import { holderOf, type Seats, type StoredSession, stateOf } from './seats.ts';

/** What a request is for. `book` never touches a place that is sure; `change` leaves it for the new one. */
export type Mode = 'hold' | 'book' | 'change';

/** What became of a request. `mine`: the place was given by this call. */
export type DeskAnswer =
  | { readonly kind: 'held'; readonly claim: Claim; readonly session: StoredSession; readonly mine: boolean }
  | { readonly kind: 'kept'; readonly session: StoredSession; readonly until: number }
  /** The person was there already: nothing can be changed any more. */
  | { readonly kind: 'used'; readonly claim: Claim; readonly session: StoredSession }
  | { readonly kind: 'full' | 'gone'; readonly session: StoredSession | undefined };

/** How long a place is kept while a citizen confirms. */
export const HOLD_MS = 10 * 60_000;

const isAt = (place: Place | undefined, { site, session }: BookRequest): boolean =>
  place?.site === site && place.session === session;

/** A place of a ticket, as something to remember within one call. */
const mark = (claim: Claim, place: Place): string => `${claim.body.ticket}|${place.n}`;

export interface Asked {
  readonly request: BookRequest;
  readonly mode: Mode;
  readonly who: Who;
  /** Marks of the places that this call has asked for, over all its looks. */
  readonly given: Set<string>;
}

/** One look at a request. `undefined`: one step further, look again. */
export type Asking = (asked: Asked) => Promise<DeskAnswer | undefined>;

export function createAsking(claims: Claims, seats: Seats, steps: Steps): Asking {
  const { settle, giveUp, advance, standing } = steps;

  /** A claim that wants what the request asks for, or the answer when there is nothing to ask for. */
  async function want({ request, mode, who }: Asked, claim: Claim | undefined, has: Place | undefined) {
    const session = await seats.read(request.site, request.session);
    const state = stateOf(session, who.now);
    // The person was there, and the claim is gone since: that place is history, not free.
    if (session?.body.holders[who.key]?.used !== undefined) return { kind: 'gone', session } as const;
    // Full, and one of the places is this person's: given by another process since the claim was read. Look again.
    if (session && state === 'full' && who.key in session.body.holders) return undefined;
    if (!session || state !== 'free') return { kind: state === 'full' ? 'full' : 'gone', session } as const;
    const until = mode === 'hold' ? { until: who.now + HOLD_MS } : {};
    if (!claim || !has) return claims.ask(request, who.now, { ...(claim ? { old: claim } : {}), ...until });
    const n = claim.body.n + 1;
    return claims.move(claim, { has, wants: { site: request.site, session: request.session, n, ...until } }, n);
  }

  /** A hold once more, or as far as it has come: the place is kept, or it is booked already. */
  async function keep(claim: Claim, wants: Wants, { who }: Asked): Promise<DeskAnswer | undefined> {
    const answer = await advance(claim, wants, who);
    return answer?.kind === 'held' ? { ...answer, mine: false } : answer;
  }

  /** Somebody's unfinished request, or a place that is kept. `undefined`: look again. */
  async function underway(claim: Claim, wants: Wants, asked: Asked): Promise<DeskAnswer | undefined> {
    const { request, mode, who, given } = asked;
    const wanted = isAt(wants, request);
    if (wants.until !== undefined) {
      const fresh = wants.until > who.now;
      if (wanted && mode === 'hold' && fresh) return keep(claim, wants, asked);
      if (!wanted || mode === 'hold') {
        await giveUp(claim, who);
        return undefined;
      }
    }
    // Noted before the steps: when somebody helps this claim to its end, it is still this request that got the place.
    if (wanted) given.add(mark(claim, wants));
    const { until, ...sure } = wants;
    const { has } = claim.body;
    const firm = until === undefined ? claim : await claims.move(claim, { ...(has ? { has } : {}), wants: sure });
    const answer = await advance(firm, sure, who);
    // An earlier request of the same person, for another session, was finished on the way: that is the place they have.
    if (answer?.kind === 'held') return wanted || mode === 'book' ? { ...answer, mine: wanted } : undefined;
    return wanted ? answer : undefined;
  }

  return async (asked) => {
    const { request, mode, who, given } = asked;
    const claim = await claims.get(who.id);
    if (claim?.body.leaves) {
      await settle(claim, who);
      return undefined;
    }
    const { has, wants } = claim?.body ?? {};
    if (claim && wants && wants.until === undefined) return underway(claim, wants, asked);
    const session = claim && (await standing(claim, has, who));
    if (claim && has && session && (mode === 'book' || isAt(has, request)))
      return { kind: 'held', claim, session, mine: given.has(mark(claim, has)) };
    if (claim && has && session && holderOf(session, who.key, claim, has.n)?.used !== undefined)
      return { kind: 'used', claim, session };
    if (claim && wants) return underway(claim, wants, asked);
    const next = await want(asked, claim, session ? has : undefined);
    if (!next || 'kind' in next) return next;
    return next.body.wants && underway(next, next.body.wants, asked);
  };
}
