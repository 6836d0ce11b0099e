import { sameName } from '../domain/name.ts';
import type { Programme } from '../domain/programme.ts';
import type { Regions } from '../domain/regions.ts';
import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import type { Documents, Stored } from '../stores/documents.ts';
import { type Identity, isNoted, type PersonBody, type Target, withNote } from './person.ts';
import type { Registry, Submission, Verdict } from './registry.ts';
import { jitter, type Pause, persist } from './retry.ts';
import { verdictOf } from './verdict.ts';

/** One row of the ministry's target list, already read: names as written, dates ISO, phone E.164. */
export interface TargetRow extends Identity {
  readonly nik: string;
  /** Code of a group of the programme. */
  readonly group: string;
  /** Regency code, with or without dots, current or retired. */
  readonly region?: string;
}

export type ImportOutcome = 'created' | 'updated' | 'unchanged';

export interface LocalRegistry extends Registry {
  /**
   * Takes a row of the target list over; repeating it answers `unchanged`. What citizens noted stays.
   * `now` in ms. Throws `StoreError`s only.
   */
  importTarget(row: TargetRow, now?: number): Promise<ImportOutcome>;
}

export interface LocalRegistryOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
  readonly programme: Programme;
  readonly regions: Regions;
  /** How long to wait after a lost write. */
  readonly pause?: Pause;
}

/** Compared with when there is nothing to compare with, so that an unknown NIK costs the same work as a known one. */
const NOBODY: Identity = { name: 'Tidak Ada', birthDate: '1900-01-01', sex: 'F' };

/** A fixed order of fields: the digest of the same data is the same. */
function identityOf({ name, birthDate, sex, phone }: Identity): Identity {
  return { name, birthDate, sex, ...(phone === undefined ? {} : { phone }) };
}

/** The registry over the imported target list. */
export function createLocalRegistry(options: LocalRegistryOptions): LocalRegistry {
  const { documents, sealer, pseudonyms, programme, regions, pause = jitter() } = options;

  const read = (person: string): Promise<Stored<PersonBody> | undefined> =>
    documents.get<PersonBody>('persons', person, person);

  async function write(person: string, body: PersonBody, old: Stored<PersonBody> | undefined): Promise<void> {
    const condition = old ? { ifMatch: old.etag } : ({ ifNoneMatch: '*' } as const);
    await documents.put('persons', person, person, body, condition);
  }

  const open = (sealed: string, person: string): Identity => JSON.parse(sealer.open(sealed, person)) as Identity;

  /** Name and birth date are what the target list has. Never stops early: the time taken tells nothing. */
  function agrees(target: Target | undefined, said: Identity, person: string): boolean {
    const nobody = sealer.seal(JSON.stringify(NOBODY), person);
    const listed = open(target?.sealed ?? nobody, person);
    const name = sameName(listed.name, said.name);
    const birthDate = listed.birthDate === said.birthDate;
    return target !== undefined && name && birthDate;
  }

  async function note(submission: Submission, person: string, now: number): Promise<Verdict> {
    const stored = await read(person);
    const said = identityOf(submission);
    const right = agrees(stored?.body.target, said, person);
    const digest = pseudonyms.of('submission', JSON.stringify([person, said, submission.relation]));
    const notes = stored?.body.notes ?? [];
    const { contact, relation, key } = submission;
    // Sealed before it is known whether it is needed, like all of this: the same work for everybody.
    const sealed = sealer.seal(JSON.stringify(said), person);
    const one = { contact, relation, sealed, digest, agrees: right, key, at: now };
    if (!isNoted(notes, one))
      await write(person, { ...stored?.body, updated: now, notes: withNote(notes, one) }, stored);
    const target = stored?.body.target;
    if (!right || !target) return { kind: 'unknown', person };
    return verdictOf(programme, person, target, said, now);
  }

  async function take(row: TargetRow, person: string, now: number): Promise<ImportOutcome> {
    const stored = await read(person);
    const identity = identityOf(row);
    const region = row.region === undefined ? undefined : (regions.find(row.region)?.code ?? row.region);
    const digest = pseudonyms.of('target', JSON.stringify([person, identity, row.group, region ?? null]));
    const before = stored?.body.target;
    if (before?.digest === digest) return 'unchanged';
    const target: Target = {
      ...{ group: row.group, ...(region === undefined ? {} : { region }) },
      ...{ sealed: sealer.seal(JSON.stringify(identity), person), digest, at: now },
    };
    // A correction of the list can make right what a citizen said before it.
    const notes = (stored?.body.notes ?? []).map((one) => ({
      ...one,
      agrees: agrees(target, open(one.sealed, person), person),
    }));
    await write(person, { updated: now, target, notes }, stored);
    return before ? 'updated' : 'created';
  }

  return {
    submit(submission, now) {
      const person = pseudonyms.person(submission.nik);
      return persist(pause, () => note(submission, person, now));
    },
    importTarget(row, now = Date.now()) {
      const person = pseudonyms.person(row.nik);
      return persist(pause, () => take(row, person, now));
    },
  };
}
