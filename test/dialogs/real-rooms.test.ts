import { createBooking } from '../../booking/documents.ts';
import { createFitsFor } from '../../booking/fits.ts';
import { seedSample } from '../../booking/sample.ts';
import { loadProgramme } from '../../domain/programme-file.ts';
import { loadRegions } from '../../domain/regions.ts';
import { createConsentLedger } from '../../privacy/consent.ts';
import { createReferences } from '../../privacy/references.ts';
import { createAccess } from '../../registry/access-rules.ts';
import { createCorrections } from '../../registry/corrections.ts';
import { createDrafts } from '../../registry/drafts.ts';
import { createLocalRegistry } from '../../registry/local.ts';
import { createRoles } from '../../registry/roles.ts';
import { samplePersonas } from '../../registry/sample.ts';
import { createScreenings } from '../../registry/screenings.ts';
import { testKeys } from '../registry/support/keys.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { startTalk, type Talk } from './support/talk.ts';
import { createWorld, NOW } from './support/world.ts';

/** The conversation over the real registry, booking and consent ledger, with the sample list. */
async function openTalk(): Promise<Talk> {
  const documents = memoryDocuments();
  const regions = loadRegions();
  const programme = loadProgramme('covid19-2021');
  const keys = { documents, sealer: testKeys, pseudonyms: testKeys, regions };
  const registry = createLocalRegistry({ ...keys, programme });
  await seedSample({ documents, registry, regions, clock: () => NOW });
  const booking = createBooking(keys);
  const access = createAccess(keys);
  const consents = createConsentLedger(documents);
  const screening = createScreenings({ ...keys, programme });
  return startTalk({
    ...createWorld(),
    services: {
      access,
      sendsCodes: false,
      corrections: createCorrections(keys),
      drafts: createDrafts(keys),
      roles: createRoles(keys),
      references: createReferences(testKeys),
      registry,
      booking,
      fitsFor: createFitsFor({ ...keys, programme, screenings: screening }),
      screening,
      consents,
      regions,
      programme,
      publicUrl: 'https://vaksin.example.go.id',
    },
  });
}

const RELATION = { self: 'saya sendiri', child: 'anak saya', parent: 'orang tua saya', other: 'orang lain' } as const;
const EXPECTED = { registered: 'pendaftaran diterima', not_yet: 'kabari di sini', unknown: 'kami catat' } as const;

describe('with the real registry and booking', () => {
  test.each(
    samplePersonas().map((persona) => [persona.id, persona] as const),
  )('%s hears the promised verdict, and a registered person walks away with a ticket in nine turns', async (_id, {
    answers,
    verdict,
  }) => {
    const talk = await openTalk();
    const { nik, name, birthDate, phone, relation } = answers;
    talk.phone = `+62${phone.replace(/\D/g, '').slice(1)}`;
    for (const text of ['daftar', 'setuju']) await talk.say(text);
    if (talk.state?.dialogStack[0]?.id === 'invitation') await talk.say('orang lain');
    for (const text of [nik, name, birthDate]) await talk.say(text);
    const heard = await talk.say(RELATION[relation]);
    expect(heard.texts.join('\n')).toContain(EXPECTED[verdict]);
    if (verdict !== 'registered') return;
    for (const text of ['tidak ada', '1']) await talk.say(text);
    const ticket = await talk.say('1');
    expect(ticket.texts.join('\n')).toMatch(/Kode tiket: [0-9A-Z]{4}(-[0-9A-Z]{4}){3}\./);
    expect(ticket.texts.every((text) => text.length <= 300)).toBe(true);
    expect((await talk.say('tiket saya')).texts[0]).toContain('Kode tiket');
  });

  test('every turn may run twice: one consent, one registration, one ticket, the same words', async () => {
    const talk = await openTalk();
    const [siti] = samplePersonas();
    const { nik = '', name = '', birthDate = '', phone = '' } = siti?.answers ?? {};
    talk.phone = `+62${phone.replace(/\D/g, '').slice(1)}`;
    for (const text of ['daftar', 'setuju', nik, name, birthDate, 'saya sendiri', 'tidak ada', '1']) {
      const first = await talk.say(text);
      const state = talk.state;
      const second = await talk.again();
      expect(second).toEqual(first);
      expect(talk.state).toEqual(state);
    }
    const code = /Kode tiket: ([0-9A-Z-]+)/;
    const booked = code.exec((await talk.say('1')).texts.join('\n'))?.[1];
    expect(booked).toBeDefined();
    expect(code.exec((await talk.again()).texts.join('\n'))?.[1]).toBe(booked);
    expect(await talk.world.services.consents.list('contact')).toHaveLength(1);
  });

  test('a place is found as a citizen types it', async () => {
    const talk = await openTalk();
    const [siti] = samplePersonas();
    const { nik = '', name = '', birthDate = '' } = siti?.answers ?? {};
    talk.phone = '+6281200000001';
    for (const text of ['daftar', 'setuju', nik, name, birthDate, 'saya', 'tidak ada']) await talk.say(text);
    expect((await talk.say('jaksel')).texts.join('\n')).toContain('Jakarta Selatan');
    expect((await talk.say('Atlantis')).texts[0]).toContain('belum menemukan');
  });
});
