import type { Receipt } from '../../bots/channel.ts';
import { uncounted } from '../../domain/metrics.ts';
import type { Documents } from '../../stores/documents.ts';
import { Busy, Unavailable } from '../../stores/errors.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { engine, said, settled, stored } from './support/engine.ts';
import { tallyConversation } from './support/tally.ts';

/** Documents whose calls can be made to fail or to wait. */
function wrapped(inner: Documents, over: Partial<Documents>): Documents {
  return {
    get: (...given) => inner.get(...given),
    put: (...given) => inner.put(...given),
    delete: (...given) => inner.delete(...given),
    query: (...given) => inner.query(...given),
    bulk: (...given) => inner.bulk(...given),
    ping: () => inner.ping(),
    collect: (...given) => inner.collect(...given),
    close: () => inner.close(),
    ...over,
  };
}

const kinds = (receipts: readonly Receipt[]): string[] => receipts.map((receipt) => receipt.kind);

describe('a turn', () => {
  test('is saved before it is spoken, and is spoken in order', async () => {
    const documents = memoryDocuments();
    const { bot, channel } = engine(documents);
    const order: string[] = [];
    const put = documents.put.bind(documents);
    const watched = wrapped(documents, {
      put: async (...given) => {
        const etag = await put(...given);
        order.push('saved');
        return etag;
      },
    });
    const two = engine(watched);
    two.channel.answer = (_address, outgoing) => {
      order.push(...outgoing.map((one) => `spoken ${one.activity.text}`));
      return Promise.resolve(outgoing.map(() => ({ kind: 'sent' }) as const));
    };
    expect(await two.bot.receive(said('m1', 'halo'))).toEqual({ kind: 'saved' });
    await settled();
    expect(order).toEqual(['saved', 'spoken 1', 'spoken heard halo']);
    expect(channel.spoken).toEqual([]);
    expect(bot.load).toEqual({ running: 0, waiting: 0 });
  });

  test('twenty messages at once all count, in the order they came in, and are answered in that order', async () => {
    const documents = memoryDocuments();
    const { bot, channel } = engine(documents);
    const receipts = await Promise.all(Array.from({ length: 20 }, (_, n) => bot.receive(said(`m${n}`, `t${n}`))));
    expect(new Set(kinds(receipts))).toEqual(new Set(['saved']));
    await settled();
    expect((await stored(documents))?.tally.texts).toEqual(Array.from({ length: 20 }, (_, n) => `t${n}`));
    expect(channel.spoken.map((one) => one.seq)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
    expect(channel.spoken.map((one) => one.text)).toEqual(
      Array.from({ length: 20 }, (_, n) => [`${n + 1}`, `heard t${n}`]).flat(),
    );
  });

  test('twenty messages at once into two processes on one store all count once', async () => {
    const documents = memoryDocuments();
    // Uneven waits, so that the two really cross each other between load and save.
    const uneven = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
    const slow = wrapped(documents, {
      get: (...given) => uneven().then(() => documents.get(...given)),
      put: (...given) => uneven().then(() => documents.put(...given)),
    });
    let conflicts = 0;
    const metrics = { ...uncounted, count: (name: string) => void (name === 'turn_conflicts_total' && conflicts++) };
    const processes = [engine(slow, { metrics }), engine(slow, { metrics })];
    const deliver = async (n: number): Promise<Receipt> => {
      // A refused message comes again, as every channel brings it.
      for (;;) {
        const receipt = await processes[n % 2]?.bot.receive(said(`m${n}`, `t${n}`));
        if (receipt && receipt.kind !== 'refused') return receipt;
      }
    };
    await Promise.all(Array.from({ length: 20 }, (_, n) => deliver(n)));
    await settled();
    const texts = (await stored(documents))?.tally.texts ?? [];
    expect([...texts].sort()).toEqual(Array.from({ length: 20 }, (_, n) => `t${n}`).sort());
    const spoken = processes.flatMap((one) => one.channel.spoken);
    expect(new Set(spoken.map((one) => one.seq)).size).toBe(40);
    expect(spoken).toHaveLength(40);
    expect(conflicts).toBeGreaterThan(0);
  });

  test.each([1, 2])('the same message five times at once into %i process(es) is one turn', async (count) => {
    const documents = memoryDocuments();
    const processes = Array.from({ length: count }, () => engine(documents));
    const receipts = await Promise.all(
      Array.from({ length: 5 }, (_, n) => processes[n % count]?.bot.receive(said('m1', 'sekali'))),
    );
    expect(receipts.filter((receipt) => receipt?.kind === 'saved')).toHaveLength(1);
    expect(receipts.filter((receipt) => receipt?.kind === 'seen')).toHaveLength(4);
    await settled();
    expect((await stored(documents))?.tally.texts).toEqual(['sekali']);
    expect(processes.flatMap((one) => one.channel.spoken)).toHaveLength(2);
  });

  test('a redelivery long after changes nothing, in a new process too', async () => {
    const documents = memoryDocuments();
    const first = engine(documents);
    for (let n = 0; n < 30; n += 1) await first.bot.receive(said(`m${n}`, `t${n}`));
    await first.bot.stop();
    const second = engine(documents);
    expect(await second.bot.receive(said('m3', 't3'))).toEqual({ kind: 'seen' });
    expect((await stored(documents))?.tally.texts).toHaveLength(30);
    await settled();
    expect(second.channel.spoken).toEqual([]);
  });

  test('a fault of ours in a dialog is one apology, keeps the answers and is not run again', async () => {
    const documents = memoryDocuments();
    const conversation = tallyConversation({
      amid: (text) => (text === 'boom' ? Promise.reject(new RangeError('a fault of ours')) : Promise.resolve()),
    });
    const { bot, channel } = engine(documents, { conversation });
    expect(kinds([await bot.receive(said('m1', 'a')), await bot.receive(said('m2', 'boom'))])).toEqual([
      'saved',
      'saved',
    ]);
    expect(await bot.receive(said('m2', 'boom'))).toEqual({ kind: 'seen' });
    await bot.receive(said('m3', 'b'));
    await settled();
    expect((await stored(documents))?.tally.texts).toEqual(['a', 'b']);
    expect(channel.spoken.map((one) => one.text)).toEqual(['1', 'heard a', 'sorry', '2', 'heard b']);
  });

  test.each([
    ['busy', new Busy(700), 700],
    ['unavailable', new Unavailable(), 2_000],
  ])('a store that is %s refuses the turn with nothing half done, and takes it when it is back', async (_name, error, retryAfterMs) => {
    const inner = memoryDocuments();
    let broken = true;
    const documents = wrapped(inner, { put: (...given) => (broken ? Promise.reject(error) : inner.put(...given)) });
    const { bot, channel } = engine(documents);
    expect(await bot.receive(said('m1', 'a'))).toEqual({ kind: 'refused', reason: 'store', retryAfterMs });
    await settled();
    expect([await stored(inner), channel.spoken]).toEqual([undefined, []]);
    broken = false;
    expect(await bot.receive(said('m1', 'a'))).toEqual({ kind: 'saved' });
    await settled();
    expect(channel.spoken.map((one) => one.text)).toEqual(['1', 'heard a']);
  });

  test('an effect gets the same key when the turn runs again, and another one in another turn', async () => {
    const documents = memoryDocuments();
    const keys: string[] = [];
    const tally = tallyConversation();
    const conversation = {
      ...tally,
      run: (...given: Parameters<typeof tally.run>) => {
        keys.push(given[2].key);
        return tally.run(...given);
      },
    };
    const [one, two] = [engine(documents, { conversation }), engine(documents, { conversation })];
    await one.bot.receive(said('m0', 'first'));
    await two.bot.receive(said('m1', 'second'));
    // Process one still holds the old version: it runs, meets the 412, and runs again.
    await one.bot.receive(said('m2', 'third'));
    expect(keys).toHaveLength(4);
    expect(keys[2]).toBe(keys[3]);
    expect(new Set(keys).size).toBe(3);
  });

  test('keys of the store hold no address and no message id', async () => {
    const inner = memoryDocuments();
    const keys: string[] = [];
    const documents = wrapped(inner, {
      put: (container, pk, id, ...rest) => {
        keys.push(pk, id);
        return inner.put(container, pk, id, ...rest);
      },
    });
    await engine(documents).bot.receive(said('wamid.628123456789', 'a', '628123456789'));
    expect(keys.join(' ')).not.toContain('628123456789');
  });
});
