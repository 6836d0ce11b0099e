/** A reply that nobody could deliver for a day is given up, and is in nobody's way afterwards. */
import { memoryDocuments } from '../support/memory-documents.ts';
import { engine, said, settled, stored } from './support/engine.ts';

test('given up after a day on disk too: it does not stay due for ever', async () => {
  const documents = memoryDocuments();
  const { bot, channel, jobs, clock } = engine(documents);
  channel.answer = async (_address, outgoing) =>
    outgoing.map(() => ({ kind: 'retry', afterMs: 1_000, reason: 'away' }));
  await bot.receive(said('m1', 'a'));
  await settled();
  clock.now += 25 * 3_600_000;
  for (let n = 0; n < 2; n += 1) {
    await jobs.run('outbox_settle');
    await jobs.run('outbox_sweep');
    await settled();
  }
  expect(channel.spoken).toEqual([]);
  expect((await stored(documents))?.body.due).toBeUndefined();
});
