import type { Inbound } from '../../bots/channel.ts';
import { createTeller } from '../../bots/news.ts';
import { createTemplateStates } from '../../bots/template-states.ts';
import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
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
  ['whatsapp', 23.5, 'APPROVED', 'told', { key: 'k', closed: false }],
  ['whatsapp', 23.9, undefined, 'told', { key: 'k', closed: true }],
  ['whatsapp', 200, 'FLAGGED', 'told', { key: 'k', closed: true }],
  ['whatsapp', 200, 'PAUSED', 'later', undefined],
  ['whatsapp', 200, 'REJECTED', 'later', undefined],
  ['whatsapp', 200, 'PENDING', 'later', undefined],
  ['whatsapp', 1, 'PAUSED', 'told', { key: 'k', closed: false }],
  ['messenger', 30, undefined, 'later', undefined],
  ['messenger', 30, 'APPROVED', 'told', { key: 'k', closed: true }],
  ['webchat', 24 * 40, undefined, 'told', undefined],
])('on %s, %d hours after the last word, the template %s: %s', async (channel, hours, event, expected, notice) => {
  const now = 1_790_000_000_000;
  const inner = { channel, address: 'x', seq: 0, inboundAt: now - hours * 3_600_000, seen: '', outbox: [] };
  const held = { id: `${channel}|c`, inner, etag: '1', body: undefined };
  const documents = memoryDocuments();
  const fact = { kind: 'template_status', at: 1, channel, name: 'verdict_ready', language: 'id', event };
  if (event) await documents.put('channelfacts', 'f', 'f', fact, { ifNoneMatch: '*' });
  const received: Inbound[] = [];
  const counted: string[] = [];
  const metrics = {
    ...uncounted,
    count: (name: string, labels = {}) => void counted.push(`${name} ${JSON.stringify(labels)}`),
  };
  const clock = () => now;
  const tell = createTeller({
    ...{ memory: { reload: async () => held }, channels: new Map([[channel, {}]]), clock, metrics },
    receive: async (inbound) => {
      received.push(inbound);
      return { kind: 'saved' };
    },
    conversation: { template: async () => ({ name: 'verdict_ready', language: 'id' }), hears: () => true },
    templates: createTemplateStates({ documents, clock, metrics, logger: silent }),
  });
  expect(await tell({ key: 'k', contact: 'c', news })).toBe(expected);
  expect(received.map((one) => one.notice)).toEqual(expected === 'told' ? [notice] : []);
  const waits = `notices_held_total {"channel":"${channel}","template":"verdict_ready"}`;
  expect(counted.includes(waits)).toBe(expected === 'later');
});
