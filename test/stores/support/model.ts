import fc from 'fast-check';
import type { Documents } from '../../../stores/documents.ts';
import { StoreError } from '../../../stores/errors.ts';
import type { Bench } from './bench.ts';

/** One random step. `which` says which etag a condition names: the current one, an older one, or none at all. */
type Step =
  | { readonly kind: 'put'; readonly key: number; readonly n: number; readonly which: Which }
  | { readonly kind: 'remove'; readonly key: number; readonly which: Exclude<Which, 'absent'> }
  | { readonly kind: 'get'; readonly key: number }
  | { readonly kind: 'list'; readonly descending: boolean; readonly limit: number };
type Which = 'any' | 'current' | 'stale' | 'absent';

interface Entry {
  readonly etag: string;
  readonly n: number;
}

const key = fc.nat(3);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('put' as const),
    key,
    n: fc.integer({ min: -5, max: 5 }),
    which: fc.constantFrom<Which>('any', 'current', 'stale', 'absent'),
  }),
  fc.record({
    kind: fc.constant('remove' as const),
    key,
    which: fc.constantFrom<Exclude<Which, 'absent'>>('any', 'current', 'stale'),
  }),
  fc.record({ kind: fc.constant('get' as const), key }),
  fc.record({ kind: fc.constant('list' as const), descending: fc.boolean(), limit: fc.integer({ min: 1, max: 5 }) }),
);

const codeOf = (error: unknown): string => {
  if (error instanceof StoreError) return error.code;
  throw error;
};

/** The contract as a map in memory, next to the store it is compared with. */
class Model {
  readonly #documents: Documents;
  readonly #pk: string;
  readonly #entries = new Map<string, Entry>();
  readonly #spent = new Map<string, string>();

  constructor(documents: Documents, pk: string) {
    this.#documents = documents;
    this.#pk = pk;
  }

  async run(one: Step): Promise<void> {
    if (one.kind === 'list') return this.#list(one.descending, one.limit);
    const id = `d${one.key}`;
    if (one.kind === 'put') return this.#put(id, one.n, one.which);
    if (one.kind === 'remove') return this.#remove(id, one.which);
    const found = await this.#documents.get('sessions', this.#pk, id);
    const entry = this.#entries.get(id);
    expect(found).toEqual(entry && { pk: this.#pk, id, etag: entry.etag, body: { start: entry.n } });
  }

  async #put(id: string, n: number, which: Which): Promise<void> {
    const entry = this.#entries.get(id);
    const ifMatch = this.#etag(id, which);
    const condition = which === 'absent' ? { ifNoneMatch: '*' as const } : ifMatch === undefined ? {} : { ifMatch };
    const refused = which === 'absent' ? entry !== undefined : ifMatch !== undefined && ifMatch !== entry?.etag;
    const answer = await this.#documents.put('sessions', this.#pk, id, { start: n }, condition).catch(codeOf);
    if (refused) return expect(answer).toBe('conflict');
    expect(answer).not.toBe('conflict');
    if (entry) this.#spent.set(id, entry.etag);
    this.#entries.set(id, { etag: answer, n });
  }

  async #remove(id: string, which: Which): Promise<void> {
    const entry = this.#entries.get(id);
    const ifMatch = this.#etag(id, which);
    const condition = ifMatch === undefined ? {} : { ifMatch };
    const answer = await this.#documents.delete('sessions', this.#pk, id, condition).catch(codeOf);
    if (ifMatch !== undefined && !entry) return expect(answer).toBe('not_found');
    if (ifMatch !== undefined && ifMatch !== entry?.etag) return expect(answer).toBe('conflict');
    expect(answer).toBeUndefined();
    if (entry) this.#spent.set(id, entry.etag);
    this.#entries.delete(id);
  }

  async #list(descending: boolean, limit: number): Promise<void> {
    const found: number[] = [];
    let continuation: string | undefined;
    do {
      const page = await this.#documents.query<{ start: number }>('sessions', {
        pk: this.#pk,
        order: { field: 'start', descending },
        limit,
        ...(continuation === undefined ? {} : { continuation }),
      });
      found.push(...page.items.map((item) => item.body.start));
      continuation = page.continuation;
    } while (continuation !== undefined && found.length < 20);
    const wanted = [...this.#entries.values()].map((entry) => entry.n).sort((a, b) => (descending ? b - a : a - b));
    expect(found).toEqual(wanted);
  }

  #etag(id: string, which: Which): string | undefined {
    if (which === 'current') return this.#entries.get(id)?.etag;
    return which === 'stale' ? this.#spent.get(id) : undefined;
  }
}

/** Random sequences of operations against a map: every answer and every error is the one the map foretells. */
export function model(bench: Bench, runs: number): void {
  test('random operations answer as a map would', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
        const under = new Model(bench.documents(), bench.fresh('model'));
        for (const one of steps) await under.run(one);
      }),
      { numRuns: runs },
    );
  });
}
