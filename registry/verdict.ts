import { today } from '../domain/calendar.ts';
import { groupTurn } from '../domain/eligibility.ts';
import type { Programme } from '../domain/programme.ts';
import type { Identity, Target } from './person.ts';
import type { Verdict } from './registry.ts';

/** The next dose of somebody of whom no vaccination is recorded yet. */
const FIRST_DOSE = 1;

/**
 * What the registry says to somebody whose data agree with the target list. The day is the programme's, by group and
 * birthday (`groups.json`, each row with its source). A group that the programme does not know is not called yet.
 */
export function verdictOf(
  programme: Programme,
  person: string,
  target: Pick<Target, 'group' | 'region'>,
  { birthDate, sex }: Pick<Identity, 'birthDate' | 'sex'>,
  now: number,
): Verdict {
  const { group, region } = target;
  const place = region === undefined ? {} : { region };
  const turn = groupTurn(programme, { group, birthDate, sex, ...place }, today(now));
  if (turn?.decision === 'yes') return { kind: 'registered', person, group, ...place, dose: FIRST_DOSE };
  return { kind: 'not_yet', person, group, ...(turn?.date === undefined ? {} : { from: turn.date }) };
}
