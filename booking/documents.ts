import { randomBytes } from 'node:crypto';
import type { Regions } from '../domain/regions.ts';
import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import { jitter, type Pause } from '../registry/retry.ts';
import type { Documents } from '../stores/documents.ts';
import { holderKey, type SiteBody, sessionView } from './bodies.ts';
import type { Booking, BookRequest, ChangeAnswer, SiteView, Ticket } from './booking.ts';
import { type ChecksOptions, createChecks } from './checks.ts';
import { type Claim, createClaims } from './claims.ts';
import { createDesk } from './desk.ts';
import type { DeskAnswer } from './desk-asking.ts';
import { createDirectory } from './directory.ts';
import { createLanes } from './lanes.ts';
import { createOpenings } from './openings.ts';
import { createPlaces } from './places.ts';
import type { Recording } from './recording.ts';
import { createSeats, type StoredSession } from './seats.ts';

export interface BookingOptions {
  readonly documents: Documents;
  readonly pseudonyms: Pseudonyms;
  readonly sealer: Sealer;
  readonly regions: Regions;
  /** That many bytes from a cryptographic source, for ticket codes. */
  readonly random?: (bytes: number) => Uint8Array;
  /** How long to wait after a lost write. */
  readonly pause?: Pause;
  /** Hears of every step that may change an appointment, before it is taken. */
  readonly recording?: Pick<Recording, 'mark'>;
  /** ms since 1970; only for counts of places left where a call names no time. */
  readonly clock?: () => number;
}

/** Booking over the document store. How a place is given without transactions is told in `desk.ts`. */
export function createBooking(options: BookingOptions): Booking {
  const { documents, regions, recording, random = randomBytes, pause = jitter(), clock = Date.now } = options;
  const claims = createClaims({ documents, pseudonyms: options.pseudonyms, sealer: options.sealer, random });
  const seats = createSeats({ documents, claims, lanes: createLanes(), pause });
  const desk = createDesk({ claims, seats, pause });
  const directory = createDirectory(documents);
  const openings = createOpenings(documents);
  const places = createPlaces({ directory, openings, regions });

  async function siteView(code: string, now: number): Promise<SiteView> {
    return places.view((await directory.find(code, now)) ?? unlisted(code), now);
  }

  const view: ChecksOptions['view'] = async (code, session, { used }, dose, now) => {
    const site = await siteView(session.body.site, now);
    const there = used === undefined ? {} : { used };
    return { code, site, session: sessionView(session.id, session.body, now), dose, ...there };
  };

  /** The ticket of a claim that has this session. */
  function ticketOf(claim: Claim, session: StoredSession, { person, dose }: Whose, now: number): Promise<Ticket> {
    const { ticket, contact, at } = claim.body;
    const holder = session.body.holders[holderKey(person, dose)] ?? { ticket, contact, at };
    return view(claims.codeOf(claim), session, holder, dose, now);
  }

  async function answer(
    given: Exclude<DeskAnswer, { kind: 'kept' }>,
    request: BookRequest,
    now: number,
  ): Promise<ChangeAnswer> {
    if (given.kind === 'held' || given.kind === 'used') {
      const mine = given.kind === 'held' && given.mine;
      if (mine) openings.forget(given.session.body.site);
      const ticket = await ticketOf(given.claim, given.session, request, now);
      return { kind: given.kind === 'used' ? 'used' : mine ? 'booked' : 'already', ticket };
    }
    const around = given.session?.body.start ?? now;
    return { kind: given.kind, others: await places.others(request.site, around, now, request.session) };
  }

  async function ask(request: BookRequest, mode: 'book' | 'change', now: number): Promise<ChangeAnswer> {
    await recording?.mark(request.person, request.dose, now);
    const given = await desk.ask(request, mode, now);
    if (given.kind === 'kept') throw new Error('a place was kept that was to be booked');
    return answer(given, request, now);
  }

  return {
    places: places.places,
    sessions: (site, now, limit, fits) => openings.open(site, now, limit, fits),
    async hold(request, now) {
      const given = await desk.ask(request, 'hold', now);
      if (given.kind === 'kept') {
        openings.forget(request.site);
        const session = sessionView(given.session.id, given.session.body, now);
        return { kind: 'kept', site: await siteView(request.site, now), session, until: given.until };
      }
      const said = await answer(given, request, now);
      return said.kind === 'booked' ? { ...said, kind: 'already' } : said;
    },
    release: (person, dose, now) => desk.release(person, dose, now),
    async book(request, now) {
      const said = await ask(request, 'book', now);
      // A booking never asks for a change, so nothing stands in its way.
      return said.kind === 'used' ? { ...said, kind: 'already' } : said;
    },
    change: (request, now) => ask(request, 'change', now),
    async cancel(person, dose, now) {
      await recording?.mark(person, dose, now);
      const given = await desk.cancel(person, dose, now);
      if (given.kind === 'none') return given;
      openings.forget(given.session.body.site);
      return { kind: given.kind, ticket: await ticketOf(given.claim, given.session, { person, dose }, now) };
    },
    async held(person, dose) {
      const found = await desk.held(person, dose, clock());
      return found && ticketOf(found.claim, found.session, { person, dose }, clock());
    },
    ...createChecks({ documents, claims, pause, view }),
  };
}

type Whose = Pick<BookRequest, 'person' | 'dose'>;

/** A place that was taken off the list: its tickets stay readable. */
function unlisted(code: string): SiteBody {
  return { code, name: code, address: '', region: '', province: '' };
}
