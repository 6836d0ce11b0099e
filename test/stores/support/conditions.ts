import { Conflict, NotFound } from '../../../stores/errors.ts';
import type { Bench } from './bench.ts';

/** get, put, delete and bulk, and what their conditions promise. */
export function conditions(bench: Bench): void {
  test('what was put is got, with the etag of the write', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    expect(await documents.get('meta', key, 'a')).toBeUndefined();
    const etag = await documents.put('meta', key, 'a', { n: 1, deep: { list: [1, null, 'x'] } });
    expect(await documents.get('meta', key, 'a')).toEqual({
      pk: key,
      id: 'a',
      etag,
      body: { n: 1, deep: { list: [1, null, 'x'] } },
    });
  });

  test('a put without a condition replaces the whole body', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    const first = await documents.put('meta', key, 'a', { n: 1, old: true });
    const second = await documents.put('meta', key, 'a', { n: 2 });
    expect(second).not.toBe(first);
    expect((await documents.get('meta', key, 'a'))?.body).toEqual({ n: 2 });
  });

  test('the same id in two partitions and two containers is different documents', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    await documents.put('meta', key, 'a', { n: 1 });
    await documents.put('meta', `${key}b`, 'a', { n: 2 });
    await documents.put('sites', key, 'a', { n: 3 });
    const found = await Promise.all([
      documents.get('meta', key, 'a'),
      documents.get('meta', `${key}b`, 'a'),
      documents.get('sites', key, 'a'),
      documents.get('persons', key, 'a'),
    ]);
    expect(found.map((one) => one?.body)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, undefined]);
  });

  test('ifMatch writes over that version only', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    const first = await documents.put('meta', key, 'a', { n: 1 });
    const second = await documents.put('meta', key, 'a', { n: 2 }, { ifMatch: first });
    await expect(documents.put('meta', key, 'a', { n: 9 }, { ifMatch: first })).rejects.toBeInstanceOf(Conflict);
    expect(await documents.get('meta', key, 'a')).toMatchObject({ etag: second, body: { n: 2 } });
  });

  test('ifMatch never creates', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    const elsewhere = await documents.put('meta', key, 'b', { n: 1 });
    await expect(documents.put('meta', key, 'a', { n: 1 }, { ifMatch: elsewhere })).rejects.toBeInstanceOf(Conflict);
    expect(await documents.get('meta', key, 'a')).toBeUndefined();
  });

  test('ifNoneMatch creates, once', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    const etag = await documents.put('meta', key, 'a', { n: 1 }, { ifNoneMatch: '*' });
    await expect(documents.put('meta', key, 'a', { n: 2 }, { ifNoneMatch: '*' })).rejects.toBeInstanceOf(Conflict);
    expect(await documents.get('meta', key, 'a')).toMatchObject({ etag, body: { n: 1 } });
  });

  test('an etag from before a delete is never accepted again', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    const old = await documents.put('meta', key, 'a', { n: 1 });
    await documents.delete('meta', key, 'a', { ifMatch: old });
    const created = await documents.put('meta', key, 'a', { n: 1 }, { ifNoneMatch: '*' });
    expect(created).not.toBe(old);
    await expect(documents.put('meta', key, 'a', { n: 2 }, { ifMatch: old })).rejects.toBeInstanceOf(Conflict);
    await expect(documents.delete('meta', key, 'a', { ifMatch: old })).rejects.toBeInstanceOf(Conflict);
    expect((await documents.get('meta', key, 'a'))?.body).toEqual({ n: 1 });
  });

  test('a delete removes; removing what is not there is fine only without a condition', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    const etag = await documents.put('meta', key, 'a', { n: 1 });
    await documents.delete('meta', key, 'a');
    expect(await documents.get('meta', key, 'a')).toBeUndefined();
    await documents.delete('meta', key, 'a');
    await expect(documents.delete('meta', key, 'a', { ifMatch: etag })).rejects.toBeInstanceOf(NotFound);
  });

  test('bulk answers each operation in order, and one failing stops no other', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    const etag = await documents.put('meta', key, 'there', { n: 1 });
    const answers = await documents.bulk('meta', [
      { pk: key, id: 'new', put: { n: 1 }, ifNoneMatch: '*' },
      { pk: key, id: 'there', put: { n: 9 }, ifNoneMatch: '*' },
      { pk: key, id: 'big', put: { text: 'x'.repeat(2_097_152) } },
      { pk: `${key}b`, id: 'free', put: { n: 2 } },
      { pk: key, id: 'there', put: { n: 2 }, ifMatch: etag },
      { pk: key, id: 'gone', remove: true, ifMatch: etag },
      { pk: key, id: 'gone', remove: true },
    ]);
    const codes = answers.map((one) => (one.ok ? 'ok' : (one.error as Error & { code?: string }).code));
    expect(codes).toEqual(['ok', 'conflict', 'too_large', 'ok', 'ok', 'not_found', 'ok']);
    expect((await documents.get('meta', key, 'there'))?.body).toEqual({ n: 2 });
    const created = await documents.get('meta', key, 'new');
    expect(answers[0]).toEqual({ ok: true, etag: created?.etag });
  });

  test('an empty bulk has nothing to answer', async () => {
    expect(await bench.documents().bulk('meta', [])).toEqual([]);
  });

  test('a ping resolves while the store takes writes', async () => {
    await expect(bench.documents().ping()).resolves.toBeUndefined();
  });
}
