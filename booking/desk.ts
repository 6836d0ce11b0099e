import { isStale, type Pause, persist } from '../registry/retry.ts';
import type { Documents, Stored } from '../stores/documents.ts';
import { holderKey, placesLeft, type SessionBody, type TicketBody } from './bodies.ts';
import type { BookRequest } from './booking.ts';
import type { Claim, Claims } from './claims.ts';
import type { Lanes } from './lanes.ts';

/*
 * Giving a place to a person, over three documents and without a transaction.
 *
 *   1. claim `asked`   person + dose -> session, code     (one claim per person and dose: who is second, conflicts)
 *   2. holder          into the session's document         (with `If-Match`: never more holders than capacity)
 *   3. ticket          keyed hash of the code -> session   (a pointer for the public check)
 *   4. claim `held`
 *
 * The rule that keeps a person to one place: read the session, THEN see that the claim is unchanged, THEN write the
 * holder over exactly the session that was read. Giving up a session goes the other way round: claim `leaving`, then a
 * write to the session (the fence: the holder out, if it was in, and a new version in any case), then the claim goes.
 * Whoever still saw `asked` had read the session before the fence, so its write fails.
 *
 * A crash
 *   after 1: no place is taken; the next call of this person finishes the claim, or leaves a session that is full.
 *   after 2: the place is taken once, under the claim's code; the next call (or `held`) goes on with 3 and 4.
 *   after 3: as after 2; writing the pointer again changes nothing.
 *   between `leaving` and the fence, or the fence and the removal: the next call repeats the fence, which takes out
 *   only the holder with the claim's own ticket, and removes the claim.
 * A ticket pointer without a holder proves nothing: the check looks into the session.
 */

/** What became of a request. `mine`: the place was given by this call. */
export type DeskAnswer =
  | { readonly kind: 'held'; readonly claim: Claim; readonly session: Stored<SessionBody>; readonly mine: boolean }
  | { readonly kind: 'full' | 'gone'; readonly session: Stored<SessionBody> | undefined };

export interface Desk {
  book(request: BookRequest, now: number): Promise<DeskAnswer>;
  /** The finished claim of a person and dose with its session; finishes one that a crash left after step 2. */
  held(person: string, dose: number): Promise<{ claim: Claim; session: Stored<SessionBody> } | undefined>;
}

export interface DeskOptions {
  readonly documents: Documents;
  readonly claims: Claims;
  readonly lanes: Lanes;
  readonly pause: Pause;
}

type Placed =
  | { readonly kind: 'placed'; readonly session: Stored<SessionBody> }
  | { readonly kind: 'full' | 'gone'; readonly session: Stored<SessionBody> | undefined }
  | { readonly kind: 'lost' };

/** `full`, `gone` or free, for somebody who holds nothing in it. */
function stateOf(session: Stored<SessionBody> | undefined, now: number): 'free' | 'full' | 'gone' {
  if (!session || session.body.start <= now) return 'gone';
  return placesLeft(session.body) > 0 ? 'free' : 'full';
}

const holds = (session: Stored<SessionBody> | undefined, key: string, claim: Claim): boolean =>
  session?.body.holders[key]?.ticket === claim.body.ticket;

export function createDesk({ documents, claims, lanes, pause }: DeskOptions): Desk {
  const sessionOf = (site: string, id: string): Promise<Stored<SessionBody> | undefined> =>
    documents.get<SessionBody>('sessions', site, id);

  async function write(session: Stored<SessionBody>, body: SessionBody): Promise<Stored<SessionBody>> {
    const etag = await documents.put('sessions', session.pk, session.id, body, { ifMatch: session.etag });
    return { ...session, etag, body };
  }

  /** Step 2. `lost`: the claim is another one by now. */
  function place(claim: Claim, key: string, now: number): Promise<Placed> {
    const { site, wants, ticket, contact, at } = claim.body;
    return lanes(`${site}|${wants}`, () =>
      persist<Placed>(pause, async () => {
        const session = await sessionOf(site, wants);
        // After the session was read: see the rule above. Asked the other way round, a fence between would go unseen.
        if ((await claims.get(claim.id))?.etag !== claim.etag) return { kind: 'lost' };
        if (session && holds(session, key, claim)) return { kind: 'placed', session };
        const state = stateOf(session, now);
        if (!session || state !== 'free') return { kind: state === 'full' ? 'full' : 'gone', session };
        const holders = { ...session.body.holders, [key]: { ticket, contact, at } };
        return { kind: 'placed', session: await write(session, { ...session.body, holders }) };
      }),
    );
  }

  /** Step 3. False when the code belongs to another ticket already: one in 10^15, and then a new code is drawn. */
  async function point(claim: Claim, key: string, dose: number): Promise<boolean> {
    const { ticket, site, wants } = claim.body;
    const body: TicketBody = { site, session: wants, holder: key, dose };
    try {
      await documents.put('tickets', ticket, ticket, body, { ifNoneMatch: '*' });
      return true;
    } catch (error) {
      if (!isStale(error)) throw error;
      const there = await documents.get<TicketBody>('tickets', ticket, ticket);
      return there?.body.session === wants && there.body.holder === key;
    }
  }

  /** Takes a claim out of its session for good: mark, fence, remove. */
  async function leave(claim: Claim, key: string): Promise<void> {
    const leaving = claim.body.state === 'leaving' ? claim : await claims.move(claim, 'leaving');
    const { site, wants } = leaving.body;
    await lanes(`${site}|${wants}`, () =>
      persist(pause, async () => {
        const session = await sessionOf(site, wants);
        if (!session) return true;
        const { [key]: mine, ...others } = session.body.holders;
        const holders = mine?.ticket === leaving.body.ticket ? others : session.body.holders;
        await write(session, { ...session.body, holders, fences: (session.body.fences ?? 0) + 1 });
        return true;
      }),
    );
    await claims.remove(leaving);
  }

  /** Steps 2 to 4 of an `asked` claim. `undefined`: look again. */
  async function advance(claim: Claim, key: string, dose: number, now: number): Promise<DeskAnswer | undefined> {
    const placed = await place(claim, key, now);
    if (placed.kind === 'lost') return undefined;
    if (placed.kind !== 'placed') {
      await leave(claim, key);
      return placed;
    }
    if (!(await point(claim, key, dose))) {
      await leave(claim, key);
      return undefined;
    }
    return { kind: 'held', claim: await claims.move(claim, 'held'), session: placed.session, mine: true };
  }

  /** A claim that asks for what the request asks for, or the answer when there is nothing to ask for. */
  async function ask(request: BookRequest, key: string, now: number, old?: Claim) {
    const session = await sessionOf(request.site, request.session);
    const state = stateOf(session, now);
    // Full, and one of the places is this person's: given by another process since the claim was read. Look again.
    if (session && state === 'full' && key in session.body.holders) return undefined;
    if (!session || state !== 'free') return { kind: state === 'full' ? 'full' : 'gone', session } as const;
    return claims.ask(request, now, old);
  }

  /** The session of a held claim that still counts: one that is over is free to be replaced. */
  async function standing(claim: Claim, key: string, now: number): Promise<Stored<SessionBody> | undefined> {
    const session = await sessionOf(claim.body.site, claim.body.wants);
    return session && session.body.end > now && holds(session, key, claim) ? session : undefined;
  }

  async function step(request: BookRequest, now: number, given: Set<string>): Promise<DeskAnswer | undefined> {
    const key = holderKey(request.person, request.dose);
    let claim = await claims.get(claims.idOf(request.person, request.dose));
    if (claim?.body.state === 'leaving') {
      await leave(claim, key);
      return undefined;
    }
    if (claim?.body.state === 'held') {
      const session = await standing(claim, key, now);
      if (session) return { kind: 'held', claim, session, mine: given.has(claim.body.ticket) };
    }
    if (claim?.body.state !== 'asked') {
      const asked = await ask(request, key, now, claim);
      if (!asked || 'kind' in asked) return asked;
      claim = asked;
    }
    const wanted = claim.body.site === request.site && claim.body.wants === request.session;
    // Noted before the steps: when somebody helps this claim to its end, it is still this request that got the place.
    if (wanted) given.add(claim.body.ticket);
    const answer = await advance(claim, key, request.dose, now);
    // An earlier request of the same person, for another session, was finished on the way: that is the place they have.
    if (answer?.kind === 'held') return { ...answer, mine: wanted };
    return wanted ? answer : undefined;
  }

  return {
    book(request, now) {
      const given = new Set<string>();
      return persist(pause, () => step(request, now, given));
    },
    held: (person, dose) =>
      persist(pause, async () => {
        const key = holderKey(person, dose);
        const claim = await claims.get(claims.idOf(person, dose));
        const session = claim && (await sessionOf(claim.body.site, claim.body.wants));
        if (!claim || !session || claim.body.state === 'leaving' || !holds(session, key, claim))
          return { found: undefined };
        if (claim.body.state === 'held') return { found: { claim, session } };
        if (!(await point(claim, key, dose))) return { found: undefined };
        return { found: { claim: await claims.move(claim, 'held'), session } };
      }).then(({ found }) => found),
  };
}
