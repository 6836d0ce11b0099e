import type { Query, Stored } from '../../../stores/documents.ts';
import type { Bench } from './bench.ts';

/** Everything a question answers, page after page; fails when a page is over the limit or the walk never ends. */
async function walk(
  bench: Bench,
  container: 'sessions' | 'sites' | 'transcripts',
  query: Query,
): Promise<Stored<Body>[]> {
  const all: Stored<Body>[] = [];
  let continuation: string | undefined;
  for (let pages = 0; pages < 200; pages += 1) {
    const page = await bench.documents().query<Body>(container, {
      ...query,
      ...(continuation === undefined ? {} : { continuation }),
    });
    expect(page.items.length).toBeLessThanOrEqual(query.limit ?? 100);
    all.push(...page.items);
    continuation = page.continuation;
    if (continuation === undefined) return all;
  }
  throw new Error('the walk does not end');
}

interface Body {
  start?: number;
  region?: string;
  province?: string;
  n?: number;
  at?: number;
}

const starts = (found: readonly Stored<Body>[]): unknown[] => found.map((one) => one.body.start);

/** Fifty sessions of one site, stored in a shuffled order; `start` runs 0, 10, 20, ... */
async function sessions(bench: Bench, site: string, count = 50): Promise<void> {
  const order = Array.from({ length: count }, (_, n) => (n * 17) % count);
  const answers = await bench.documents().bulk(
    'sessions',
    order.map((n) => ({ pk: site, id: `s${n}`, put: { start: n * 10, site } })),
  );
  expect(answers.every((one) => one.ok)).toBe(true);
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n * 10);

export function queries(bench: Bench): void {
  test('a partition answers its own documents only, whole, with their etags', async () => {
    const site = bench.fresh('site');
    await sessions(bench, site, 5);
    await sessions(bench, bench.fresh('site'), 5);
    const page = await bench.documents().query('sessions', { pk: site });
    expect(page.items.map((one) => one.id).sort()).toEqual(['s0', 's1', 's2', 's3', 's4']);
    for (const one of page.items) expect(await bench.documents().get('sessions', site, one.id)).toEqual(one);
    expect((await bench.documents().query('sessions', { pk: bench.fresh() })).items).toEqual([]);
  });

  test('order up and down', async () => {
    const site = bench.fresh('site');
    await sessions(bench, site);
    const up = await walk(bench, 'sessions', { pk: site, order: { field: 'start' }, limit: 7 });
    const down = await walk(bench, 'sessions', { pk: site, order: { field: 'start', descending: true }, limit: 7 });
    expect(starts(up)).toEqual(upTo(50));
    expect(starts(down)).toEqual(upTo(50).reverse());
  });

  test.each([
    ['from', { from: 250 }, (n: number) => n >= 250],
    ['to', { to: 250 }, (n: number) => n <= 250],
    ['both ends', { from: 100, to: 200 }, (n: number) => n >= 100 && n <= 200],
    ['exactly', { equals: 120 }, (n: number) => n === 120],
    ['an empty range', { from: 121, to: 129 }, () => false],
  ])('a range within a partition: %s', async (_name, range, wanted) => {
    const site = bench.fresh('site');
    await sessions(bench, site);
    const query = { pk: site, index: { field: 'start', ...range }, order: { field: 'start' }, limit: 9 };
    expect(starts(await walk(bench, 'sessions', query))).toEqual(upTo(50).filter(wanted));
    const down = await walk(bench, 'sessions', { ...query, order: { field: 'start', descending: true } });
    expect(starts(down)).toEqual(upTo(50).filter(wanted).reverse());
  });

  test('an index across partitions, exactly and by range of text', async () => {
    const region = bench.fresh('32.73');
    const documents = bench.documents();
    for (const n of [1, 2, 3]) await documents.put('sites', bench.fresh('site'), 'x', { region, province: '32', n });
    await documents.put('sites', bench.fresh('site'), 'x', { region: `${region}.1`, province: '32', n: 4 });
    await documents.put('sites', bench.fresh('site'), 'x', { province: '32', n: 5 });
    const exactly = await walk(bench, 'sites', { index: { field: 'region', equals: region }, limit: 2 });
    expect(exactly.map((one) => one.body.n).sort()).toEqual([1, 2, 3]);
    const range = await walk(bench, 'sites', { index: { field: 'region', from: region, to: `${region}.2` }, limit: 2 });
    expect(range.map((one) => one.body.n).sort()).toEqual([1, 2, 3, 4]);
  });

  test('one index asked, another field ordered by', async () => {
    const [key, documents] = [bench.fresh(), bench.documents()];
    for (const n of [3, 1, 2]) await documents.put('transcripts', key, `i${n}`, { n, at: 5 });
    await documents.put('transcripts', key, 'i9', { n: 9, at: 6 });
    const query: Query = { pk: key, index: { field: 'at', equals: 5 }, order: { field: 'n' }, limit: 2 };
    expect((await walk(bench, 'transcripts', query)).map((one) => one.body.n)).toEqual([1, 2, 3]);
  });

  test.each([undefined, 'start'])('a walk meets everything exactly once, ties too (order by %s)', async (field) => {
    const [site, documents] = [bench.fresh('site'), bench.documents()];
    await documents.bulk(
      'sessions',
      Array.from({ length: 60 }, (_, n) => ({ pk: site, id: `s${n}`, put: { start: n % 3 } })),
    );
    for (const limit of [1, 7, 60, 61]) {
      const query: Query = { pk: site, limit, ...(field === undefined ? {} : { order: { field } }) };
      const ids = (await walk(bench, 'sessions', query)).map((one) => one.id);
      expect(ids).toHaveLength(60);
      expect(new Set(ids).size).toBe(60);
    }
  });

  test('100 at a time unless told, and a full last page ends the walk', async () => {
    const site = bench.fresh('site');
    await sessions(bench, site, 101);
    const first = await bench.documents().query('sessions', { pk: site });
    expect(first.items).toHaveLength(100);
    expect(typeof first.continuation).toBe('string');
    expect(await walk(bench, 'sessions', { pk: site })).toHaveLength(101);
  });

  test('what is written or removed during a walk never shows an untouched document twice or not at all', async () => {
    const [site, documents] = [bench.fresh('site'), bench.documents()];
    await sessions(bench, site, 20);
    const first = await documents.query('sessions', { pk: site, order: { field: 'start' }, limit: 5 });
    // Two go and one comes, all behind the walk: counting positions would now skip one.
    await documents.delete('sessions', site, 's1');
    await documents.delete('sessions', site, 's2');
    await documents.put('sessions', site, 's3', { start: 30, changed: true });
    await documents.put('sessions', site, 'early', { start: -1 });
    const rest = await walk(bench, 'sessions', {
      pk: site,
      order: { field: 'start' },
      limit: 5,
      continuation: first.continuation ?? 'none',
    });
    expect(starts([...(first.items as readonly Stored<Body>[]), ...rest])).toEqual(upTo(20));
  });

  test.each<[string, Query]>([
    ['neither partition nor index', {}],
    ['neither, though ordered', { order: { field: 'start' } }],
    ['an undeclared index', { index: { field: 'name', equals: 'x' } }],
    ['an undeclared index in a partition', { pk: 'p', index: { field: 'site', equals: 'x' } }],
    ['an undeclared order', { pk: 'p', order: { field: 'site' } }],
    ['a limit of 0', { pk: 'p', limit: 0 }],
    ['a limit over 1,000', { pk: 'p', limit: 1001 }],
    ['half a document', { pk: 'p', limit: 1.5 }],
    ['a name from the prototype', { pk: 'p', order: { field: 'constructor' } }],
  ])('refused with a TypeError: %s', async (_name, query) => {
    await expect(bench.documents().query('sessions', query)).rejects.toBeInstanceOf(TypeError);
  });
}
