import type { Ticket } from '../../../booking/booking.ts';
import { createBooking } from '../../../booking/documents.ts';
import { createFitsFor } from '../../../booking/fits.ts';
import { importSessions, importSites } from '../../../booking/import.ts';
import { uncounted } from '../../../domain/metrics.ts';
import { loadProgramme } from '../../../domain/programme-file.ts';
import { loadRegions } from '../../../domain/regions.ts';
import { createConsentLedger } from '../../../privacy/consent.ts';
import { createReferences } from '../../../privacy/references.ts';
import type { OwnerNotice } from '../../../registry/access-delivery.ts';
import { createAccessDelivery, type OutgoingCode } from '../../../registry/access-delivery.ts';
import { createAccess } from '../../../registry/access-rules.ts';
import { type Correction, createCorrections } from '../../../registry/corrections.ts';
import { createDrafts } from '../../../registry/drafts.ts';
import type { RecordedDose } from '../../../registry/driver.ts';
import { createLocalRegistry } from '../../../registry/local.ts';
import { createRoles } from '../../../registry/roles.ts';
import { createScreenings } from '../../../registry/screenings.ts';
import { createSlips } from '../../../registry/slips.ts';
import type { TargetRow } from '../../../registry/targets/row.ts';
import type { Documents } from '../../../stores/documents.ts';
import { startTalk, type Talk } from '../../dialogs/support/talk.ts';
import { createWorld, NOW, type World } from '../../dialogs/support/world.ts';
import { testKeys } from '../../registry/support/keys.ts';
import { memoryDocuments } from '../../support/memory-documents.ts';

/** Invented targets: with a phone, of the same family, without one, and a child. */
export const SITI: TargetRow = {
  ...{ nik: '3273054503509901', name: 'Siti Contoh Melati', birthDate: '1950-03-05', sex: 'F' },
  ...{ phone: '+6281200000001', group: 'lansia', region: '32.73' },
};
export const BUDI: TargetRow = {
  ...{ nik: '3273051708499902', name: 'Budi Contoh Santoso', birthDate: '1949-08-17', sex: 'M' },
  ...{ phone: '+6281200000001', group: 'lansia', region: '32.73' },
};
/** Nobody wrote down a phone. */
export const WATI: TargetRow = {
  ...{ nik: '3273054111489903', name: 'Wati', birthDate: '1948-11-01', sex: 'F' },
  ...{ group: 'lansia', region: '32.73' },
};
/** A NIK that nobody has. */
export const NOBODY = { nik: '3273052001609904', name: 'Totok Tercecer', birthDate: '1960-01-20', sex: 'M' } as const;

const RELATIONS = { self: 'saya sendiri', parent: 'orang tua saya', child: 'anak saya', other: 'orang lain' } as const;

/** What was asked of the store, without the documents' ids: the work that an answer cost. */
export type Work = readonly string[];

export interface House {
  readonly documents: Documents;
  readonly world: World;
  /** Codes as they reached the registered contact. */
  readonly sent: OutgoingCode[];
  /** Sees to codes and notices that wait. */
  deliver(now: number): Promise<void>;
  /** Looks at every slip of the finger, and answers what the desk has then. */
  desk(now: number): Promise<readonly Pick<Correction, 'kind' | 'words'>[]>;
  notices(): Promise<readonly OwnerNotice[]>;
  citizen(contact: string, phone?: string): Talk;
  ticketOf(nik: string): Promise<Ticket | undefined>;
  /** Starts counting anew and answers what was counted. */
  work(): Work;
  readonly person: (nik: string) => string;
  /** Doses that were given, as a site records them. */
  give(person: string, doses: readonly RecordedDose[]): Promise<void>;
}

function counted(documents: Documents, work: string[]): Documents {
  return {
    ...documents,
    get: (container, pk, id) => {
      work.push(`get ${container}`);
      return documents.get(container, pk, id);
    },
    put: (container, pk, id, body, condition) => {
      work.push(`put ${container}`);
      return documents.put(container, pk, id, body, condition);
    },
    query: (container, query) => {
      work.push(`query ${container}`);
      return documents.query(container, query);
    },
  };
}

/** The conversation over the real registry, access, booking and consents, with few people and one place. */
export async function openHouse(
  options: {
    readonly sendsCodes?: boolean;
    readonly targets?: readonly TargetRow[];
    readonly programme?: string;
    readonly product?: string;
  } = {},
): Promise<House> {
  const { sendsCodes = true, targets = [SITI, BUDI, WATI], product = 'CoronaVac' } = options;
  const work: string[] = [];
  const documents = counted(memoryDocuments({ clock: () => NOW }), work);
  const regions = loadRegions();
  const programme = loadProgramme(options.programme ?? 'covid19-2021');
  const keys = { documents, sealer: testKeys, pseudonyms: testKeys, regions };
  const registry = createLocalRegistry({ ...keys, programme });
  await registry.targets.put(targets, NOW);
  await importSites(keys, [
    { code: 'UJI-1', name: 'Puskesmas Contoh Melati', address: 'Jl. Contoh No. 1', region_code: '32.73' },
  ]);
  const day = { site_code: 'UJI-1', date: '2026-11-28', end: '12:00', capacity: 50, product };
  await importSessions(keys, [
    { ...day, start: '08:00' },
    { ...day, start: '09:00' },
  ]);
  const booking = createBooking({ ...keys, clock: () => NOW });
  const sent: OutgoingCode[] = [];
  const sender = {
    async send(code: OutgoingCode) {
      sent.push(code);
      return 'sent' as const;
    },
  };
  const corrections = createCorrections(keys);
  const slips = createSlips({ ...keys, corrections, metrics: uncounted });
  const seeTo = createAccessDelivery({ ...keys, sender, slips });
  const services = {
    access: createAccess(keys),
    corrections,
    drafts: createDrafts(keys),
    roles: createRoles(keys),
    references: createReferences(testKeys),
    sendsCodes,
    registry,
    booking,
  };
  const screening = createScreenings({ ...keys, programme });
  const rest = {
    screening,
    fitsFor: createFitsFor({ ...keys, programme, screenings: screening }),
    consents: createConsentLedger(documents),
    regions,
    programme,
    publicUrl: 'https://vaksin.example.go.id',
  };
  const world: World = { ...createWorld(), services: { ...services, ...rest } };
  return {
    ...{ documents, world, sent },
    async deliver(now) {
      await seeTo(now);
    },
    async desk(now) {
      await seeTo(now);
      while ((await slips.run(now)) > 0);
      return (await corrections.list()).map(({ kind, words }) => ({ kind, words }));
    },
    async notices() {
      const page = await documents.query<OwnerNotice>('notices', { index: { field: 'due', from: 0 } });
      return page.items.map(({ body }) => body);
    },
    citizen(contact, phone) {
      const talk = startTalk(world, contact);
      talk.phone = phone;
      return talk;
    },
    ticketOf: (nik) => booking.held(testKeys.person(nik), 1),
    work: () => work.splice(0),
    person: testKeys.person,
    async give(person, doses) {
      const stored = await documents.get<object>('persons', person, person);
      const given = testKeys.seal(JSON.stringify(doses), person);
      await documents.put('persons', person, person, { ...stored?.body, given }, { ifMatch: stored?.etag ?? '' });
    },
  };
}

type Said = Pick<TargetRow, 'nik' | 'name' | 'birthDate'>;

/** What is typed from the first word to the question for a phone or a code; without it where the channel proves one. */
export const upToPhone = ({ nik, name, birthDate }: Said): readonly string[] => [
  ...['daftar', 'setuju', nik, name],
  birthDate.split('-').reverse().join('-'),
];

/** Says all that, and that it is meant where a birth date differs from the digits of the NIK. Answers the last words. */
export async function sayUpToPhone(talk: Talk, said: Said): Promise<readonly string[]> {
  let heard: readonly string[] = [];
  for (const text of upToPhone(said))
    if (text !== 'setuju' || talk.state?.consent === undefined) {
      // Whom the list knows by this phone goes the long way here all the same.
      if (talk.state?.dialogStack[0]?.id === 'invitation' && text === said.nik) await talk.say('orang lain');
      heard = (await talk.say(text)).texts;
    }
  const doubt = talk.state?.dialogStack[0]?.state.pending !== undefined;
  return doubt ? (await talk.say('ya')).texts : heard;
}

/** Says everything up to the verdict and answers what was heard last. */
export async function register(
  talk: Talk,
  said: Said,
  { phone = 'tidak ada', relation = 'self' }: { phone?: string; relation?: keyof typeof RELATIONS } = {},
): Promise<readonly string[]> {
  await sayUpToPhone(talk, said);
  if (talk.phone === undefined) await talk.say(phone);
  return (await talk.say(RELATIONS[relation])).texts;
}
