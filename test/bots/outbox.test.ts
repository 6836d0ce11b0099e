import { dueOf } from '../../bots/conversation.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { engine, hanging, said, settled, stored } from './support/engine.ts';

const sent = { kind: 'sent' } as const;
const texts = (engine: { channel: { spoken: { text: string }[] } }): string[] =>
  engine.channel.spoken.map((one) => one.text);

const dead = hanging();
afterEach(() => dead.release());

describe('the outbox', () => {
  test('is due when its first reply is: nothing is spoken before that one', () => {
    const entry = (seq: number, until: number) => ({ id: `m:${seq}`, seq, by: 'p', until, tries: 0, activity: {} });
    expect(dueOf([])).toBeUndefined();
    expect(dueOf([entry(1, 9_000), entry(2, 5_000)])).toBe(9_000);
    expect(dueOf([entry(1, 5_000), entry(2, 9_000)])).toBe(5_000);
  });

  test('what was spoken is crossed out by a lazy write when the citizen falls silent', async () => {
    const documents = memoryDocuments();
    const { bot, jobs, clock } = engine(documents);
    await bot.receive(said('m1', 'a'));
    await settled();
    await jobs.run('outbox_settle');
    expect((await stored(documents))?.body.due).toBe(clock.now + 5_000);
    clock.now += 1_500;
    await jobs.run('outbox_settle');
    expect((await stored(documents))?.body.due).toBeUndefined();
  });

  test('a slow disk under the lazy writes of many leaves all the room to citizens', async () => {
    const documents = memoryDocuments();
    const { bot, jobs, clock } = engine(documents, { maxQueue: 10 });
    for (let n = 0; n < 40; n += 1) await bot.receive(said('m1', 'a', `w${n}`));
    await settled();
    clock.now += 1_500;
    const put = documents.put.bind(documents);
    let open = (): void => {};
    const door = new Promise<void>((resolve) => {
      open = resolve;
    });
    documents.put = async (...given) => {
      await door;
      return put(...given);
    };
    const writing = jobs.run('outbox_settle');
    await settled();
    const receipts = Array.from({ length: 12 }, (_unused, n) => bot.receive(said('m2', 'b', `new${n}`)));
    expect(bot.notReady()).toEqual(['lanes full']);
    open();
    await writing;
    expect((await Promise.all(receipts)).filter(({ kind }) => kind === 'saved')).toHaveLength(10);
    expect(bot.notReady()).toEqual([]);
  });

  test('the next turn crosses it out without a write of its own', async () => {
    const inner = memoryDocuments();
    let puts = 0;
    const put = inner.put.bind(inner);
    inner.put = (...given) => {
      puts += 1;
      return put(...given);
    };
    const { bot, channel } = engine(inner);
    for (let n = 0; n < 5; n += 1) {
      await bot.receive(said(`m${n}`, `t${n}`));
      await settled();
    }
    expect(puts).toBe(5);
    expect(channel.spoken).toHaveLength(10);
  });

  test('a process that died after saving: another one speaks it, once, when the lease has ended', async () => {
    const documents = memoryDocuments();
    const first = engine(documents);
    // It hangs in the channel for ever: as good as dead.
    first.channel.answer = dead.answer;
    await first.bot.receive(said('m1', 'a'));
    const [one, two] = [engine(documents), engine(documents)];
    await Promise.all([one.jobs.run('outbox_sweep'), two.jobs.run('outbox_sweep')]);
    await settled();
    expect([...texts(one), ...texts(two)]).toEqual([]);
    one.clock.now += 5_001;
    two.clock.now += 5_001;
    await Promise.all([one.jobs.run('outbox_sweep'), two.jobs.run('outbox_sweep')]);
    await settled();
    expect([...texts(one), ...texts(two)]).toEqual(['1', 'heard a']);
    await one.bot.stop();
    await two.bot.stop();
    expect((await stored(documents))?.body.due).toBeUndefined();
  });

  test('the next message of the citizen brings what was left unspoken first', async () => {
    const documents = memoryDocuments();
    const first = engine(documents);
    first.channel.answer = dead.answer;
    await first.bot.receive(said('m1', 'a'));
    const next = engine(documents);
    next.clock.now += 6_000;
    await next.bot.receive(said('m2', 'b'));
    await settled();
    expect(texts(next)).toEqual(['1', 'heard a', '2', 'heard b']);
  });

  test('a channel that asks to come back is asked again, in order, and final answers end it', async () => {
    const documents = memoryDocuments();
    const { bot, channel, jobs, clock } = engine(documents);
    let calls = 0;
    channel.answer = (_address, outgoing) => {
      calls += 1;
      if (calls > 1) return Promise.resolve(outgoing.map(() => sent));
      return Promise.resolve(
        outgoing.map((_, index) => (index === 0 ? sent : ({ kind: 'retry', afterMs: 9_000 } as const))),
      );
    };
    await bot.receive(said('m1', 'a'));
    await settled();
    expect(texts({ channel })).toEqual(['1']);
    clock.now += 1_500;
    await jobs.run('outbox_settle');
    clock.now += 5_000;
    await jobs.run('outbox_sweep');
    await settled();
    expect(calls).toBe(1);
    clock.now += 3_000;
    await jobs.run('outbox_sweep');
    await settled();
    expect(texts({ channel })).toEqual(['1', 'heard a']);
  });

  test.each(['rejected', 'blocked'] as const)('a send that is %s is not tried again', async (kind) => {
    const documents = memoryDocuments();
    const { bot, channel, jobs, clock } = engine(documents);
    let calls = 0;
    channel.answer = (_address, outgoing) => {
      calls += 1;
      return Promise.resolve(outgoing.map(() => ({ kind, reason: 'template' })));
    };
    await bot.receive(said('m1', 'a'));
    await settled();
    clock.now += 2_000;
    await jobs.run('outbox_settle');
    clock.now += 60_000;
    await jobs.run('outbox_sweep');
    await settled();
    expect(calls).toBe(1);
    expect((await stored(documents))?.body.due).toBeUndefined();
  });

  test('a channel that is dead for one citizen keeps nobody else waiting', async () => {
    const documents = memoryDocuments();
    const { bot, channel } = engine(documents);
    channel.answer = (address, outgoing) =>
      address === 'deaf' ? dead.answer(address, outgoing) : Promise.resolve(outgoing.map(() => sent));
    for (let n = 0; n < 20; n += 1) await bot.receive(said(`d${n}`, 'x', 'deaf'));
    const receipts = await Promise.all(
      Array.from({ length: 50 }, (_, n) => bot.receive(said(`m${n}`, 'y', `warga${n}`))),
    );
    await settled();
    expect(receipts.every((receipt) => receipt.kind === 'saved')).toBe(true);
    expect(channel.spoken).toHaveLength(100);
    // What the deaf one was told stays bounded, newest last.
    expect((await stored(documents, 'deaf'))?.tally.texts).toHaveLength(20);
  });

  test('stop speaks what is saved, writes it down and takes no more turns', async () => {
    const documents = memoryDocuments();
    const { bot, channel } = engine(documents);
    channel.answer = async (_address, outgoing) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return outgoing.map(() => sent);
    };
    const turns = Array.from({ length: 10 }, (_, n) => bot.receive(said(`m${n}`, 'x', `warga${n}`)));
    const stopping = Promise.all(turns).then(() => bot.stop());
    await stopping;
    expect(channel.spoken).toHaveLength(20);
    for (let n = 0; n < 10; n += 1) expect((await stored(documents, `warga${n}`))?.body.due).toBeUndefined();
    expect(await bot.receive(said('late', 'x'))).toEqual({ kind: 'refused', reason: 'stopping', retryAfterMs: 5_000 });
    expect(bot.notReady()).toEqual(['stopping']);
  });

  test('above the queue limit messages are refused before any work, and the ones within it all count', async () => {
    const inner = memoryDocuments();
    let gets = 0;
    const get = inner.get.bind(inner);
    inner.get = async (...given) => {
      gets += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return get(...given);
    };
    const { bot } = engine(inner, { maxQueue: 50 });
    const receipts = await Promise.all(
      Array.from({ length: 500 }, (_, n) => bot.receive(said(`m${n}`, 'x', `warga${n}`))),
    );
    expect(receipts.filter((receipt) => receipt.kind === 'saved')).toHaveLength(50);
    expect(receipts.filter((receipt) => receipt.kind === 'refused' && receipt.reason === 'overload')).toHaveLength(450);
    expect(gets).toBe(50);
  });
});
