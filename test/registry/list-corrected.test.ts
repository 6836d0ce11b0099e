import { createLocalRegistry } from '../../registry/local.ts';
import { createNotices, type VerdictNotice } from '../../registry/notices.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { testKeys } from './support/keys.ts';
import { confirmed, NOW, programme, regions, SITI } from './support/rows.ts';

test('a new list that makes right what citizens said is told to them, once, and to nobody else', async () => {
  const documents = memoryDocuments({ clock: () => NOW + 10 });
  const notices = createNotices(documents, () => NOW + 10);
  const keys = { documents, sealer: testKeys, pseudonyms: testKeys };
  const registry = createLocalRegistry({ ...keys, programme, regions, notices, pause: async () => {} });
  const said = confirmed({ channel: 'whatsapp', contact: 'siti' });
  expect((await registry.submit(said, NOW)).kind).toBe('unknown');
  await registry.submit(confirmed({ channel: 'webchat', contact: 'stranger', name: 'Budi Lain', key: 'k2' }), NOW);
  await registry.importTarget(SITI, NOW + 1);
  await registry.importTarget({ ...SITI, region: '5171' }, NOW + 2);
  const told: VerdictNotice[] = [];
  const deliver = (): Promise<number> =>
    notices.deliver(async (notice) => {
      told.push(notice as VerdictNotice);
      return 'told';
    });
  await deliver();
  await deliver();
  expect(told).toMatchObject([
    { kind: 'verdict', contact: 'siti', channel: 'whatsapp', verdict: { kind: 'registered', group: 'lansia' } },
  ]);
});

test('a list that no longer agrees, or says something else, is told to who was right before; the same again is not', async () => {
  const documents = memoryDocuments({ clock: () => NOW + 10 });
  const notices = createNotices(documents, () => NOW + 10);
  const keys = { documents, sealer: testKeys, pseudonyms: testKeys };
  const registry = createLocalRegistry({ ...keys, programme, regions, notices, pause: async () => {} });
  await registry.importTarget(SITI, NOW);
  expect((await registry.submit(confirmed({ contact: 'siti' }), NOW)).kind).toBe('registered');
  await registry.submit(confirmed({ contact: 'stranger', name: 'Budi Lain', key: 'k2' }), NOW);
  const told: string[] = [];
  const change = async (row: typeof SITI, now: number): Promise<readonly string[]> => {
    await registry.importTarget(row, now);
    await registry.importTarget(row, now + 0.5);
    await notices.deliver(async (notice) => {
      told.push(`${notice.contact} ${(notice as VerdictNotice).verdict.kind}`);
      return 'told';
    });
    return told.splice(0);
  };
  expect(await change({ ...SITI, phone: '+6281200000002' }, NOW + 1)).toEqual([]);
  expect(await change({ ...SITI, group: 'umum' }, NOW + 2)).toEqual(['siti not_yet']);
  expect(await change({ ...SITI, birthDate: '1950-03-06' }, NOW + 3)).toEqual(['siti unknown']);
  expect(await change(SITI, NOW + 4)).toEqual(['siti registered']);
  expect(await change({ ...SITI, birthDate: '1950-03-06' }, NOW + 5)).toEqual(['siti unknown']);
});
