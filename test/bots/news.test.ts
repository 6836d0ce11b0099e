import { createTeller } from '../../bots/news.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { engine, plainPseudonyms, said, settled, stored } from './support/engine.ts';

const news = { kind: 'verdict', person: 'p', verdict: { kind: 'unknown', person: 'p' } } as const;
const contact = plainPseudonyms.contact('fake', 'siti');

/** Every reply of the news was spoken, and none twice. */
function expectOnce(spoken: readonly { readonly id: string }[]): void {
  const ids = spoken.map(({ id }) => id).filter((id) => id.startsWith('news:k1'));
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(2);
}

test('news is a turn of its own: spoken once, however often it comes, and it opens no service window', async () => {
  const documents = memoryDocuments();
  const { bot, channel, clock } = engine(documents);
  await bot.receive(said('m1', 'halo'));
  await bot.quiet();
  const before = (await stored(documents))?.body;
  clock.now += 3_600_000;
  expect(await bot.tell({ key: 'k1', contact, channel: 'fake', news })).toBe('told');
  expect(await bot.tell({ key: 'k1', contact, news })).toBe('told');
  await bot.quiet();
  await settled();
  expectOnce(channel.spoken);
  expect(before).toBeDefined();
  const id = `fake|${contact}`;
  const held = await documents.get<{ sealed: string }>('conversations', id, id);
  expect(JSON.parse(held?.body.sealed ?? '{}').inboundAt).toBe(1_790_000_000_000);
});

test('two processes tell the same news once', async () => {
  const documents = memoryDocuments({ pause: () => new Promise(setImmediate) });
  const [a, b] = [engine(documents), engine(documents)];
  await a.bot.receive(said('m1', 'halo'));
  await a.bot.quiet();
  await Promise.all([a, b].map(({ bot }) => bot.tell({ key: 'k1', contact, news })));
  await Promise.all([a.bot.quiet(), b.bot.quiet()]);
  await settled();
  expectOnce([...a.channel.spoken, ...b.channel.spoken]);
});

test('who never wrote is not written to, and a bot that stops says later', async () => {
  const { bot } = engine(memoryDocuments());
  expect(await bot.tell({ key: 'k1', contact: 'nobody', news })).toBe('never');
  await bot.receive(said('m1', 'halo'));
  await bot.stop();
  expect(await bot.tell({ key: 'k1', contact, news })).toBe('later');
});

test.each([
  ['whatsapp', 23.5, 'told'],
  ['whatsapp', 23.9, 'later'],
  ['messenger', 30, 'later'],
  ['webchat', 24 * 40, 'told'],
])('on %s, %d hours after the last word: %s', async (channel, hours, expected) => {
  const now = 1_790_000_000_000;
  const inner = { channel, address: 'x', seq: 0, inboundAt: now - hours * 3_600_000, seen: '', outbox: [] };
  const held = { id: `${channel}|c`, inner, etag: '1', body: undefined };
  const tell = createTeller({
    memory: { reload: async () => held },
    channels: new Map([[channel, {}]]),
    receive: async () => ({ kind: 'saved' }),
    clock: () => now,
  });
  expect(await tell({ key: 'k', contact: 'c', news })).toBe(expected);
});
