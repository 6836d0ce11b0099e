import type { Programme } from '../domain/programme.ts';
import type { Regions } from '../domain/regions.ts';
import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import type { Documents, Stored } from '../stores/documents.ts';
import type { ImportOutcome } from './csv/import-file.ts';
import type { RecordedDose } from './driver.ts';
import { agrees, identityOf } from './identity.ts';
import type { Notices } from './notices.ts';
import { type Identity, isNoted, type PersonBody, type Target, withNote } from './person.ts';
import type { Registry, Submission, Verdict } from './registry.ts';
import { jitter, type Pause, persist } from './retry.ts';
import type { TargetRow } from './targets/row.ts';
import { type AgreedTarget, createTargetWriter, type TargetWriter } from './targets/write.ts';
import { matchVerdict, verdictOf } from './verdict.ts';

export interface LocalRegistry extends Registry {
  /**
   * Takes a row of the target list over; repeating it answers `unchanged`. What citizens noted stays.
   * `now` in ms. Throws `StoreError`s only.
   */
  importTarget(row: TargetRow, now?: number): Promise<ImportOutcome>;
  /** The same for many rows at once. */
  readonly targets: TargetWriter;
}

export interface LocalRegistryOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
  readonly programme: Programme;
  readonly regions: Regions;
  /** How long to wait after a lost write. */
  readonly pause?: Pause;
  /** Where it is noted that a new list has made right what a citizen said before. */
  readonly notices?: Notices;
}

/** Compared with when there is nothing to compare with, so that an unknown NIK costs the same work as a known one. */
const NOBODY: Identity = { name: 'Tidak Ada', birthDate: '1900-01-01', sex: 'F' };

const NO_TARGET = { group: 'none' };

/** To the citizen it makes no difference: group and region are not told. */
const saysTheSame = (a: Verdict, b: Verdict): boolean =>
  a.kind === b.kind && (a.kind !== 'not_yet' || b.kind !== 'not_yet' || a.from === b.from);

/** The registry over the imported target list. */
export function createLocalRegistry(options: LocalRegistryOptions): LocalRegistry {
  const { documents, sealer, pseudonyms, programme, pause = jitter() } = options;
  const targets = createTargetWriter({
    ...options,
    pause,
    async onJudged(person, { contact, channel, digest }, { before, after, since }, now) {
      const verdictAt = (target: AgreedTarget | undefined): Verdict =>
        target ? verdictOf(programme, person, target, target, now) : { kind: 'unknown', person };
      const [earlier, verdict] = [verdictAt(before), verdictAt(after)];
      if (saysTheSame(earlier, verdict)) return;
      const key = pseudonyms.of('notice', JSON.stringify(['verdict', person, contact, digest, verdict.kind, since]));
      const where = channel === undefined ? {} : { channel };
      await options.notices?.add({ kind: 'verdict', key, contact, ...where, person, verdict, at: now });
    },
  });

  const read = (person: string): Promise<Stored<PersonBody> | undefined> =>
    documents.get<PersonBody>('persons', person, person);

  async function write(person: string, body: PersonBody, old: Stored<PersonBody> | undefined): Promise<void> {
    const condition = old ? { ifMatch: old.etag } : ({ ifNoneMatch: '*' } as const);
    await documents.put('persons', person, person, body, condition);
  }

  const open = (sealed: string, person: string): Identity => JSON.parse(sealer.open(sealed, person)) as Identity;

  /** Never stops early: the time taken tells nothing. */
  function right(target: Target | undefined, said: Identity, person: string): boolean {
    const nobody = sealer.seal(JSON.stringify(NOBODY), person);
    const listed = agrees(open(target?.sealed ?? nobody, person), said);
    return target !== undefined && listed;
  }

  /** Opened for everybody, like the identity: somebody without doses costs the same work. */
  function dosesOf(body: PersonBody | undefined, person: string): readonly RecordedDose[] {
    const none = sealer.seal('[]', person);
    return JSON.parse(sealer.open(body?.given ?? none, person)) as RecordedDose[];
  }

  async function note(submission: Submission, person: string, now: number): Promise<Verdict> {
    const stored = await read(person);
    const said = identityOf(submission);
    const agreed = right(stored?.body.target, said, person);
    const digest = pseudonyms.of('submission', JSON.stringify([person, said, submission.relation]));
    const notes = stored?.body.notes ?? [];
    const { contact, channel, relation, key } = submission;
    // Sealed before it is known whether it is needed, like all of this: the same work for everybody.
    const sealed = sealer.seal(JSON.stringify(said), person);
    const where = channel === undefined ? {} : { channel };
    const one = { contact, ...where, relation, sealed, digest, agrees: agreed, key, at: now };
    if (!isNoted(notes, one))
      await write(person, { ...stored?.body, updated: now, notes: withNote(notes, one) }, stored);
    const target = stored?.body.target;
    // Decided before it is known whether anybody hears of it: the same work for everybody.
    const verdict = matchVerdict(programme, person, said, target ?? NO_TARGET, dosesOf(stored?.body, person), now);
    return agreed && target ? verdict : { kind: 'unknown', person };
  }

  return {
    submit(submission, now) {
      const person = pseudonyms.person(submission.nik);
      return persist(pause, () => note(submission, person, now));
    },
    async importTarget(row, now = Date.now()) {
      const [outcome = 'unchanged'] = await targets.put([row], now);
      return outcome;
    },
    targets,
  };
}
