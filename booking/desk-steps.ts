import type { Claim, Claims, Place } from './claims.ts';
import { holderOf, isBooked, type Seats, type StoredSession } from './seats.ts';

/** Who asks, for which document and key. */
export interface Who {
  /** Of the claim. */
  readonly id: string;
  /** Of the holder in a session. */
  readonly key: string;
  readonly dose: number;
  readonly now: number;
}

export type Wants = NonNullable<Claim['body']['wants']>;

/** What came of moving a claim on. */
export type Advanced =
  | { readonly kind: 'held'; readonly claim: Claim; readonly session: StoredSession }
  | { readonly kind: 'kept'; readonly session: StoredSession; readonly until: number }
  | { readonly kind: 'full' | 'gone'; readonly session: StoredSession | undefined };

/** The steps of `desk.ts`. Each may be repeated, and throws `Conflict` or `NotFound` when the claim is another one by now. */
export interface Steps {
  /** Takes what a claim leaves out of its session for good. Answers the claim, if there is anything left of it. */
  settle(claim: Claim, who: Who): Promise<Claim | undefined>;
  /** Gives up what a claim wants; what it has stays. */
  giveUp(claim: Claim, who: Who): Promise<void>;
  /** Steps 3 and 4 for a place that is in its session. `undefined`: look again. */
  finish(claim: Claim, wants: Wants, who: Who): Promise<Claim | undefined>;
  /** Steps 2 to 4 of what a claim wants. `undefined`: look again. */
  advance(claim: Claim, wants: Wants, who: Who): Promise<Advanced | undefined>;
  /** The session of a place that still counts: one that is over or called off is free to be replaced. */
  standing(claim: Claim, has: Place | undefined, who: Who): Promise<StoredSession | undefined>;
}

export function createSteps(claims: Claims, seats: Seats): Steps {
  async function settle(claim: Claim, { key, dose, now }: Who): Promise<Claim | undefined> {
    const { leaves, has, wants } = claim.body;
    if (leaves) await seats.fence(claim, leaves, key, now);
    // Another process may have finished step 3 for the place that this one found full or closed and gave up.
    if (leaves && has && leaves.n > has.n) await seats.pointBack(claim, has, leaves, key, dose);
    if (has || wants) return claims.move(claim, { ...(has ? { has } : {}), ...(wants ? { wants } : {}) });
    await claims.remove(claim);
    return undefined;
  }

  async function giveUp(claim: Claim, who: Who): Promise<void> {
    const { has, wants } = claim.body;
    if (!wants) return;
    const { until: _until, ...leaves } = wants;
    await settle(await claims.move(claim, { ...(has ? { has } : {}), leaves }), who);
  }

  async function finish(claim: Claim, { until: _until, ...has }: Wants, who: Who): Promise<Claim | undefined> {
    if (!(await seats.point(claim, has, who.key, who.dose))) {
      await giveUp(claim, who);
      return undefined;
    }
    const before = claim.body.has;
    if (!before) return claims.move(claim, { has });
    return settle(await claims.move(claim, { has, leaves: before }), who);
  }

  async function advance(claim: Claim, wants: Wants, who: Who): Promise<Advanced | undefined> {
    const placed = await seats.place(claim, who.key, who.now);
    if (placed.kind === 'lost') return undefined;
    if (placed.kind !== 'placed') {
      await giveUp(claim, who);
      return placed;
    }
    const { session } = placed;
    if (wants.until !== undefined) return { kind: 'kept', session, until: wants.until };
    const done = await finish(claim, wants, who);
    return done && { kind: 'held', claim: done, session };
  }

  async function standing(claim: Claim, has: Place | undefined, who: Who): Promise<StoredSession | undefined> {
    const session = has && (await seats.read(has.site, has.session));
    if (!session || session.body.end <= who.now || session.body.cancelled !== undefined) return undefined;
    return isBooked(holderOf(session, who.key, claim, has.n)) ? session : undefined;
  }

  return { settle, giveUp, finish, advance, standing };
}
