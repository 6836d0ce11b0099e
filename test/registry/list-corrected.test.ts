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
