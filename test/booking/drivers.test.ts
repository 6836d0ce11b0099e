import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBooking } from '../../booking/documents.ts';
import { sampleSites, seedSample } from '../../booking/sample.ts';
import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
import { loadProgramme } from '../../domain/programme-file.ts';
import { loadRegions } from '../../domain/regions.ts';
import { createLocalRegistry } from '../../registry/local.ts';
import { samplePersonas } from '../../registry/sample.ts';
import { createCosmosPeer } from '../../simulator/cosmos/peer.ts';
import { openCosmos } from '../../stores/cosmos/open.ts';
import { applyCosmos, planCosmos } from '../../stores/cosmos/provision.ts';
import type { Documents } from '../../stores/documents.ts';
import { openSqlite } from '../../stores/sqlite/open.ts';
import { testKeys } from '../registry/support/keys.ts';
import { UNHURRIED } from '../stores/support/cosmos.ts';
import { NOW, placesOf } from './support/house.ts';

const regions = loadRegions();

/** Two processes' worth of connections to one store, and how to clean up. */
type Opened = { readonly stores: readonly [Documents, Documents]; close(): Promise<void> };

async function sqlite(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-booking-'));
  const stores = [openSqlite({ file: join(folder, 'a.db') }), openSqlite({ file: join(folder, 'a.db') })] as const;
  const close = async (): Promise<void> => {
    for (const store of stores) await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { stores, close };
}

async function cosmos(): Promise<Opened> {
  const peer = createCosmosPeer();
  const account = { endpoint: await peer.listen(), key: peer.key, database: 'sapa' };
  await applyCosmos(await planCosmos(account));
  const open = (): Promise<Documents> => openCosmos({ ...account, ...UNHURRIED, metrics: uncounted, logger: silent });
  const stores = [await open(), await open()] as const;
  const close = async (): Promise<void> => {
    for (const store of stores) await store.close();
    await peer.close();
  };
  return { stores, close };
}

function roomsOf(documents: Documents) {
  const common = { documents, sealer: testKeys, pseudonyms: testKeys, regions };
  const registry = createLocalRegistry({ ...common, programme: loadProgramme('covid19-2021') });
  return { documents, registry, regions, booking: createBooking(common), clock: () => NOW };
}

describe.each([
  ['SQLite', sqlite],
  ['Cosmos DB', cosmos],
])('on %s', (_name, open) => {
  let opened: Opened | undefined;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());

  test('from the sample to a ticket, seeded and asked through two connections at once', async () => {
    const [here, there] = (opened?.stores ?? []).map(roomsOf);
    if (!here || !there) throw new Error('the store did not open');
    await Promise.all([seedSample(here), seedSample(there)]);
    expect((await there.booking.places({}, NOW, 100)).sites).toHaveLength(sampleSites().length);

    const siti = samplePersonas().find((one) => one.id === 'siti');
    if (!siti) throw new Error('no such persona');
    const { nik, name, relation, place } = siti.answers;
    const said = { nik, name, relation, birthDate: siti.birthDate, sex: siti.sex, contact: 'c', key: 'k' };
    const verdicts = await Promise.all([here, there].map((rooms) => rooms.registry.submit(said, NOW)));
    expect(verdicts).toEqual(Array(2).fill(expect.objectContaining({ kind: 'registered', region: '32.73', dose: 1 })));

    const { sites } = await here.booking.places({ text: place }, NOW, 3);
    const site = sites[0]?.code ?? '';
    const [first, second] = await here.booking.sessions(site, NOW, 2);
    if (!first || !second) throw new Error('no sessions');
    const person = testKeys.person(nik);
    const answers = await Promise.all(
      [here, there].map((rooms, n) =>
        rooms.booking.book({ person, dose: 1, site, session: n === 0 ? first.id : second.id, contact: 'c' }, NOW),
      ),
    );
    const codes = answers.map((answer) => ('ticket' in answer ? answer.ticket.code : answer.kind));
    expect(codes[0]).toBe(codes[1]);
    expect(await placesOf(here.documents, person)).toHaveLength(1);
    expect(await there.booking.check(codes[0] ?? '', NOW)).toMatchObject({
      kind: 'valid',
      ticket: { site: { code: site } },
    });
    expect(await there.booking.check('0000-0000-0000-0000', NOW)).toEqual({ kind: 'invalid' });
  });
});
