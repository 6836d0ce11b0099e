import type { Regions } from '../../domain/regions.ts';
import type { Pseudonyms, Sealer } from '../../domain/sealer.ts';
import type { BulkOperation, BulkResult, Documents, Stored } from '../../stores/documents.ts';
import type { ImportOutcome } from '../csv/import-file.ts';
import { agrees } from '../identity.ts';
import { reachOf } from '../invited.ts';
import type { Identity, Note, PersonBody, Target } from '../person.ts';
import { isStale, jitter, type Pause, persist } from '../retry.ts';
import { createPrepare, type Prepared } from './prepare.ts';
import type { TargetRow } from './row.ts';

export interface TargetWriterOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
  readonly regions: Regions;
  /** How long to wait after a lost write. */
  readonly pause?: Pause;
  /**
   * Hears, before the list is changed, what becomes of what a citizen said. Called again for the same note and row it must
   * change nothing. `now` in ms.
   */
  readonly onJudged?: (person: string, note: Note, judged: Judged, now: number) => Promise<void>;
}

/** What the list said of the person while it agreed with the note, and what it says now. `undefined`: it did or does not. */
export interface Judged {
  readonly before: AgreedTarget | undefined;
  readonly after: AgreedTarget | undefined;
  /** When the row that is replaced was taken over, ms: tells one change from the same one later. */
  readonly since: number;
}

/** What the list says of somebody whose words agree with it. */
export type AgreedTarget = Pick<Target, 'group' | 'region'> & Pick<Identity, 'birthDate' | 'sex'>;

/** Puts rows of the target list into the `persons` documents. What citizens noted there stays. */
export interface TargetWriter {
  /**
   * One outcome for each row, in order; repeating it answers `unchanged`. No NIK may be there twice. `now` in ms;
   * `dryRun` only looks. Throws `StoreError`s only.
   */
  put(rows: readonly TargetRow[], now: number, dryRun?: boolean): Promise<readonly ImportOutcome[]>;
}

interface Planned {
  readonly one: Prepared;
  readonly old: Stored<PersonBody> | undefined;
}

/** Rows handed to the store in one go. */
const CHUNK = 512;
type Operation = BulkOperation & { readonly put: PersonBody & Record<string, unknown> };

export function createTargetWriter(options: TargetWriterOptions): TargetWriter {
  const { documents, sealer, pseudonyms, onJudged, pause = jitter() } = options;
  /** Share of rows that were known in the last batch: what decides whether to look first or to write first. */
  let known = 0;
  const prepare = createPrepare(options);

  function bodyOf(one: Prepared, old: PersonBody | undefined, now: number): PersonBody & Record<string, unknown> {
    const { person, group, region, identity, plain } = one;
    const sealed = sealer.seal(plain, person);
    const target: Target = region === undefined ? { group, sealed, at: now } : { group, region, sealed, at: now };
    const reach = identity.phone === undefined ? undefined : reachOf(pseudonyms, identity.phone);
    if (!old)
      return reach === undefined ? { updated: now, target, notes: [] } : { updated: now, target, notes: [], reach };
    // A correction of the list can make right what a citizen said before it.
    const notes = old.notes.map((note) => ({
      ...note,
      agrees: agrees(identity, JSON.parse(sealer.open(note.sealed, person)) as Identity),
    }));
    const { reach: _reach, ...rest } = old;
    return { ...rest, updated: now, target, notes, ...(reach === undefined ? {} : { reach }) };
  }

  function operation(one: Prepared, old: Stored<PersonBody> | undefined, now: number): Operation {
    const put = bodyOf(one, old?.body, now);
    const { person } = one;
    return old ? { pk: person, id: person, put, ifMatch: old.etag } : { pk: person, id: person, put, ifNoneMatch: '*' };
  }

  const opened = (sealed: string, person: string): Identity => JSON.parse(sealer.open(sealed, person)) as Identity;

  function agreedTarget(
    { group, region }: Pick<Prepared, 'group' | 'region'> | Target,
    { birthDate, sex }: Identity,
  ): AgreedTarget {
    return { group, birthDate, sex, ...(region === undefined ? {} : { region }) };
  }

  /** Tells of the notes that this row makes right or wrong, or of whose person it says something else. */
  async function announce({ one, old }: Planned, now: number): Promise<void> {
    const { person, identity } = one;
    const target = old?.body.target;
    for (const note of old?.body.notes ?? []) {
      const agreed = agrees(identity, opened(note.sealed, person));
      if (!agreed && !note.agrees) continue;
      const before = target && note.agrees ? agreedTarget(target, opened(target.sealed, person)) : undefined;
      const after = agreed ? agreedTarget(one, identity) : undefined;
      await onJudged?.(person, note, { before, after, since: target?.at ?? 0 }, now);
    }
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
      await announce({ one, old }, now);
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
    const order = all.map((planned, at) => ({ planned, at, key: planned.one.person }));
    order.sort((a, b) => (a.key < b.key ? -1 : 1));
    const chunks: Promise<BulkResult[]>[] = [];
    for (let from = 0; from < order.length; from += CHUNK) {
      const chunk = order.slice(from, from + CHUNK).map(({ planned }) => operation(planned.one, planned.old, now));
      chunks.push(documents.bulk('persons', chunk));
    }
    const done: boolean[] = all.map(() => true);
    for (const [n, result] of (await Promise.all(chunks)).flat().entries()) {
      if (result.ok) continue;
      if (!isStale(result.error)) throw result.error;
      done[order[n]?.at ?? 0] = false;
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
    await Promise.all(changed.map((one) => announce(one, now)));
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
