import type { Regions } from '../../domain/regions.ts';
import type { Pseudonyms, Sealer } from '../../domain/sealer.ts';
import type { BulkOperation, BulkResult, Documents, Stored } from '../../stores/documents.ts';
import type { ImportOutcome } from '../csv/import-file.ts';
import { agrees, identityOf } from '../identity.ts';
import { reachOf } from '../invited.ts';
import type { Identity, PersonBody, Target } from '../person.ts';
import { isStale, jitter, type Pause, persist } from '../retry.ts';
import type { TargetRow } from './row.ts';

export interface TargetWriterOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
  readonly regions: Regions;
  /** How long to wait after a lost write. */
  readonly pause?: Pause;
}

/** Puts rows of the target list into the `persons` documents. What citizens noted there stays. */
export interface TargetWriter {
  /**
   * One outcome for each row, in order; repeating it answers `unchanged`. No NIK may be there twice. `now` in ms;
   * `dryRun` only looks. Throws `StoreError`s only.
   */
  put(rows: readonly TargetRow[], now: number, dryRun?: boolean): Promise<readonly ImportOutcome[]>;
}

/** A row with what is known of it before anything is sealed: sealing costs most, and an unchanged row needs none. */
interface Prepared {
  readonly person: string;
  readonly group: string;
  readonly region: string | undefined;
  readonly identity: Identity;
  /** The identity as it is sealed. */
  readonly plain: string;
}

interface Planned {
  readonly one: Prepared;
  readonly old: Stored<PersonBody> | undefined;
}

/** Rows handed to the store in one go. */
const CHUNK = 512;
const keyAt = (all: readonly Planned[], at: number): string => all[at]?.one.person ?? '';

type Operation = BulkOperation & { readonly put: PersonBody & Record<string, unknown> };

export function createTargetWriter(options: TargetWriterOptions): TargetWriter {
  const { documents, sealer, pseudonyms, regions, pause = jitter() } = options;
  /** Share of rows that were known in the last batch: what decides whether to look first or to write first. */
  let known = 0;
  const codes = new Map<string, string>();

  /** A list names some hundred places a million times. Bounded, because a broken one may name a million. */
  function codeOf(region: string): string {
    const there = codes.get(region);
    if (there !== undefined) return there;
    const code = regions.find(region)?.code ?? region;
    if (codes.size < 20_000) codes.set(region, code);
    return code;
  }

  function prepare(row: TargetRow): Prepared {
    const person = pseudonyms.person(row.nik);
    const identity = identityOf(row);
    const region = row.region === undefined ? undefined : codeOf(row.region);
    // With the NIK, so that who is invited by their phone need not type it.
    return { person, group: row.group, region, identity, plain: JSON.stringify({ ...identity, nik: row.nik }) };
  }

  function bodyOf(one: Prepared, old: PersonBody | undefined, now: number): PersonBody & Record<string, unknown> {
    const { person, group, region, identity, plain } = one;
    const sealed = sealer.seal(plain, person);
    const target: Target = region === undefined ? { group, sealed, at: now } : { group, region, sealed, at: now };
    const reach = identity.phone === undefined ? {} : { reach: reachOf(pseudonyms, identity.phone) };
    if (!old) return { updated: now, target, notes: [], ...reach };
    // A correction of the list can make right what a citizen said before it.
    const notes = old.notes.map((note) => ({
      ...note,
      agrees: agrees(identity, JSON.parse(sealer.open(note.sealed, person)) as Identity),
    }));
    const { reach: _reach, ...rest } = old;
    return { ...rest, updated: now, target, notes, ...reach };
  }

  function operation(one: Prepared, old: Stored<PersonBody> | undefined, now: number): Operation {
    const condition = old ? { ifMatch: old.etag } : ({ ifNoneMatch: '*' } as const);
    return { pk: one.person, id: one.person, put: bodyOf(one, old?.body, now), ...condition };
  }

  const load = ({ person }: Prepared): Promise<Stored<PersonBody> | undefined> =>
    documents.get<PersonBody>('persons', person, person);

  function outcomeOf({ person, group, region, plain }: Prepared, old: Stored<PersonBody> | undefined): ImportOutcome {
    const target = old?.body.target;
    if (!target) return 'created';
    const same = target.group === group && target.region === region && sealer.open(target.sealed, person) === plain;
    return same ? 'unchanged' : 'updated';
  }

  /** One row against somebody else's writes. */
  const single = (one: Prepared, now: number): Promise<ImportOutcome> =>
    persist(pause, async () => {
      const old = await load(one);
      const outcome = outcomeOf(one, old);
      if (outcome === 'unchanged') return outcome;
      const { pk, id, put, ...condition } = operation(one, old, now);
      await documents.put('persons', pk, id, put, condition);
      return outcome;
    });

  /**
   * Writes what differs, and answers for each whether it went through; `false` when somebody else was there first. The
   * store writes one chunk while the next is sealed here. In the order of the keys, because neighbours share pages of the
   * store's index: at a million rows a row in any order costs a page of its own.
   */
  async function write(all: readonly Planned[], now: number): Promise<boolean[]> {
    const order = all.map((_, at) => at).sort((a, b) => (keyAt(all, a) < keyAt(all, b) ? -1 : 1));
    const chunks: Promise<BulkResult[]>[] = [];
    for (let at = 0; at < order.length; at += CHUNK) {
      const chunk = order.slice(at, at + CHUNK).flatMap((index) => all[index] ?? []);
      chunks.push(
        documents.bulk(
          'persons',
          chunk.map(({ one, old }) => operation(one, old, now)),
        ),
      );
    }
    const done: boolean[] = all.map(() => true);
    for (const [n, result] of (await Promise.all(chunks)).flat().entries()) {
      if (result.ok) continue;
      if (!isStale(result.error)) throw result.error;
      done[order[n] ?? 0] = false;
    }
    return done;
  }

  /** Looks at what is there and writes what differs. What is the same is let go at once: most of a list that comes again. */
  async function lookFirst(all: readonly Prepared[], now: number, dryRun: boolean): Promise<ImportOutcome[]> {
    const outcomes: ImportOutcome[] = [];
    const changed: (Planned & { readonly at: number })[] = [];
    for (let from = 0; from < all.length; from += CHUNK) {
      const chunk = all.slice(from, from + CHUNK);
      const stored = await Promise.all(chunk.map(load));
      for (const [n, one] of chunk.entries()) {
        const outcome = outcomeOf(one, stored[n]);
        outcomes.push(outcome);
        if (outcome !== 'unchanged') changed.push({ one, old: stored[n], at: from + n });
      }
    }
    if (dryRun) return outcomes;
    const done = await write(changed, now);
    const lost = changed.filter((_, n) => !done[n]);
    await Promise.all(
      lost.map(async ({ one, at }) => {
        outcomes[at] = await single(one, now);
      }),
    );
    return outcomes;
  }

  /** Writes everything as new, and looks only at what was there. */
  async function writeFirst(all: readonly Prepared[], now: number): Promise<ImportOutcome[]> {
    const done = await write(
      all.map((one) => ({ one, old: undefined })),
      now,
    );
    const there = all.filter((_, at) => !done[at]);
    const settled = (await lookFirst(there, now, false)).values();
    return done.map((created) => (created ? 'created' : (settled.next().value ?? 'unchanged')));
  }

  return {
    async put(rows, now, dryRun = false) {
      const all = rows.map(prepare);
      const outcomes = dryRun || known > 0.3 ? await lookFirst(all, now, dryRun) : await writeFirst(all, now);
      known = outcomes.filter((one) => one !== 'created').length / Math.max(1, outcomes.length);
      return outcomes;
    },
  };
}
