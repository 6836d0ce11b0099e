import type { Outcome } from '../../bots/channel.ts';
import { refOf } from '../../bots/refs.ts';
import type { Metrics } from '../../domain/metrics.ts';
import { Unavailable } from '../../stores/errors.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { type Engine, engine, hanging, plainPseudonyms, said, settled, stored } from './support/engine.ts';

const LEASE = 5_000;
const DOUBT = 15_000;
const dead = hanging();
afterEach(() => dead.release());

const ref = (seq: number, from = 'siti'): string => refOf(`fake|${plainPseudonyms.contact('fake', from)}`, seq);
const texts = (...engines: Engine[]): string[] => engines.flatMap((one) => one.channel.spoken.map(({ text }) => text));

/** Figures by name, labels left out. */
function counting(): { metrics: Metrics; of(name: string): number } {
  const counts = new Map<string, number>();
  const metrics: Metrics = {
    count: (name, _labels, by = 1) => void counts.set(name, (counts.get(name) ?? 0) + by),
    gauge: (name, value) => void counts.set(name, value),
    observe() {},
  };
  return { metrics, of: (name) => counts.get(name) ?? 0 };
}

/** A process on a channel that tells later what became of its sends. */
function reporting(documents: ReturnType<typeof memoryDocuments>, metrics?: Metrics): Engine {
  const one = engine(documents, metrics ? { metrics } : {});
  Object.assign(one.channel, { reports: true });
  return one;
}

async function sweep(one: Engine, ms: number): Promise<void> {
  one.clock.now += ms;
  await one.jobs.run('outbox_settle');
  await one.jobs.run('outbox_sweep');
  await settled();
}

describe('a process died between sending and writing it down', () => {
  async function died(metrics?: Metrics) {
    const documents = memoryDocuments();
    const first = reporting(documents);
    first.channel.answer = dead.answer;
    await first.bot.receive(said('m1', 'a'));
    return { documents, next: reporting(documents, metrics) };
  }

  test('nothing is sent again before the report had its time; what was reported is never sent again', async () => {
    const { documents, next } = await died();
    await sweep(next, LEASE + 1);
    expect(texts(next)).toEqual([]);
    await next.bot.settle('fake', [{ ref: ref(1), status: 'sent' }]);
    await sweep(next, DOUBT + 1);
    expect(texts(next)).toEqual(['heard a']);
    await sweep(next, LEASE);
    expect((await stored(documents))?.body.due).toBeUndefined();
  });

  test('a report that came before the other process was missed counts as well', async () => {
    const { next, documents } = await died();
    await next.bot.settle('fake', [
      { ref: ref(2), status: 'read' },
      { ref: ref(1), status: 'delivered' },
      { ref: ref(1), status: 'sent' },
    ]);
    await sweep(next, LEASE + 1);
    await sweep(next, DOUBT + 1);
    expect(texts(next)).toEqual([]);
    expect((await stored(documents))?.body.due).toBeUndefined();
  });

  test('without any report it is sent again, once, and that is counted', async () => {
    const { metrics, of } = counting();
    const { next } = await died(metrics);
    await sweep(next, LEASE + 1);
    await sweep(next, DOUBT + 1);
    await sweep(next, DOUBT + 1);
    expect(texts(next)).toEqual(['1', 'heard a']);
    expect(of('outbox_repeated_total')).toBe(2);
  });

  test('replies to what the citizen writes meanwhile wait behind, so that the order is kept', async () => {
    const { next } = await died();
    next.clock.now += LEASE + 1;
    await next.bot.receive(said('m2', 'b'));
    await settled();
    expect(texts(next)).toEqual([]);
    await next.bot.settle('fake', [{ ref: ref(1), status: 'sent' }]);
    await sweep(next, DOUBT + 1);
    expect(texts(next)).toEqual(['heard a', '2', 'heard b']);
  });
});

describe('reports outlive the process that they were told to', () => {
  async function told(...reports: { seq: number; parts?: number }[]) {
    const clock = { now: 1_790_000_000_000 };
    const documents = memoryDocuments({ clock: () => clock.now });
    const first = reporting(documents);
    first.channel.answer = dead.answer;
    await first.bot.receive(said('m1', 'a'));
    await first.bot.settle(
      'fake',
      reports.map(({ seq, parts }) => ({ ref: ref(seq), status: 'sent', ...(parts === undefined ? {} : { parts }) })),
    );
    return { documents, next: reporting(documents) };
  }
  const notes = async (documents: ReturnType<typeof memoryDocuments>): Promise<number> =>
    (await documents.query('reports', { index: { field: 'at', from: 0 } })).items.length;

  test('it was told of one reply and died: the other one alone is in doubt', async () => {
    const { documents, next } = await told({ seq: 1 });
    await sweep(next, LEASE + 1);
    await sweep(next, DOUBT + 1);
    expect(texts(next)).toEqual(['heard a']);
    await sweep(next, LEASE);
    await sweep(next, LEASE);
    expect((await stored(documents))?.body.due).toBeUndefined();
    expect(await notes(documents)).toBe(0);
  });

  test('also when the citizen writes before anybody has looked', async () => {
    const { next } = await told({ seq: 1 }, { seq: 2 });
    next.clock.now += LEASE + 1;
    await next.bot.receive(said('m2', 'b'));
    await settled();
    await sweep(next, DOUBT + 1);
    expect(texts(next)).toEqual(['2', 'heard b']);
  });

  test('a reply of several messages goes on behind those that arrived', async () => {
    const { next } = await told({ seq: 1, parts: 2 });
    await sweep(next, LEASE + 1);
    await sweep(next, DOUBT + 1);
    expect(next.channel.spoken.map(({ text }) => text)).toEqual(['1', 'heard a']);
    expect(next.channel.parts).toEqual([2, undefined]);
  });

  test('while the process lives its note goes as soon as the conversation says it', async () => {
    const documents = memoryDocuments({ clock: () => 1_790_000_000_000 });
    const one = reporting(documents);
    await one.bot.receive(said('m1', 'a'));
    await settled();
    await one.bot.settle('fake', [{ ref: ref(1), status: 'sent' }]);
    await one.bot.settle('fake', [{ ref: ref(1), status: 'delivered' }]);
    expect(await notes(documents)).toBe(1);
    await sweep(one, 2_000);
    expect(await notes(documents)).toBe(0);
    await one.bot.settle('fake', [{ ref: ref(1), status: 'read' }]);
    expect(await notes(documents)).toBe(0);
  });

  test('a store that does not take them: they are refused, and are taken when they come again', async () => {
    const documents = memoryDocuments({ clock: () => 1_790_000_000_000 });
    const one = reporting(documents);
    await one.bot.receive(said('m1', 'a'));
    const put = documents.put.bind(documents);
    documents.put = () => Promise.reject(new Unavailable('down'));
    const report = [{ ref: ref(1), status: 'sent' as const }];
    await expect(one.bot.settle('fake', report)).rejects.toThrow(Unavailable);
    documents.put = put;
    await one.bot.settle('fake', report);
    expect(await notes(documents)).toBe(1);
  });
});

describe('an answer that was lost on the way', () => {
  const doubt: Outcome = { kind: 'retry', afterMs: 0, doubt: true, reason: 'timeout' };

  test('is waited for; a report ends it, in whatever process it comes', async () => {
    const documents = memoryDocuments();
    const [one, two] = [reporting(documents), reporting(documents)];
    one.channel.answer = (_address, outgoing) => Promise.resolve(outgoing.map(() => doubt));
    await one.bot.receive(said('m1', 'a'));
    await settled();
    await sweep(one, 2_000);
    await two.bot.settle('fake', [
      { ref: ref(1), status: 'failed' },
      { ref: ref(2), status: 'sent' },
    ]);
    two.clock.now += LEASE + 1_300;
    await two.jobs.run('outbox_settle');
    expect((await stored(documents))?.body.due).toBeUndefined();
    await sweep(one, DOUBT);
    await sweep(two, DOUBT);
    expect(texts(one, two)).toEqual([]);
  });

  test('what was certainly not sent waits for nobody', async () => {
    const documents = memoryDocuments();
    const one = reporting(documents);
    let calls = 0;
    one.channel.answer = (_address, outgoing) => {
      calls += 1;
      const wait: Outcome = calls === 1 ? { kind: 'retry', afterMs: 1_000, reason: 'refused' } : { kind: 'sent' };
      return Promise.resolve(outgoing.map(() => wait));
    };
    await one.bot.receive(said('m1', 'a'));
    await settled();
    await sweep(one, 1_500);
    await sweep(one, 1_500);
    expect(texts(one)).toEqual(['1', 'heard a']);
  });
});

test('credentials that are refused: everything waits, the gauge goes up, and all is said when they are back', async () => {
  const { metrics, of } = counting();
  const documents = memoryDocuments();
  const one = reporting(documents, metrics);
  one.channel.answer = (_address, outgoing) =>
    Promise.resolve(outgoing.map(() => ({ kind: 'fatal', reason: 'token', afterMs: 60_000 }) as const));
  for (const [n, text] of ['a', 'b', 'c'].entries()) {
    await one.bot.receive(said(`m${n}`, text));
    await settled();
  }
  expect(of('channel_down')).toBe(2);
  one.channel.answer = (_address, outgoing) => Promise.resolve(outgoing.map(() => ({ kind: 'sent' })));
  await sweep(one, 2_000);
  await sweep(one, 400_000);
  expect(texts(one)).toEqual(['1', 'heard a', '2', 'heard b', '3', 'heard c']);
  expect(of('channel_down')).toBe(0);
});

test('a channel that is away is noticed after some refusals, not after one', async () => {
  const { metrics, of } = counting();
  const one = reporting(memoryDocuments(), metrics);
  one.channel.answer = (_address, outgoing) =>
    Promise.resolve(outgoing.map(() => ({ kind: 'retry', afterMs: 1_000, reason: 'refused' }) as const));
  await one.bot.receive(said('m0', 'a', 'w0'));
  await settled();
  expect(of('channel_down')).toBe(0);
  for (let n = 1; n < 4; n += 1) await one.bot.receive(said(`m${n}`, 'a', `w${n}`));
  await settled();
  expect(of('channel_down')).toBe(1);
});

test('a thousand reports, mostly of what is crossed out or unknown, read nothing and are one write', async () => {
  const documents = memoryDocuments();
  const one = reporting(documents);
  for (let n = 0; n < 100; n += 1) await one.bot.receive(said(`m${n}`, 'x', `w${n}`));
  await settled();
  let touched = 0;
  for (const name of ['get', 'put', 'query'] as const) {
    const inner = documents[name].bind(documents) as (...given: unknown[]) => unknown;
    const counted = (...given: unknown[]): unknown => {
      touched += 1;
      return inner(...given);
    };
    Object.assign(documents, { [name]: counted });
  }
  const reports = Array.from({ length: 1_000 }, (_, n) => ({
    ref: n < 600 ? ref(1 + (n % 2), `w${n % 100}`) : n < 800 ? ref(1, `stranger${n}`) : `c1.shard.${n}`,
    status: (['read', 'sent', 'delivered'] as const)[n % 3] ?? 'sent',
  }));
  await one.bot.settle('fake', reports);
  await one.bot.settle('elsewhere', [{ ref: 'x', status: 'read' }]);
  // One document for all of them.
  expect(touched).toBe(1);
  await sweep(one, LEASE + 2_000);
  await sweep(one, LEASE + 2_000);
  const before = touched;
  await one.jobs.run('outbox_settle');
  expect(touched).toBe(before);
});
