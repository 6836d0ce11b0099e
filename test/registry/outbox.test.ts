import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
import type { Call, Driver, Finding, Subject } from '../../registry/driver.ts';
import { createNotices, type NoticeBase, type VerdictNotice } from '../../registry/notices.ts';
import type { QueueBody } from '../../registry/outbox/body.ts';
import { createDrain, type Drain } from '../../registry/outbox/drain.ts';
import { createPace } from '../../registry/outbox/pace.ts';
import { createQueuedRegistry } from '../../registry/outbox/queue.ts';
import type { Documents } from '../../stores/documents.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { testKeys } from './support/keys.ts';
import { confirmed, localRegistry, NOW, programme, SITI } from './support/rows.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const AWAY: Finding = { kind: 'unavailable', retryAfterMs: 0 };
const MATCH: Finding = { kind: 'match', doses: [] };

/** A day in the life of one queue: a clock that is moved, and a registry that says what it is told to. */
function setUp(pause: (() => Promise<void>) | undefined = undefined) {
  const time = { now: NOW };
  const documents = memoryDocuments({ clock: () => time.now, ...(pause === undefined ? {} : { pause }) });
  const asked: string[] = [];
  const says: { answer: (subject: Subject, what: string) => Finding | Promise<Finding> } = { answer: () => MATCH };
  const answer = async (what: string, subject: Subject, _call: Call): Promise<Finding> => {
    asked.push(`${what} ${subject.name}`);
    return says.answer(subject, what);
  };
  const driver: Driver = {
    find: (subject, call) => answer('find', subject, call),
    submit: (subject, call) => answer('submit', subject, call),
    verdict: (subject, call) => answer('verdict', subject, call),
    history: async () => ({ kind: 'unknown' }),
    record: async () => ({ kind: 'kept' }),
    close: async () => {},
  };
  const atOnce = async (): Promise<void> => {};
  const keys = { documents, sealer: testKeys, pseudonyms: testKeys };
  const notices = createNotices(documents, () => time.now);
  const registry = createQueuedRegistry({ ...keys, pause: atOnce });
  const drain = (more: Partial<Parameters<typeof createDrain>[0]> = {}): Drain =>
    createDrain({
      ...{
        ...keys,
        programme,
        driver,
        notices,
        metrics: uncounted,
        logger: silent,
        perSecond: 1_000_000,
        pause: atOnce,
      },
      ...{ clock: () => time.now, random: () => 0.5, ...more },
    });
  const heard: VerdictNotice[] = [];
  const deliver = (): Promise<number> =>
    notices.deliver(async (notice: NoticeBase) => {
      heard.push(notice as VerdictNotice);
      return 'told';
    });
  return { time, asked, says, driver, notices, registry, drain, heard, deliver, documents };
}

const said = (change: Parameters<typeof confirmed>[0] = {}) => confirmed({ channel: 'whatsapp', ...change });

describe('what a citizen confirms', () => {
  test('is on disk under a receipt at once, whether the registry answers or not', async () => {
    const { registry, says, asked } = setUp();
    says.answer = () => AWAY;
    const first = await registry.submit(said(), NOW);
    expect(first).toEqual({
      kind: 'pending',
      person: testKeys.person(SITI.nik),
      receipt: expect.stringMatching(/^R-[0-9A-Z]{4}-[0-9A-Z]{4}$/),
    });
    expect(await registry.submit(said(), NOW + 1)).toEqual(first);
    expect(asked).toEqual([]);
  });

  test('sounds the same for every NIK: known, unknown, somebody else', async () => {
    const { registry, drain } = setUp();
    await registry.submit(said(), NOW);
    await drain().run();
    for (const change of [{ name: 'Budi' }, { birthDate: '1950-03-06' }, { nik: '3273051503850001' }]) {
      const verdict = await registry.submit(said({ ...change, contact: 'stranger', key: 'k' }), NOW);
      expect(verdict.kind).toBe('pending');
    }
  });

  test('is sealed', async () => {
    const { registry, documents } = setUp();
    await registry.submit(said(), NOW);
    const text = JSON.stringify(await documents.query('submissions', { index: { field: 'due', from: 0 } }));
    for (const secret of [SITI.nik, 'Siti', '1950']) expect(text).not.toContain(secret);
  });
});

describe('the verdict', () => {
  test('comes as a notice to the contact and channel that asked, once', async () => {
    const { registry, drain, deliver, heard, time } = setUp();
    const { receipt } = (await registry.submit(said(), NOW)) as { receipt: string };
    expect(await drain().run()).toBe(1);
    expect(await deliver()).toBe(1);
    expect(heard).toMatchObject([
      {
        kind: 'verdict',
        contact: 'contact-1',
        channel: 'whatsapp',
        receipt,
        verdict: { kind: 'registered', group: 'lansia' },
      },
    ]);
    time.now += 60 * DAY;
    expect([await drain().run(), await deliver()]).toEqual([0, 0]);
    // Who says exactly the same again hears it at once.
    expect(await registry.submit(said({ key: 'later' }), time.now)).toMatchObject({ kind: 'registered', dose: 1 });
  });

  test('takes the group and the place from the list, when the person is on it', async () => {
    const { registry, drain, deliver, heard, documents } = setUp();
    await localRegistry(documents).importTarget({ ...SITI, group: 'umum' }, NOW);
    await registry.submit(said(), NOW);
    await drain().run();
    await deliver();
    expect(heard).toMatchObject([{ verdict: { kind: 'not_yet', group: 'umum', from: '2026-12-01' } }]);
  });

  test('that comes three days later is asked for at growing distances', async () => {
    const { registry, drain, deliver, heard, time, says, asked } = setUp();
    says.answer = () => ({ kind: 'pending' });
    await registry.submit(said(), NOW);
    const work = drain();
    for (; time.now < NOW + 3 * DAY; time.now += MINUTE) await work.run();
    expect(asked.length).toBeLessThan(20);
    says.answer = () => MATCH;
    for (; time.now < NOW + 4 * DAY; time.now += 30 * MINUTE) await work.run();
    await deliver();
    expect(heard).toMatchObject([{ verdict: { kind: 'registered' } }]);
    expect(asked.filter((one) => one.startsWith('submit'))).toHaveLength(1);
  });

  test.each<Finding>([
    { kind: 'unknown' },
    { kind: 'mismatch', fields: ['name'] },
    { kind: 'deceased' },
  ])('%j is one answer to a citizen, and is asked about again: a change is told', async (finding) => {
    const { registry, drain, deliver, heard, time, says } = setUp();
    says.answer = () => finding;
    await registry.submit(said(), NOW);
    const work = drain();
    await work.run();
    await deliver();
    expect(heard.map(({ verdict }) => verdict)).toEqual([{ kind: 'unknown', person: testKeys.person(SITI.nik) }]);
    time.now += DAY;
    await work.run();
    expect(await deliver()).toBe(0);
    says.answer = () => MATCH;
    time.now += 3 * DAY;
    await work.run();
    await deliver();
    expect(heard[1]).toMatchObject({ verdict: { kind: 'registered' } });
  });

  test('that the NIK is unknown there is passed on once, with what was typed; a match never is', async () => {
    const { registry, drain, says, time } = setUp();
    const slips: object[] = [];
    const work = drain({ slips: { note: async (slip) => void slips.push(slip) } });
    await registry.submit(said({ key: 'other', nik: '3273054503500002', contact: 'contact-2' }), NOW);
    await work.run();
    expect(slips).toEqual([]);
    says.answer = () => ({ kind: 'unknown' });
    await registry.submit(said(), NOW);
    for (let n = 0; n < 3; n += 1) {
      await work.run();
      time.now += DAY;
    }
    const { nik, name, birthDate } = SITI;
    expect(slips).toEqual([{ nik, name, birthDate, contact: 'contact-1', channel: 'whatsapp' }]);
  });

  test('counts the doses on record', async () => {
    const { registry, drain, deliver, heard, says } = setUp();
    says.answer = () => ({ kind: 'match', doses: [{ number: 1, on: '2026-09-01', product: 'uji' }] });
    await registry.submit(said(), NOW);
    await drain().run();
    await deliver();
    expect(heard).toMatchObject([{ verdict: { kind: 'registered', dose: 2 } }]);
  });
});

describe('order and once', () => {
  test("one person's words are handed in in order, and of one contact only the last that wait", async () => {
    const { registry, drain, asked, says, time } = setUp();
    says.answer = () => AWAY;
    await registry.submit(said({ name: 'Siti A', key: 'a' }), NOW);
    await registry.submit(said({ name: 'Siti B', key: 'b' }), NOW + 1);
    await registry.submit(said({ name: 'Siti C', key: 'c', contact: 'contact-2' }), NOW + 2);
    time.now += 10;
    await drain().run();
    says.answer = () => MATCH;
    time.now += 10 * MINUTE;
    await drain().run();
    expect(asked).toEqual(['submit Siti B', 'submit Siti B', 'submit Siti C']);
  });

  test('two processes work on one queue without asking twice', async () => {
    const { registry, drain, asked } = setUp(() => new Promise(setImmediate));
    for (let n = 0; n < 60; n += 1) {
      await registry.submit(
        said({ nik: `327305450350${String(n + 1).padStart(4, '0')}`, name: `Siti ${n}`, key: `k${n}` }),
        NOW,
      );
    }
    const counts = await Promise.all([drain().run(), drain().run()]);
    expect((counts[0] ?? 0) + (counts[1] ?? 0)).toBe(60);
    expect(new Set(asked).size).toBe(60);
    expect(asked).toHaveLength(60);
  });

  test('a worker that dies in the middle gives its person back after the lease; the notice stays one', async () => {
    const { registry, drain, deliver, heard, time, says, documents } = setUp();
    await registry.submit(said(), NOW);
    // Dies after the notice was written and before the item was: every write of the queue fails from here on.
    let dead = false;
    const dying: Documents = {
      ...documents,
      put: (container, pk, id, body, condition) =>
        dead && container === 'submissions'
          ? Promise.reject(new Error('killed'))
          : documents.put(container, pk, id, body, condition),
    };
    says.answer = () => {
      dead = true;
      return MATCH;
    };
    await drain({ documents: dying }).run();
    expect(await deliver()).toBe(1);
    says.answer = () => MATCH;
    expect(await drain().run()).toBe(0);
    time.now += 61_000;
    expect(await drain().run()).toBe(1);
    expect(await deliver()).toBe(0);
    expect(heard).toHaveLength(1);
  });

  test('words that come while the registry is asked are not lost', async () => {
    const { registry, drain, deliver, heard, says, time } = setUp();
    await registry.submit(said({ name: 'Siti A', key: 'a' }), NOW);
    says.answer = async ({ name }) => {
      if (name === 'Siti A') await registry.submit(said({ key: 'b' }), NOW + 1);
      return name === 'Siti A' ? { kind: 'unknown' } : MATCH;
    };
    const work = drain();
    await work.run();
    time.now += 10;
    await work.run();
    await deliver();
    expect(heard.some(({ verdict }) => verdict.kind === 'registered')).toBe(true);
  });
});

describe('a registry that is away for a day', () => {
  test('is asked seldom meanwhile, and everything is handed in afterwards', async () => {
    const { registry, drain, asked, says, time, documents } = setUp();
    const COUNT = 200;
    for (let n = 0; n < COUNT; n += 1) {
      const verdict = await registry.submit(
        said({ nik: `327305450350${String(n + 1).padStart(4, '0')}`, name: `Siti ${n}`, contact: `c${n}` }),
        NOW,
      );
      expect(verdict.kind).toBe('pending');
    }
    says.answer = () => AWAY;
    const work = drain();
    for (; time.now < NOW + DAY; time.now += MINUTE) await work.run();
    expect(asked.length).toBeLessThan(2_500);
    says.answer = () => MATCH;
    let answered = 0;
    for (; time.now < NOW + DAY + 60 * MINUTE; time.now += 10_000) answered += await work.run();
    expect(answered).toBe(COUNT);
    const left = await documents.query<QueueBody>('submissions', { index: { field: 'due', from: 0 } });
    expect(left.items).toEqual([]);
  });

  test('one person whom it never answers does not hold up the others', async () => {
    const { registry, drain, says, asked } = setUp();
    for (let n = 0; n < 30; n += 1) {
      await registry.submit(
        said({ nik: `327305450350${String(n + 1).padStart(4, '0')}`, name: `Siti ${n}`, key: `k${n}` }),
        NOW,
      );
    }
    says.answer = ({ name }) => (name === 'Siti 0' || name === 'Siti 7' ? AWAY : MATCH);
    expect(await drain().run()).toBe(28);
    expect(asked).toHaveLength(30);
  });
});

test('the pace is kept', async () => {
  let now = 0;
  const pace = createPace(
    50,
    () => now,
    async (ms) => {
      now += ms;
    },
  );
  for (let n = 0; n < 101; n += 1) await pace();
  expect(now).toBe(2_000);
});

describe('notices', () => {
  const notice: VerdictNotice = {
    ...{ kind: 'verdict', key: 'n1', contact: 'c', channel: 'whatsapp', person: 'p', receipt: 'R-0', at: NOW },
    verdict: { kind: 'unknown', person: 'p' },
  };
  test('are told until somebody took them, at growing distances, and kept so that they stay told', async () => {
    const time = { now: NOW };
    const notices = createNotices(memoryDocuments({ clock: () => time.now }), () => time.now);
    await notices.add(notice);
    await notices.add(notice);
    let asked = 0;
    const later = async () => {
      asked += 1;
      return 'later' as const;
    };
    for (; time.now < NOW + DAY; time.now += MINUTE) await notices.deliver(later);
    // A few times in the first hour, then once an hour: who comes back is told soon, and nobody is asked every minute.
    expect(asked).toBeGreaterThan(24);
    expect(asked).toBeLessThan(32);
    time.now += DAY;
    expect(await notices.deliver(async () => 'told')).toBe(1);
    await notices.add(notice);
    expect(await notices.deliver(async () => 'told')).toBe(0);
  });

  test('one whose telling fails comes again after the lease', async () => {
    const time = { now: NOW };
    const notices = createNotices(memoryDocuments({ clock: () => time.now }), () => time.now);
    await notices.add(notice);
    await expect(notices.deliver(() => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
    expect(await notices.deliver(async () => 'told')).toBe(0);
    time.now += 61_000;
    expect(await notices.deliver(async () => 'told')).toBe(1);
  });
});
