/** What a citizen sent, read from the fake Meta as it would be from the real one. */
import { createGraph, type Graph } from '../../adapters/meta/graph.ts';
import { createMediaReader, type MediaReader } from '../../adapters/meta/media-reading.ts';
import type { SaidMedia } from '../../simulator/meta/whatsapp/inbound.ts';
import { type Bench, changes, startBench } from './support/bot.ts';

let bench: Bench;
let graph: Graph;
let reader: MediaReader;
let now = Date.UTC(2026, 5, 1);
beforeEach(async () => {
  bench = await startBench({ clock: () => now });
  graph = createGraph({ baseUrl: bench.sim.graphBaseUrl, connections: 2 });
  reader = createMediaReader({ graph, graphBaseUrl: bench.sim.graphBaseUrl });
});
afterEach(async () => {
  await graph.close();
  await bench.close();
});

const WISH = { types: ['image/png', 'image/jpeg', 'application/pdf'], mostBytes: 1_000 };

/** The id that the webhook names. */
async function sent(type: SaidMedia['kind']): Promise<string> {
  const phone = bench.sim.phones.add({ channel: 'whatsapp', number: '6281200000001' });
  bench.sim.act(phone, { kind: 'media', type });
  await bench.sim.quiet();
  const message = changes(bench.got)
    .flatMap(({ value }) => value.messages ?? [])
    .at(-1);
  return String((message?.[type] as { id?: string } | undefined)?.id);
}
const read = (id: string, token = bench.sim.whatsapp.accessToken) =>
  reader.read({ channel: 'whatsapp', id, token }, WISH);

test.each<[SaidMedia['kind'], object]>([
  ['image', { kind: 'ok', contentType: 'image/png' }],
  ['document', { kind: 'ok', contentType: 'application/pdf' }],
  ['sticker', { kind: 'refused', reason: 'type' }],
  ['video', { kind: 'refused', reason: 'type' }],
])('WhatsApp: %s', async (type, expected) => {
  expect(await read(await sent(type))).toMatchObject(expected);
});

test('not with a token of somebody else, not after a month, and not while Meta is down', async () => {
  const id = await sent('image');
  expect(await read(id, 'of somebody else')).toEqual({ kind: 'refused', reason: 'gone' });
  bench.sim.faults.add({ door: 'graph', kind: 'status', status: 500, times: 1 });
  expect(await read(id)).toEqual({ kind: 'away' });
  bench.sim.faults.add({ door: 'graph', kind: 'cut_before', times: 1 });
  expect(await read(id)).toEqual({ kind: 'away' });
  expect((await read(id)).kind).toBe('ok');
  now += 31 * 86_400_000;
  expect(await read(id)).toEqual({ kind: 'refused', reason: 'gone' });
});

test('Messenger: by the address in the webhook', async () => {
  const phone = bench.sim.phones.add({ channel: 'messenger' });
  bench.sim.act(phone, { kind: 'media', type: 'image' });
  await bench.sim.quiet();
  const url = /"url":"([^"]+)"/.exec(JSON.stringify(bench.got.at(-1)?.body))?.[1] ?? '';
  expect(await reader.read({ channel: 'messenger', url }, WISH)).toMatchObject({
    kind: 'ok',
    contentType: 'image/png',
  });
});
