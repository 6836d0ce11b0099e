import type { Documents } from '../stores/documents.ts';
import { type SessionBody, sessionView } from './bodies.ts';
import type { SessionView } from './booking.ts';

/** What is still to come at the places. */
export interface Openings {
  /** Sessions of a site after `now`, soonest first, full ones too, as of at most two seconds ago. */
  upcoming(site: string, now: number): Promise<readonly SessionView[]>;
  /** At most `limit` sessions of a site after `now` with a place left, soonest first, as of this moment. */
  open(site: string, now: number, limit: number): Promise<readonly SessionView[]>;
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

  async function read(site: string, now: number, limit: number, free: boolean): Promise<SessionView[]> {
    const found: SessionView[] = [];
    let continuation: string | undefined;
    do {
      const page = await documents.query<SessionBody>('sessions', {
        pk: site,
        // A session that has begun is gone, so the first one is a millisecond from now.
        index: { field: 'start', from: now + 1 },
        order: { field: 'start' },
        limit: Math.min(PAGE, Math.max(limit * 2, 10)),
        ...(continuation === undefined ? {} : { continuation }),
      });
      const views = page.items.map((item) => sessionView(item.id, item.body));
      found.push(...views.filter((view) => !free || view.left > 0));
      continuation = page.continuation;
    } while (continuation !== undefined && found.length < limit);
    return found.slice(0, limit);
  }

  function upcoming(site: string, now: number): Promise<readonly SessionView[]> {
    const copy = copies.get(site);
    if (copy && Math.abs(now - copy.at) < TTL) return copy.sessions;
    const fresh = { at: now, sessions: read(site, now, PAGE, false) };
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
    open: (site, now, limit) => read(site, now, limit, true),
    forget: (site) => void copies.delete(site),
  };
}
