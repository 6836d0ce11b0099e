import { type Pause, persist } from '../registry/retry.ts';
import { holderKey } from './bodies.ts';
import type { BookRequest } from './booking.ts';
import type { Claim, Claims } from './claims.ts';
import { createAsking, type DeskAnswer, type Mode } from './desk-asking.ts';
import { createSteps, type Who } from './desk-steps.ts';
import { holderOf, isBooked, type Seats, type StoredSession } from './seats.ts';

/*
 * Giving a place to a person, over three documents and without a transaction.
 *
 *   1. claim `wants`   person + dose -> session, code      (one claim per person and dose: who is second, conflicts)
 *   2. holder          into the session's document         (with `If-Match`: never more holders than capacity)
 *   3. ticket          keyed hash of the code -> session   (a pointer for the public check)
 *   4. claim `has`
 *
 * A hold is steps 1 and 2 with an end; confirming it takes the end off the claim and goes on as above. A change to
 * another session is the same four steps while the claim still `has` the old place; step 4 makes the new place `has`
 * and the old one `leaves` in one write, so the old place goes only when the new one is sure. The code stays.
 *
 * The rule that keeps a person to one place: read the session, THEN see that the claim is unchanged, THEN write the
 * holder over exactly the session that was read. Giving up a place goes the other way round: claim `leaves`, then a
 * write to the session (the fence: the holder out, if it was in, and a new version in any case), then the claim is rid
 * of it. Whoever still saw the claim as it was had read the session before the fence, so its write fails. The pointer of
 * a place that stays is set anew on the way, since whoever helped the place that is left may have moved it.
 *
 * A crash
 *   after 1: no place is taken; the next call of this person finishes the claim, or leaves a session that is full.
 *   after 2: the place is taken once, under the claim's code; the next call (or `held`) goes on with 3 and 4.
 *   after 3: as after 2; writing the pointer again changes nothing, and it never goes back to an earlier place.
 *   after 4, or anywhere on the way out: the next call repeats the fence, which takes out only the very place that the
 *   claim leaves, and is done with it.
 * A ticket pointer without a holder proves nothing: the check looks into the session. A hold that runs out is not
 * counted from that moment on, and whoever writes the session next takes it out.
 */

export interface Desk {
  ask(request: BookRequest, mode: Mode, now: number): Promise<DeskAnswer>;
  /** The finished claim of a person and dose with its session; finishes one that a crash left after step 2. */
  held(
    person: string,
    dose: number,
    now: number,
  ): Promise<{ readonly claim: Claim; readonly session: StoredSession } | undefined>;
  /** Gives a place that is sure back, and with it whatever is kept. */
  cancel(
    person: string,
    dose: number,
    now: number,
  ): Promise<
    | { readonly kind: 'cancelled' | 'used'; readonly claim: Claim; readonly session: StoredSession }
    | { readonly kind: 'none' }
  >;
  /** Gives back what is only kept. */
  release(person: string, dose: number, now: number): Promise<void>;
}

export interface DeskOptions {
  readonly claims: Claims;
  readonly seats: Seats;
  readonly pause: Pause;
}

export function createDesk({ claims, seats, pause }: DeskOptions): Desk {
  const steps = createSteps(claims, seats);
  const { settle, giveUp, finish, advance, standing } = steps;
  const look = createAsking(claims, seats, steps);
  const whoIs = (person: string, dose: number, now: number): Who => ({
    ...{ id: claims.idOf(person, dose), key: holderKey(person, dose) },
    ...{ dose, now },
  });

  /** What a person has for sure, after everything that was under way has come to its end. `undefined`: look again. */
  async function settled(who: Who): Promise<{ readonly claim: Claim | undefined } | undefined> {
    const claim = await claims.get(who.id);
    const wants = claim?.body.wants;
    if (claim?.body.leaves) await settle(claim, who);
    else if (claim && wants?.until !== undefined) await giveUp(claim, who);
    else if (claim && wants) await advance(claim, wants, who);
    else return { claim };
    return undefined;
  }

  return {
    ask(request, mode, now) {
      const given = new Set<string>();
      const who = whoIs(request.person, request.dose, now);
      return persist(pause, () => look({ request, mode, who, given }));
    },
    held: (person, dose, now) =>
      persist(pause, async () => {
        const who = whoIs(person, dose, now);
        const claim = await claims.get(who.id);
        const { has, wants } = claim?.body ?? {};
        if (claim && wants && wants.until === undefined) {
          const session = await seats.read(wants.site, wants.session);
          if (session && isBooked(holderOf(session, who.key, claim, wants.n))) {
            const done = await finish(claim, wants, who);
            return done && { found: { claim: done, session } };
          }
        }
        const session = has && (await seats.read(has.site, has.session));
        const mine = claim && has && isBooked(holderOf(session, who.key, claim, has.n));
        return { found: claim && session && mine ? { claim, session } : undefined };
      }).then(({ found }) => found),
    cancel: (person, dose, now) =>
      persist(pause, async () => {
        const who = whoIs(person, dose, now);
        const stable = await settled(who);
        if (!stable) return undefined;
        const { claim } = stable;
        const has = claim?.body.has;
        const session = claim && (await standing(claim, has, who));
        if (!claim || !has || !session) return { kind: 'none' } as const;
        const used = holderOf(session, who.key, claim, has.n)?.used !== undefined;
        if (!used) await settle(await claims.move(claim, { leaves: has }), who);
        return { kind: used ? 'used' : 'cancelled', claim, session } as const;
      }),
    async release(person, dose, now) {
      await persist(pause, async () => {
        const who = whoIs(person, dose, now);
        const claim = await claims.get(who.id);
        if (claim?.body.leaves) await settle(claim, who);
        else if (claim?.body.wants?.until !== undefined) await giveUp(claim, who);
        else return true;
        return undefined;
      });
    },
  };
}
