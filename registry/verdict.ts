import { today } from '../domain/calendar.ts';
import { eligibility, groupsFor, groupTurn } from '../domain/eligibility.ts';
import { dosesBy, type GivenDose } from '../domain/facts.ts';
import { groupOf, type Programme } from '../domain/programme.ts';
import type { Finding, RecordedDose, Subject } from './driver.ts';
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

/** Doses with a day: of the others no distance can be told, and the vaccinator asks for the card. */
export function datedDoses(doses: readonly RecordedDose[]): readonly GivenDose[] {
  return doses.flatMap(({ on: date, product }) =>
    date === undefined ? [] : [{ date, ...(product === undefined ? {} : { product }) }],
  );
}

/**
 * The group of somebody who is on no list: by age, the narrowest one; of those alike the one that is called last, because
 * an occupation cannot be guessed and must not be presumed.
 */
export function groupByAge(
  programme: Programme,
  said: Pick<Identity, 'birthDate' | 'sex'>,
  on: string,
): string | undefined {
  const { birthDate, sex } = said;
  const fitting = groupsFor(programme, { group: '', birthDate, sex }, on);
  return [...fitting].sort((a, b) => b.minAge - a.minAge || b.phase - a.phase)[0]?.code;
}

/** With doses on record: which one is next, and when. The number counts all doses, boosters too: one place for each. */
export function matchVerdict(
  programme: Programme,
  person: string,
  said: Pick<Subject, 'birthDate' | 'sex' | 'region'>,
  target: Pick<Target, 'group' | 'region'> | undefined,
  doses: readonly RecordedDose[],
  now: number,
): Verdict {
  const on = today(now);
  const group = target?.group ?? groupByAge(programme, said, on) ?? '';
  const region = target?.region ?? said.region;
  const where = { group, ...(region === undefined ? {} : { region }) };
  const given = datedDoses(doses);
  if (given.length === 0 || groupOf(programme, group) === undefined) {
    return verdictOf(programme, person, where, said, now);
  }
  const { birthDate, sex } = said;
  const facts = { birthDate, sex, ...where, doses: given };
  const found = eligibility(programme, facts, on);
  if (found?.decision === 'yes') return { kind: 'registered', person, ...where, dose: dosesBy(facts, on).length + 1 };
  if (found?.date !== undefined) return { kind: 'not_yet', person, group, from: found.date };
  return { kind: 'complete', person };
}

/**
 * What a citizen hears of a finding. Not known, somebody else's and died are one answer: a stranger who tries a NIK must
 * not tell them apart. Undefined while the registry has not decided.
 */
export function verdictOfFinding(
  programme: Programme,
  person: string,
  said: Subject,
  target: Pick<Target, 'group' | 'region'> | undefined,
  finding: Finding,
  now: number,
): Verdict | undefined {
  if (finding.kind === 'pending' || finding.kind === 'unavailable') return undefined;
  if (finding.kind === 'already') return { kind: 'complete', person };
  if (finding.kind !== 'match') return { kind: 'unknown', person };
  return matchVerdict(programme, person, said, target, finding.doses, now);
}
