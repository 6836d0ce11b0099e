import type { Programme } from '../domain/programme.ts';
import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import type { Documents } from '../stores/documents.ts';
import type { Driver, Happening, Recorded } from './driver.ts';
import type { Notices } from './notices.ts';
import type { PersonBody } from './person.ts';
import { createSubjects } from './subjects.ts';
import { verdictOfFinding } from './verdict.ts';

/** Whose appointment it is. */
export interface Appointed {
  readonly person: string;
  readonly dose: number;
  /** Contact id of who booked. */
  readonly contact: string;
}

/** The registry's side of appointments, for work that no citizen waits for. Throws `StoreError`s only; `now` in ms. */
export interface Reporting {
  /** Tells the registry what happened. The same key has its effect once. */
  record(person: string, happening: Happening, key: string, now: number): Promise<Recorded>;
  /**
   * Asks what the registry says by now. A verdict that does not bear the appointment becomes a notice, once for each `key`.
   * Without a dose there is no appointment, and any verdict is told. Answers when to ask again, ms, if the registry did not
   * answer.
   */
  lookAgain(
    appointed: Omit<Appointed, 'dose'> & Partial<Appointed>,
    key: string,
    now: number,
  ): Promise<number | undefined>;
}

export interface ReportingOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
  readonly programme: Programme;
  readonly notices: Notices;
  readonly driver: Driver;
}

export function createReporting(options: ReportingOptions): Reporting {
  const { documents, pseudonyms, programme, notices, driver } = options;
  const subjectOf = createSubjects(options);
  return {
    async record(person, happening, key, now) {
      const subject = await subjectOf(person);
      return subject ? driver.record(subject, happening, { key, now, dose: happening.dose }) : { kind: 'unknown' };
    },
    async lookAgain({ person, dose, contact }, key, now) {
      const subject = await subjectOf(person);
      if (!subject) return undefined;
      const finding = await driver.find(subject, { key, now, ...(dose === undefined ? {} : { dose }) });
      if (finding.kind === 'unavailable') return finding.retryAfterMs;
      const target = (await documents.get<PersonBody>('persons', person, person))?.body.target;
      const verdict = verdictOfFinding(programme, person, subject, target, finding, now);
      if (!verdict || (verdict.kind === 'registered' && verdict.dose === dose)) return undefined;
      const id = pseudonyms.of('notice', JSON.stringify(['verdict', person, contact, key, verdict.kind]));
      await notices.add({ kind: 'verdict', key: id, contact, person, verdict, at: now });
      return undefined;
    },
  };
}
