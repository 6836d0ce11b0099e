import { isStale, type Pause, persist } from '../registry/retry.ts';
import type { Documents, Stored } from '../stores/documents.ts';
import { closesAt, type Holder, liveHolders, placesLeft, type SessionBody, type TicketBody } from './bodies.ts';
import type { Claim, Claims, Place } from './claims.ts';
import type { Lanes } from './lanes.ts';

export type StoredSession = Stored<SessionBody>;

export type Placed =
  | { readonly kind: 'placed'; readonly session: StoredSession }
  | { readonly kind: 'full' | 'gone'; readonly session: StoredSession | undefined }
  /** The claim is another one by now. */
  | { readonly kind: 'lost' };

/** The writes to sessions and to ticket pointers. The rules that make them safe are told in `desk.ts`. */
export interface Seats {
  read(site: string, session: string): Promise<StoredSession | undefined>;
  /** Puts the place that a claim wants into its session; with `until` as a hold, without as a booking. */
  place(claim: Claim, key: string, now: number): Promise<Placed>;
  /** Takes a place out of its session, if it is in, and makes every earlier reading of the session stale. */
  fence(claim: Claim, place: Place, key: string, now: number): Promise<void>;
  /**
   * Lets the public check find a place. Never points back to an earlier place of the ticket. False when the code is
   * another ticket's already: one in 10^15, and then a new code is drawn.
   */
  point(claim: Claim, place: Place, key: string, dose: number): Promise<boolean>;
  /**
   * Points to the place that stays after a later one, `over`, was given up: a helper of that one may have moved the
   * pointer already, or be about to. Afterwards `point` to `over` changes nothing any more.
   */
  pointBack(claim: Claim, place: Place, over: Place, key: string, dose: number): Promise<void>;
}

export interface SeatsOptions {
  readonly documents: Documents;
  readonly claims: Claims;
  readonly lanes: Lanes;
  readonly pause: Pause;
}

/** `full`, `gone` or free, for somebody who holds nothing in it. */
export function stateOf(session: StoredSession | undefined, now: number): 'free' | 'full' | 'gone' {
  if (!session || session.body.cancelled !== undefined || closesAt(session.body) <= now) return 'gone';
  return placesLeft(session.body, now) > 0 ? 'free' : 'full';
}

/** The holder that is this very place of this claim, booked or kept. */
export function holderOf(session: StoredSession | undefined, key: string, claim: Claim, n: number): Holder | undefined {
  const holder = session?.body.holders[key];
  return holder?.ticket === claim.body.ticket && (holder.n ?? 0) === n ? holder : undefined;
}

/** The place is booked, not only kept for a while. */
export const isBooked = (holder: Holder | undefined): boolean => holder !== undefined && holder.until === undefined;

function holderFor({ body }: Claim, { n, until }: Place & { readonly until?: number }): Holder {
  const { ticket, contact, at } = body;
  return { ticket, contact, at, ...(n === 0 ? {} : { n }), ...(until === undefined ? {} : { until }) };
}

function pointer({ site, session }: Place, holder: string, dose: number, n: number): TicketBody {
  return { site, session, holder, dose, ...(n === 0 ? {} : { n }) };
}

export function createSeats({ documents, claims, lanes, pause }: SeatsOptions): Seats {
  const read: Seats['read'] = (site, id) => documents.get<SessionBody>('sessions', site, id);

  async function write(session: StoredSession, body: SessionBody): Promise<StoredSession> {
    const etag = await documents.put('sessions', session.pk, session.id, body, { ifMatch: session.etag });
    return { ...session, etag, body };
  }

  async function tryPlace(claim: Claim, key: string, now: number): Promise<Placed> {
    const { wants } = claim.body;
    if (!wants) return { kind: 'lost' };
    const session = await read(wants.site, wants.session);
    // After the session was read: see the rule in desk.ts. Asked the other way round, a fence between would go unseen.
    if ((await claims.get(claim.id))?.etag !== claim.etag) return { kind: 'lost' };
    const mine = holderOf(session, key, claim, wants.n);
    if (session && mine && isBooked(mine) === (wants.until === undefined)) return { kind: 'placed', session };
    const state = stateOf(session, now);
    // A kept place that is still in the document counts there, so booking it never asks for more than the capacity.
    if (!session || (!mine && state !== 'free')) return { kind: state === 'full' ? 'full' : 'gone', session };
    if (mine && state === 'gone') return { kind: 'gone', session };
    const holders = { ...liveHolders(session.body, now), [key]: holderFor(claim, wants) };
    return { kind: 'placed', session: await write(session, { ...session.body, holders }) };
  }

  return {
    read,
    place: (claim, key, now) =>
      lanes(`${claim.body.wants?.site}|${claim.body.wants?.session}`, () =>
        persist(pause, () => tryPlace(claim, key, now)),
      ),
    async fence(claim, place, key, now) {
      await lanes(`${place.site}|${place.session}`, () =>
        persist(pause, async () => {
          const session = await read(place.site, place.session);
          if (!session) return true;
          const { [key]: _mine, ...others } = liveHolders(session.body, now);
          const mine = holderOf(session, key, claim, place.n);
          // Whoever was there stays on the record of that day.
          const holders = mine && mine.used === undefined ? others : liveHolders(session.body, now);
          await write(session, { ...session.body, holders, fences: (session.body.fences ?? 0) + 1 });
          return true;
        }),
      );
    },
    point: (claim, place, key, dose) =>
      persist(pause, async () => {
        const { ticket } = claim.body;
        const body = pointer(place, key, dose, place.n);
        try {
          await documents.put('tickets', ticket, ticket, body, { ifNoneMatch: '*' });
          return true;
        } catch (error) {
          if (!isStale(error)) throw error;
        }
        const there = await documents.get<TicketBody>('tickets', ticket, ticket);
        if (!there) return undefined;
        if (there.body.holder !== key) return false;
        if (place.n > (there.body.n ?? 0))
          await documents.put('tickets', ticket, ticket, body, { ifMatch: there.etag });
        return true;
      }),
    async pointBack(claim, place, over, key, dose) {
      await persist(pause, async () => {
        const { ticket } = claim.body;
        const there = await documents.get<TicketBody>('tickets', ticket, ticket);
        if (!there || there.body.holder !== key || (there.body.n ?? 0) > over.n) return true;
        const body = pointer(place, key, dose, over.n);
        await documents.put('tickets', ticket, ticket, body, { ifMatch: there.etag });
        return true;
      });
    },
  };
}
