import { sameName } from '../domain/name.ts';
import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import type { Documents, Stored } from '../stores/documents.ts';
import {
  type Call,
  type Driver,
  type Field,
  type Finding,
  type Happening,
  matched,
  type Recorded,
  type RecordedDose,
  type Subject,
} from './driver.ts';
import type { Identity, PersonBody } from './person.ts';
import { jitter, type Pause, persist } from './retry.ts';

export interface LocalDriverOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
  readonly pause?: Pause;
}

/** Happenings kept of one person. */
const EVENTS_MOST = 20;

/** What differs from the list. A sex that differs is not held against anybody: documents err there most. */
function differences(listed: Identity, said: Identity): Field[] {
  const fields: Field[] = [];
  if (!sameName(listed.name, said.name)) fields.push('name');
  if (listed.birthDate !== said.birthDate) fields.push('birthDate');
  return fields;
}

/** Opened and compared in place of somebody who is not listed, so that the time of an answer does not tell that nobody is. */
const DECOY = 'decoy';
const NOBODY: Identity = { name: 'Siti Contoh Melati', birthDate: '1900-01-01', sex: 'F' };

/** The imported target list as a registry: it decides at once, and is never away. */
export function createLocalDriver({ documents, sealer, pseudonyms, pause = jitter() }: LocalDriverOptions): Driver {
  const decoy = sealer.seal(JSON.stringify(NOBODY), DECOY);
  const load = (person: string): Promise<Stored<PersonBody> | undefined> =>
    documents.get<PersonBody>('persons', person, person);
  const dosesOf = (person: string, body: PersonBody): readonly RecordedDose[] =>
    body.given === undefined ? [] : (JSON.parse(sealer.open(body.given, person)) as RecordedDose[]);

  async function find(subject: Subject, { dose }: Call): Promise<Finding> {
    const person = pseudonyms.person(subject.nik);
    const body = (await load(person))?.body;
    const opened = body?.target ? sealer.open(body.target.sealed, person) : sealer.open(decoy, DECOY);
    const fields = differences(JSON.parse(opened) as Identity, subject);
    if (!body?.target) return { kind: 'unknown' };
    return fields.length > 0 ? { kind: 'mismatch', fields } : matched(dosesOf(person, body), dose);
  }

  /** The body after a happening; the same one when it is known already. */
  function after(person: string, body: PersonBody, { event, dose, on }: Happening, { key, now }: Call): PersonBody {
    const events = body.events ?? [];
    if (events.some((one) => one.key === key)) return body;
    const doses = dosesOf(person, body);
    const fresh = event === 'given' && !doses.some((one) => one.number === dose);
    const given = fresh ? { given: sealer.seal(JSON.stringify([...doses, { number: dose, on }]), person) } : {};
    return { ...body, ...given, updated: now, events: [...events, { key, event, dose, at: now }].slice(-EVENTS_MOST) };
  }

  const record = (subject: Subject, happening: Happening, call: Call): Promise<Recorded> => {
    const person = pseudonyms.person(subject.nik);
    return persist<Recorded>(pause, async () => {
      const stored = await load(person);
      if (!stored?.body.target) return { kind: 'unknown' };
      const body = after(person, stored.body, happening, call);
      if (body !== stored.body) await documents.put('persons', person, person, body, { ifMatch: stored.etag });
      return { kind: 'recorded' };
    });
  };

  return {
    find,
    submit: find,
    verdict: find,
    async history({ nik }) {
      const person = pseudonyms.person(nik);
      const body = (await load(person))?.body;
      return body?.target ? { kind: 'doses', doses: dosesOf(person, body) } : { kind: 'unknown' };
    },
    record,
    close: async () => {},
  };
}
