import type { Fault, PeerOperation } from '../../simulator/cosmos/faults.ts';
import type { Documents } from '../../stores/documents.ts';
import { Busy, Conflict, NotFound, Unavailable } from '../../stores/errors.ts';
import { type Cosmos, startCosmos } from './support/cosmos.ts';

/** Longer than a request waits for its answer here: the answer is lost, the work is done. */
const ATTEMPT_MS = 250;
const FAULTS: readonly Fault[] = [
  { kind: 'throttle', retryAfterMs: 20 },
  { kind: 'retry_with' },
  { kind: 'unavailable' },
  { kind: 'cut_before' },
  { kind: 'cut_after' },
  { kind: 'slow', ms: 4 * ATTEMPT_MS },
];

/** Carries one operation out over a document that is prepared for it, and checks what it promises. */
const OPERATIONS: Record<string, { on: PeerOperation; run: (store: Documents, key: string) => Promise<void> }> = {
  create: {
    on: 'create',
    async run(store, key) {
      const etag = await store.put('meta', key, 'a', { n: 1 }, { ifNoneMatch: '*' });
      expect(await store.get('meta', key, 'a')).toEqual({ pk: key, id: 'a', etag, body: { n: 1 } });
      await expect(store.put('meta', key, 'a', {}, { ifNoneMatch: '*' })).rejects.toBeInstanceOf(Conflict);
    },
  },
  replace: {
    on: 'replace',
    async run(store, key) {
      const first = await store.put('meta', key, 'a', { n: 1 });
      const etag = await store.put('meta', key, 'a', { n: 2 }, { ifMatch: first });
      expect(await store.get('meta', key, 'a')).toEqual({ pk: key, id: 'a', etag, body: { n: 2 } });
      await expect(store.put('meta', key, 'a', {}, { ifMatch: first })).rejects.toBeInstanceOf(Conflict);
      await store.put('meta', key, 'a', { n: 3 }, { ifMatch: etag });
    },
  },
  upsert: {
    on: 'upsert',
    async run(store, key) {
      const etag = await store.put('meta', key, 'a', { n: 1 });
      expect(await store.get('meta', key, 'a')).toEqual({ pk: key, id: 'a', etag, body: { n: 1 } });
    },
  },
  delete: {
    on: 'delete',
    async run(store, key) {
      await store.put('meta', key, 'a', { n: 1 });
      await store.delete('meta', key, 'a');
      expect(await store.get('meta', key, 'a')).toBeUndefined();
    },
  },
  'delete with ifMatch': {
    on: 'delete',
    async run(store, key) {
      const etag = await store.put('meta', key, 'a', { n: 1 });
      await store.delete('meta', key, 'a', { ifMatch: etag });
      expect(await store.get('meta', key, 'a')).toBeUndefined();
      await expect(store.delete('meta', key, 'a', { ifMatch: etag })).rejects.toBeInstanceOf(NotFound);
    },
  },
  read: {
    on: 'read',
    async run(store, key) {
      await store.put('meta', key, 'a', { n: 1 });
      expect((await store.get('meta', key, 'a'))?.body).toEqual({ n: 1 });
    },
  },
  'query in a partition': {
    on: 'query',
    async run(store, key) {
      for (const n of [3, 1, 2]) await store.put('sessions', key, `s${n}`, { start: n });
      const page = await store.query('sessions', { pk: key, order: { field: 'start' } });
      expect(page.items.map((one) => one.body.start)).toEqual([1, 2, 3]);
    },
  },
  'query across partitions': {
    on: 'query',
    async run(store, key) {
      for (const n of [1, 2, 3, 4]) await store.put('sites', `${key}${n}`, 'x', { region: key });
      const page = await store.query('sites', { index: { field: 'region', equals: key } });
      expect(page.items.map((one) => one.pk).sort()).toEqual([1, 2, 3, 4].map((n) => `${key}${n}`));
    },
  },
};

let cosmos: Cosmos;
beforeAll(async () => {
  cosmos = await startCosmos();
});
afterAll(() => cosmos.close());

describe.each(Object.entries(OPERATIONS))('%s comes out right', (name, { on, run }) => {
  test.each(FAULTS.map((fault) => [fault.kind, fault] as const))('after %s', async (kind, fault) => {
    const store = await cosmos.open({ attemptMs: ATTEMPT_MS });
    const before = cosmos.peer.seen[on];
    cosmos.peer.inject(on, fault);
    await run(store, `${name}-${kind}`);
    expect(cosmos.peer.seen[on]).toBeGreaterThan(before + 1);
  });
});

describe('another writer comes between two attempts', () => {
  /** A store whose wait before its second attempt is used by another writer. */
  async function interrupted(interrupt: (other: Documents) => Promise<unknown>): Promise<Documents> {
    const other = await cosmos.open();
    let once = false;
    const sleep = async (): Promise<void> => {
      if (!once) await interrupt(other);
      once = true;
    };
    return cosmos.open({ sleep });
  }
  const change = (key: string) => async (other: Documents) => {
    const there = await other.get('meta', key, 'a');
    return other.put('meta', key, 'a', { by: 'other' }, there ? { ifMatch: there.etag } : { ifNoneMatch: '*' });
  };
  const bodyAt = async (store: Documents, key: string) => (await store.get('meta', key, 'a'))?.body;

  test('a create that never arrived is a conflict when somebody else created first', async () => {
    const store = await interrupted(change('c1'));
    cosmos.peer.inject('create', { kind: 'cut_before' });
    await expect(store.put('meta', 'c1', 'a', { by: 'me' }, { ifNoneMatch: '*' })).rejects.toBeInstanceOf(Conflict);
    expect(await bodyAt(store, 'c1')).toEqual({ by: 'other' });
  });

  test.each([
    'create',
    'replace',
  ] as const)('a %s that arrived is no conflict, though written over since', async (on) => {
    const key = `over-${on}`;
    const store = await interrupted(change(key));
    const condition =
      on === 'create' ? { ifNoneMatch: '*' as const } : { ifMatch: await store.put('meta', key, 'a', {}) };
    cosmos.peer.inject(on, { kind: 'cut_after' });
    const etag = await store.put('meta', key, 'a', { by: 'me' }, condition);
    expect(await bodyAt(store, key)).toEqual({ by: 'other' });
    await expect(store.put('meta', key, 'a', { by: 'me again' }, { ifMatch: etag })).rejects.toBeInstanceOf(Conflict);
  });

  test('a replace that never arrived is a conflict when somebody else wrote', async () => {
    const store = await interrupted(change('c3'));
    const etag = await store.put('meta', 'c3', 'a', {});
    cosmos.peer.inject('replace', { kind: 'cut_before' });
    await expect(store.put('meta', 'c3', 'a', { by: 'me' }, { ifMatch: etag })).rejects.toBeInstanceOf(Conflict);
    expect(await bodyAt(store, 'c3')).toEqual({ by: 'other' });
  });

  test('a conditional delete that never arrived is a conflict when somebody else wrote', async () => {
    const store = await interrupted(change('c4'));
    const etag = await store.put('meta', 'c4', 'a', {});
    cosmos.peer.inject('delete', { kind: 'cut_before' });
    await expect(store.delete('meta', 'c4', 'a', { ifMatch: etag })).rejects.toBeInstanceOf(Conflict);
    expect(await bodyAt(store, 'c4')).toEqual({ by: 'other' });
  });

  test('a conditional delete that was only throttled is not ours when the document is gone', async () => {
    const store = await interrupted((other) => other.delete('meta', 'c5', 'a'));
    const etag = await store.put('meta', 'c5', 'a', {});
    cosmos.peer.inject('delete', { kind: 'throttle', retryAfterMs: 1 });
    await expect(store.delete('meta', 'c5', 'a', { ifMatch: etag })).rejects.toBeInstanceOf(NotFound);
  });

  test('an expired document that somebody else takes over first is a conflict', async () => {
    const clock = { time: 1_000_000 };
    const key = 'c6';
    const store = await cosmos.open({ clock: () => clock.time });
    await store.put('transcripts', key, 'a', { until: clock.time + 1 });
    clock.time += 2;
    const tries = await Promise.allSettled(
      [1, 2, 3].map((n) => store.put('transcripts', key, 'a', { n }, { ifNoneMatch: '*' })),
    );
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });
});

describe('giving up', () => {
  test('throttled to the end: Busy, with how long to wait, and never beyond the time limit', async () => {
    const waits: number[] = [];
    const sleep = async (ms: number): Promise<void> => void waits.push(ms);
    const store = await cosmos.open({ timeoutMs: 2000, sleep, random: () => 0.5 });
    cosmos.peer.script((operation) => (operation === 'upsert' ? { kind: 'throttle', retryAfterMs: 500 } : undefined));
    const error = await store.put('meta', 'busy', 'a', {}).catch((reason: unknown) => reason);
    const pinged = await store.ping().catch((reason: unknown) => reason);
    cosmos.peer.script(undefined);
    expect(error).toBeInstanceOf(Busy);
    expect((error as Busy).retryAfterMs).toBeGreaterThanOrEqual(500);
    expect(waits.length).toBeGreaterThanOrEqual(3);
    expect(waits.every((ms) => ms >= 500)).toBe(true);
    expect(waits.slice(0, 3).reduce((sum, ms) => sum + ms)).toBeLessThanOrEqual(2000);
    expect(pinged).toBeInstanceOf(Busy);
  });

  test('down to the end: Unavailable after a few attempts', async () => {
    const store = await cosmos.open();
    cosmos.peer.script((operation) => (operation === 'read' ? { kind: 'unavailable' } : undefined));
    const before = cosmos.peer.seen.read;
    const error = await store.get('meta', 'down', 'a').catch((reason: unknown) => reason);
    cosmos.peer.script(undefined);
    expect(error).toBeInstanceOf(Unavailable);
    expect(cosmos.peer.seen.read - before).toBe(6);
    expect(await store.get('meta', 'down', 'a')).toBeUndefined();
  });

  test('nobody listens: Unavailable, for every operation', async () => {
    const gone = await startCosmos();
    const store = await gone.open();
    await gone.peer.close();
    const tries = await Promise.allSettled([
      store.get('meta', 'k', 'a'),
      store.put('meta', 'k', 'a', {}),
      store.delete('meta', 'k', 'a'),
      store.query('meta', { pk: 'k' }),
      store.ping(),
    ]);
    for (const one of tries) expect(one).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
    const [answer] = await store.bulk('meta', [{ pk: 'k', id: 'a', put: {} }]);
    expect(answer).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  });
});
