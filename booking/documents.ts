import { randomBytes } from 'node:crypto';
import type { Regions } from '../domain/regions.ts';
import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import { readTicketCode } from '../domain/ticket-code.ts';
import { jitter, type Pause } from '../registry/retry.ts';
import type { Documents, Stored } from '../stores/documents.ts';
import { type SessionBody, type SiteBody, sessionView, type TicketBody } from './bodies.ts';
import type { Booking, Ticket } from './booking.ts';
import { createClaims } from './claims.ts';
import { createDesk } from './desk.ts';
import { createDirectory } from './directory.ts';
import { createLanes } from './lanes.ts';
import { createOpenings } from './openings.ts';
import { createPlaces } from './places.ts';

export interface BookingOptions {
  readonly documents: Documents;
  readonly pseudonyms: Pseudonyms;
  readonly sealer: Sealer;
  readonly regions: Regions;
  /** That many bytes from a cryptographic source, for ticket codes. */
  readonly random?: (bytes: number) => Uint8Array;
  /** How long to wait after a lost write. */
  readonly pause?: Pause;
  /** ms since 1970; only for counts of places left where a call names no time. */
  readonly clock?: () => number;
}

/** Booking over the document store. How a place is given without transactions is told in `desk.ts`. */
export function createBooking(options: BookingOptions): Booking {
  const { documents, regions, random = randomBytes, pause = jitter(), clock = Date.now } = options;
  const claims = createClaims({ documents, pseudonyms: options.pseudonyms, sealer: options.sealer, random });
  const desk = createDesk({ documents, claims, lanes: createLanes(), pause });
  const directory = createDirectory(documents);
  const openings = createOpenings(documents);
  const places = createPlaces({ directory, openings, regions });

  async function ticket(code: string, session: Stored<SessionBody>, dose: number, now: number): Promise<Ticket> {
    const body = (await directory.find(session.body.site, now)) ?? unlisted(session.body.site);
    const site = await places.view(body, now);
    return { code, site, session: sessionView(session.id, session.body), dose };
  }

  return {
    places: places.places,
    sessions: (site, now, limit) => openings.open(site, now, limit),
    async book(request, now) {
      const answer = await desk.book(request, now);
      if (answer.kind === 'held') {
        if (answer.mine) openings.forget(answer.session.body.site);
        const held = await ticket(claims.codeOf(answer.claim), answer.session, request.dose, now);
        return { kind: answer.mine ? 'booked' : 'already', ticket: held };
      }
      const around = answer.session?.body.start ?? now;
      return { kind: answer.kind, others: await places.others(request.site, around, now, request.session) };
    },
    async held(person, dose) {
      const found = await desk.held(person, dose);
      return found && ticket(claims.codeOf(found.claim), found.session, dose, clock());
    },
    async check(typed, now) {
      const code = readTicketCode(typed);
      const id = claims.ticketOf(code ?? typed.slice(0, 100));
      const pointer = await documents.get<TicketBody>('tickets', id, id);
      // Read even when there is no pointer, so that a wrong code takes the same two readings as a right one.
      const session = await documents.get<SessionBody>(
        'sessions',
        pointer?.body.site ?? id,
        pointer?.body.session ?? id,
      );
      const holder = session?.body.holders[pointer?.body.holder ?? ''];
      // The pointer alone proves nothing: it is there before and, after a crash, without the place.
      if (code === undefined || !pointer || !session || holder?.ticket !== id) return { kind: 'invalid' };
      const kind = session.body.end > now ? 'valid' : 'past';
      return { kind, ticket: await ticket(code, session, pointer.body.dose, now) };
    },
  };
}

/** A place that was taken off the list: its tickets stay readable. */
function unlisted(code: string): SiteBody {
  return { code, name: code, address: '', region: '', province: '' };
}
