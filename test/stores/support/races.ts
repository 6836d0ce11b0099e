import type { Documents } from '../../../stores/documents.ts';
import { Busy, Conflict } from '../../../stores/errors.ts';
import type { Bench } from './bench.ts';

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.random() * 3));

/** Reads, adds one, writes if unchanged; again until it went through. Answers how often it had to repeat. */
export async function increment(
  documents: Documents,
  key: string,
  delay: () => Promise<void> = pause,
): Promise<number> {
  for (let again = 0; ; again += 1) {
    try {
      const stored = await documents.get<{ n: number }>('meta', key, 'counter');
      await delay();
      if (stored) await documents.put('meta', key, 'counter', { n: stored.body.n + 1 }, { ifMatch: stored.etag });
      else await documents.put('meta', key, 'counter', { n: 1 }, { ifNoneMatch: '*' });
      return again;
    } catch (error) {
      if (error instanceof Busy) await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs));
      else if (!(error instanceof Conflict)) throw error;
    }
  }
}

/** Several writers over one document: the condition decides, and nothing is lost. */
export function races(bench: Bench): void {
  test('8 writers with random delays: 1,000 increments are 1,000', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    const writer = async (): Promise<number> => {
      let repeats = 0;
      for (let done = 0; done < 125; done += 1) repeats += await increment(documents, key);
      return repeats;
    };
    const repeats = await Promise.all(Array.from({ length: 8 }, writer));
    expect((await documents.get('meta', key, 'counter'))?.body).toEqual({ n: 1000 });
    // Writers that never met would prove nothing.
    expect(repeats.reduce((sum, one) => sum + one)).toBeGreaterThan(0);
  });

  test('of 20 conditional creates at once exactly one wins', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => documents.put('meta', key, 'a', { n }, { ifNoneMatch: '*' })),
    );
    const won = tries.findIndex((one) => one.status === 'fulfilled');
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect((await documents.get('meta', key, 'a'))?.body).toEqual({ n: won });
  });

  test('of 20 replacements of one version exactly one wins, the others hear Conflict', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    const etag = await documents.put('meta', key, 'a', { n: -1 });
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => documents.put('meta', key, 'a', { n }, { ifMatch: etag })),
    );
    const lost = tries.filter((one) => one.status === 'rejected').map((one) => one.reason as unknown);
    expect(lost).toHaveLength(19);
    expect(lost.every((reason) => reason instanceof Conflict)).toBe(true);
  });

  test('every write of a document has its own etag', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    const etags = await Promise.all(Array.from({ length: 50 }, (_, n) => documents.put('meta', key, 'a', { n })));
    expect(new Set(etags).size).toBe(50);
  });
}
