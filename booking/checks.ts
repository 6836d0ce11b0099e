import { readTicketCode } from '../domain/ticket-code.ts';
import type { Pause } from '../registry/retry.ts';
import { persist } from '../registry/retry.ts';
import type { Documents } from '../stores/documents.ts';
import type { Holder, SessionBody, TicketBody } from './bodies.ts';
import type { Booking, CheckAnswer, Ticket } from './booking.ts';
import type { Claims } from './claims.ts';
import { isBooked, type StoredSession } from './seats.ts';
import { isToday } from './times.ts';

export interface ChecksOptions {
  readonly documents: Documents;
  readonly claims: Pick<Claims, 'ticketOf'>;
  readonly pause: Pause;
  /** What a citizen is shown of a ticket. */
  readonly view: (code: string, session: StoredSession, holder: Holder, dose: number, now: number) => Promise<Ticket>;
}

interface Found {
  readonly code: string;
  readonly session: StoredSession;
  readonly key: string;
  readonly holder: Holder;
  readonly dose: number;
}

function kindOf({ session, holder }: Found, now: number): Exclude<CheckAnswer['kind'], 'invalid'> {
  if (holder.used !== undefined) return 'used';
  if (session.body.cancelled !== undefined) return 'cancelled';
  return session.body.end > now ? 'valid' : 'past';
}

/** What a code proves, and marking that it was used. */
export function createChecks({ documents, claims, pause, view }: ChecksOptions): Pick<Booking, 'check' | 'present'> {
  async function find(typed: string): Promise<Found | undefined> {
    const code = readTicketCode(typed);
    const id = claims.ticketOf(code ?? typed.slice(0, 100));
    const pointer = await documents.get<TicketBody>('tickets', id, id);
    // Read even when there is no pointer, so that a wrong code takes the same two readings as a right one.
    const session = await documents.get<SessionBody>('sessions', pointer?.body.site ?? id, pointer?.body.session ?? id);
    const key = pointer?.body.holder ?? '';
    const holder = session?.body.holders[key];
    // The pointer alone proves nothing: it is there before and, after a crash, without the place.
    if (code === undefined || !pointer || !session || !holder || holder.ticket !== id || !isBooked(holder))
      return undefined;
    return { code, session, key, holder, dose: pointer.body.dose };
  }

  async function answer(found: Found | undefined, now: number): Promise<CheckAnswer> {
    if (!found) return { kind: 'invalid' };
    const { code, session, holder, dose } = found;
    const ticket = await view(code, session, holder, dose, now);
    return { kind: kindOf(found, now), ticket };
  }

  async function mark(found: Found, now: number): Promise<Found> {
    const { session, key } = found;
    const holder = { ...found.holder, used: now };
    const body = { ...session.body, holders: { ...session.body.holders, [key]: holder } };
    const etag = await documents.put('sessions', session.pk, session.id, body, { ifMatch: session.etag });
    return { ...found, holder, session: { ...session, etag, body } };
  }

  return {
    check: async (typed, now) => answer(await find(typed), now),
    present: (typed, now) =>
      persist(pause, async () => {
        const found = await find(typed);
        const before = await answer(found, now);
        // After the hours but on the day it still counts: the queue was long.
        const may = before.kind === 'valid' || before.kind === 'past';
        if (!found || before.kind === 'invalid' || !isToday(before.ticket.session, now) || !may)
          return { ...before, marked: false };
        return { ...(await answer(await mark(found, now), now)), marked: true };
      }),
  };
}
