import type { BookAnswer, Booking, BookRequest, SessionView, SiteView, Ticket } from '../../../booking/booking.ts';
import type { Services } from '../../../dialogs/root.ts';
import { loadProgramme } from '../../../domain/programme-file.ts';
import { loadRegions } from '../../../domain/regions.ts';
import type { Consent } from '../../../privacy/consent.ts';
import { createReferences } from '../../../privacy/references.ts';
import type { Access } from '../../../registry/access.ts';
import { createCorrections } from '../../../registry/corrections.ts';
import { createDrafts } from '../../../registry/drafts.ts';
import type { Submission, Verdict } from '../../../registry/registry.ts';
import { testKeys } from '../../registry/support/keys.ts';
import { memoryDocuments } from '../../support/memory-documents.ts';

/** Tuesday, 24 November 2026, 10:00 WIB. */
export const NOW = Date.UTC(2026, 10, 24, 3);
const HOUR = 3_600_000;

const site = (code: string, name: string, region: string, regionName: string, left: number): SiteView => ({
  code,
  name,
  address: `Jalan Contoh ${code}`,
  region,
  regionName,
  zone: 'Asia/Jakarta',
  left,
});

const SITES = [
  site('S1', 'Puskesmas Contoh Melati', '32.73', 'Kota Bandung', 12),
  site('S2', 'Puskesmas Contoh Mawar', '32.73', 'Kota Bandung', 1),
  site('S3', 'Sentra Contoh Kenanga', '31.71', 'Kota Jakarta Selatan', 5),
];

/** Saturday 28 November 2026, 08.00-10.00 and 10.00-12.00 WIB at every site. */
function sessionsOf(code: string, left: number): SessionView[] {
  const start = Date.UTC(2026, 10, 28, 1);
  return [0, 2].map((later, n) => ({
    id: `${code}-${n + 1}`,
    site: code,
    start: start + later * HOUR,
    end: start + (later + 2) * HOUR,
    zone: 'Asia/Jakarta',
    left,
    product: 'sinovac',
  }));
}

/** Some session, for an answer that only has to have one. */
export const anySession: SessionView = {
  id: 'S1-2',
  site: 'S1',
  start: NOW + 100 * HOUR,
  end: NOW + 102 * HOUR,
  zone: 'Asia/Jakarta',
  left: 3,
  product: 'sinovac',
};

/** Everything around the conversations, in memory, with switches for what may happen. */
export interface World {
  readonly services: Services;
  readonly submissions: Submission[];
  readonly consents: Map<string, Consent>;
  readonly booked: BookRequest[];
  verdict: Verdict;
  /** What the next `book` answers instead of a ticket. */
  refuse?: BookAnswer | undefined;
  ticket?: Ticket | undefined;
  sites: readonly SiteView[];
  /** Thrown by the registry, when set. */
  fault?: Error | undefined;
  /** Thrown when places are looked up, when set. */
  siteFault?: Error | undefined;
}

function fakeBooking(world: () => World): Booking {
  return {
    async places({ region, text }) {
      const { siteFault } = world();
      if (siteFault) throw siteFault;
      const here = world().sites.filter((one) =>
        text === undefined
          ? region === undefined || one.region === region
          : one.regionName.toLowerCase().includes(text.toLowerCase()),
      );
      if (here.length > 0) return { scope: 'regency', sites: here };
      return text === undefined && world().sites.length > 0
        ? { scope: 'country', sites: world().sites }
        : { scope: 'none', sites: [] };
    },
    sessions: async (code) => sessionsOf(code, 7).filter(() => world().sites.some((one) => one.code === code)),
    async book(request) {
      const { refuse } = world();
      if (refuse) return refuse;
      const found = world().sites.find((one) => one.code === request.site);
      const session = sessionsOf(request.site, 7).find((one) => one.id === request.session);
      if (!found || !session) return { kind: 'gone', others: [] };
      world().booked.push(request);
      const ticket = { code: 'ABCD-EFGH-JKMN-PQRS', site: found, session, dose: request.dose };
      world().ticket = ticket;
      return { kind: 'booked', ticket };
    },
    async hold(request, now) {
      const { refuse, sites, ticket } = world();
      if (refuse?.kind === 'full' || refuse?.kind === 'gone') return refuse;
      const found = sites.find((one) => one.code === request.site);
      const session = sessionsOf(request.site, 7).find((one) => one.id === request.session);
      if (!found || !session) return { kind: 'gone', others: [] };
      if (ticket?.session.id === session.id) return { kind: 'already', ticket };
      return { kind: 'kept', site: found, session, until: now + 600_000 };
    },
    release: async () => {},
    change: (request, now) => {
      world().ticket = undefined;
      return fakeBooking(world).book(request, now);
    },
    async cancel() {
      const { ticket } = world();
      world().ticket = undefined;
      return ticket ? { kind: 'cancelled', ticket } : { kind: 'none' };
    },
    held: async () => world().ticket,
    check: async () => ({ kind: 'invalid' }),
    present: async () => ({ kind: 'invalid', marked: false }),
  };
}

/** Opens whom the registry knows, for whoever asks: the rules themselves are tested where they live. */
function fakeAccess(): Access {
  const left = new Set<string>();
  return {
    opens: async (person) => !left.has(person),
    elsewhere: async () => [],
    invited: async () => [],
    proven: async (person) => !left.has(person),
    async claim({ person, agrees }) {
      if (!agrees) return { kind: 'closed' };
      left.delete(person);
      return { kind: 'open', differs: [], proved: true };
    },
    ask: async () => 'asked',
    prove: async ({ typed }) => (typed === '123456' ? 'right' : 'wrong'),
    birth: async (_person, _contact, birthDate) => (birthDate === '1985-03-15' ? 'right' : 'wrong'),
    carry: async ({ birthDate }) => (birthDate === '1985-03-15' ? 'right' : 'wrong'),
    admit: async () => true,
    recall: async () => 1,
    leave: async (person) => void left.add(person),
    disown: async (person) => void left.add(person),
  };
}

/** Requests over a store in memory: they need nothing else. */
const fakeCorrections = () =>
  createCorrections({ documents: memoryDocuments({ clock: () => NOW }), sealer: testKeys, pseudonyms: testKeys });

/** Nothing is known of anybody, so nothing is asked: the questions have tests of their own, over the real rooms. */
const unasked = (): Services['screening'] => ({
  programme: loadProgramme('covid19-2021'),
  standing: async () => undefined,
  kept: async () => undefined,
  keep: async () => {},
  remind: async () => {},
  allow: async () => undefined,
});

export function createWorld(): World {
  const consents = new Map<string, Consent>();
  const submissions: Submission[] = [];
  const world: World = {
    submissions,
    consents,
    booked: [],
    sites: SITES,
    verdict: { kind: 'registered', person: 'p-1', group: 'lansia', region: '32.73', dose: 1 },
    services: {
      registry: {
        async submit(submission) {
          if (world.fault) throw world.fault;
          submissions.push(submission);
          return world.verdict;
        },
      },
      access: fakeAccess(),
      sendsCodes: false,
      references: createReferences(testKeys),
      corrections: fakeCorrections(),
      roles: { people: async () => 10 },
      drafts: createDrafts({
        documents: memoryDocuments({ clock: () => NOW }),
        sealer: testKeys,
        pseudonyms: testKeys,
      }),

      booking: fakeBooking(() => world),
      screening: unasked(),
      consents: {
        async record(consent) {
          consents.set(consent.id, consent);
        },
        list: async () => [...consents.values()],
      },
      regions: loadRegions(),
      programme: {
        notice: { version: '2026-11-1' },
        bring: [
          { id: 'KTP asli', en: 'Your ID card (KTP)' },
          { id: 'Kode tiket ini', en: 'This ticket code' },
        ],
      },
      publicUrl: 'https://vaksin.example.go.id',
    },
  };
  return world;
}
