import type { Documents } from '../stores/documents.ts';
import { type SessionBody, sessionView } from './bodies.ts';
import type { Fits, SessionView } from './booking.ts';

/** What is still to come at the places. */
export interface Openings {
  /** Sessions of a site after `now`, soonest first, full ones too, as of at most two seconds ago. */
  upcoming(site: string, now: number): Promise<readonly SessionView[]>;
  /** At most `limit` sessions of a site after `now` with a place left that suit, soonest first, as of this moment. */
  open(site: string, now: number, limit: number, fits?: Fits): Promise<readonly SessionView[]>;
  /** Forgets the copy of a site, after a booking there. */
  forget(site: string): void;
}

/** Counts of places left may be this old where they only say "some" or "none". Booking itself never looks here. */
const TTL = 2_000;
/** Copies kept: about 3 KB each. */
const COPIES = 2_000;
/** A site has some dozens of sessions to come; what lies beyond is too far off to count. */
const PAGE = 100;

export function createOpenings(documents: Documents): Openings {
  const copies = new Map<string, { at: number; sessions: Promise<readonly SessionView[]> }>();

  /** One walk over the sessions of a site by `start` or, for windows of several days, by `closes`. */
  async function walk(site: string, field: 'start' | 'closes', now: number, limit: number, suits: Fits) {
    const found: SessionView[] = [];
    let continuation: string | undefined;
    do {
      const page = await documents.query<SessionBody>('sessions', {
        pk: site,
        // A session that has begun is gone, so the first one is a millisecond from now.
        index: { field, from: now + 1 },
        order: { field },
        limit: Math.min(PAGE, Math.max(limit * 2, 10)),
        ...(continuation === undefined ? {} : { continuation }),
      });
      const views = page.items.map((item) => sessionView(item.id, item.body, now));
      found.push(...views.filter(suits));
      continuation = page.continuation;
    } while (continuation !== undefined && found.length < limit);
    return found;
  }

  async function read(site: string, now: number, limit: number, suits: Fits): Promise<SessionView[]> {
    // A window that is still to come is found both ways, one that has begun only by when it closes.
    const days = await walk(site, 'start', now, limit, suits);
    const windows = await walk(site, 'closes', now, limit, suits);
    const found = new Map([...days, ...windows].map((session) => [session.id, session]));
    return [...found.values()].sort((a, b) => a.start - b.start).slice(0, limit);
  }

  function upcoming(site: string, now: number): Promise<readonly SessionView[]> {
    const copy = copies.get(site);
    if (copy && Math.abs(now - copy.at) < TTL) return copy.sessions;
    const fresh = { at: now, sessions: read(site, now, PAGE, (one) => one.cancelled === undefined) };
    copies.delete(site);
    copies.set(site, fresh);
    fresh.sessions.catch(() => {
      if (copies.get(site) === fresh) copies.delete(site);
    });
    const oldest = copies.size > COPIES ? copies.keys().next() : undefined;
    if (oldest && !oldest.done) copies.delete(oldest.value);
    return fresh.sessions;
  }

  return {
    upcoming,
    open: (site, now, limit, fits = () => true) => read(site, now, limit, (one) => one.left > 0 && fits(one)),
    forget: (site) => void copies.delete(site),
  };
}
