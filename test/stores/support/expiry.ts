import { Conflict } from '../../../stores/errors.ts';
import type { Bench } from './bench.ts';

/** `transcripts` expire by their field `until`; an expired document counts as gone wherever it is asked for. */
export function expiry(bench: Bench): void {
  const now = (): number => bench.opened().clock?.time ?? Date.now();
  const past = (): { until: number } => ({ until: now() - 1000 });
  const future = (): { until: number } => ({ until: now() + 3_600_000 });

  test('a get answers nothing for an expired document', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    await documents.put('transcripts', key, 'old', { n: 1, ...past() });
    await documents.put('transcripts', key, 'new', { n: 2, ...future() });
    await documents.put('transcripts', key, 'ever', { n: 3 });
    expect(await documents.get('transcripts', key, 'old')).toBeUndefined();
    expect((await documents.get('transcripts', key, 'new'))?.body).toMatchObject({ n: 2 });
    expect((await documents.get('transcripts', key, 'ever'))?.body).toEqual({ n: 3 });
  });

  test('a query leaves expired documents out, by partition and by index', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    const at = Math.floor(Math.random() * 1e15);
    await documents.put('transcripts', key, 'old', { n: 1, at, ...past() });
    await documents.put('transcripts', key, 'new', { n: 2, at, ...future() });
    const byPk = await documents.query('transcripts', { pk: key });
    const byIndex = await documents.query('transcripts', { index: { field: 'at', equals: at } });
    expect(byPk.items.map((one) => one.id)).toEqual(['new']);
    expect(byIndex.items.map((one) => one.id)).toEqual(['new']);
  });

  test('expired documents do not shorten a walk', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    await documents.bulk(
      'transcripts',
      Array.from({ length: 30 }, (_, n) => ({
        pk: key,
        id: `i${n}`,
        put: { n, ...(n % 3 === 0 ? future() : past()) },
      })),
    );
    const seen: unknown[] = [];
    let continuation: string | undefined;
    do {
      const page = await documents.query('transcripts', {
        pk: key,
        order: { field: 'n' },
        limit: 4,
        ...(continuation === undefined ? {} : { continuation }),
      });
      seen.push(...page.items.map((one) => one.body.n));
      continuation = page.continuation;
    } while (continuation !== undefined);
    expect(seen).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
  });

  test('a conditional create goes over an expired document, and an old etag does not', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    const old = await documents.put('transcripts', key, 'a', { n: 1, ...past() });
    await expect(documents.put('transcripts', key, 'a', { n: 9 }, { ifMatch: old })).rejects.toBeInstanceOf(Conflict);
    const etag = await documents.put('transcripts', key, 'a', { n: 2, ...future() }, { ifNoneMatch: '*' });
    expect(await documents.get('transcripts', key, 'a')).toMatchObject({ etag, body: { n: 2 } });
    await expect(documents.put('transcripts', key, 'a', { n: 3 }, { ifNoneMatch: '*' })).rejects.toBeInstanceOf(
      Conflict,
    );
  });

  test('a document expires while it lies there, and a later put revives it', async () => {
    const { clock } = bench.opened();
    const [documents, key] = [bench.documents(), bench.fresh()];
    const wait = clock ? 0 : 300;
    await documents.put('transcripts', key, 'a', { n: 1, until: now() + 100 });
    if (clock) clock.time += 101;
    await new Promise((resolve) => setTimeout(resolve, wait));
    expect(await documents.get('transcripts', key, 'a')).toBeUndefined();
    await documents.put('transcripts', key, 'a', { n: 2 });
    expect((await documents.get('transcripts', key, 'a'))?.body).toEqual({ n: 2 });
  });

  test('collecting never takes what has not expired', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    await documents.put('transcripts', key, 'new', { n: 2, ...future() });
    await documents.put('transcripts', key, 'ever', { n: 3 });
    expect(await documents.collect(now(), 1000)).toBeGreaterThanOrEqual(0);
    const page = await documents.query('transcripts', { pk: key });
    expect(page.items.map((one) => one.id).sort()).toEqual(['ever', 'new']);
  });
}
