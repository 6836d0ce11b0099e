import { today } from '../domain/calendar.ts';
import { calledFrom, groupOf, type Programme } from '../domain/programme.ts';
import type { Target } from './person.ts';
import type { Verdict } from './registry.ts';

/** The next dose of somebody of whom no vaccination is recorded yet. */
const FIRST_DOSE = 1;

/**
 * What the registry says to somebody whose data agree with the target list. The day is the programme's, by group and
 * birthday (`programme.json`, each group with its source). A group that the programme does not know is not called yet.
 */
export function verdictOf(
  programme: Programme,
  person: string,
  target: Pick<Target, 'group' | 'region'>,
  birthDate: string,
  now: number,
): Verdict {
  const { group, region } = target;
  const known = groupOf(programme, group);
  const from = known && calledFrom(known, birthDate);
  const day = today(now);
  if (from === undefined || (programme.until !== undefined && day > programme.until)) {
    return { kind: 'not_yet', person, group };
  }
  if (day < from) return { kind: 'not_yet', person, group, from };
  return { kind: 'registered', person, group, ...(region === undefined ? {} : { region }), dose: FIRST_DOSE };
}
