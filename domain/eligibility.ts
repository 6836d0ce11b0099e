/** Whether somebody can be vaccinated on a day: group, dose and health answers together. */
import { addDays, addYears } from './calendar.ts';
import { type Decision, type Facts, inForce, type Reason } from './facts.ts';
import { calledFrom, calledUntil, groupRows, type Programme, type ProgrammeGroup } from './programme.ts';
import { reason } from './reason-words.ts';
import { type NextDose, nextDose } from './schedule.ts';
import { screen } from './screening.ts';

export interface Eligibility {
  readonly decision: Decision;
  readonly reasons: readonly Reason[];
  /** With `later`: the first day (ISO) on which all that is known allows it. */
  readonly date?: string;
  /** Which dose it is about, when one is due or will be. */
  readonly dose?: number;
  readonly series?: 'primary' | 'booster';
  /** A person of the ministry or a doctor has to look: the bot never refuses by itself. */
  readonly person: boolean;
  /** Ids of the questions that are still needed. */
  readonly missing: readonly string[];
}

/** What decides whether somebody belongs to a group whose turn it is. A sex that is not known is not held against anybody. */
export type Belonging = Pick<Facts, 'birthDate' | 'group' | 'region'> & { readonly sex?: 'F' | 'M' };

/** What one part of the rules says. */
export interface Part {
  readonly decision: Decision;
  readonly date?: string | undefined;
  readonly reasons: readonly Reason[];
  readonly person?: boolean;
}

function refused(rule: string, why: Reason | undefined, decision: 'no' | 'ask' = 'no'): Part {
  return { decision, reasons: why === undefined ? [] : [{ ...why, rule }], person: true };
}

/** Groups whose turn it is for somebody of this age and sex: offered when the stated group does not fit. */
export function groupsFor(programme: Programme, facts: Belonging, on: string): readonly ProgrammeGroup[] {
  return programme.groups.filter((row) => {
    const from = calledFrom(row, facts.birthDate);
    const until = calledUntil(row, facts.birthDate);
    const fits = from !== undefined && from <= on && (until === undefined || on <= until);
    return fits && row.notServed === undefined && fitsSex(row, facts);
  });
}

function fitsSex(row: ProgrammeGroup, { sex }: Belonging): boolean {
  return row.sex === undefined || sex === undefined || row.sex === sex;
}

/** The group that anybody of this age belongs to: what may be offered to who is in the wrong one. */
function otherGroup(programme: Programme, facts: Belonging, on: string): readonly Reason[] {
  const open = groupsFor(programme, facts, on).filter((one) => one.open === true && one.code !== facts.group);
  return open.slice(0, 1).map((one) => reason(`group/${one.code}`, one.source, 'otherGroup', { group: one.name }));
}

function region(row: ProgrammeGroup, facts: Belonging): Part | undefined {
  if (row.regions === undefined) return undefined;
  const here = facts.region;
  const rule = `region/${row.code}`;
  if (here === undefined) return refused(rule, reason(rule, row.source, 'regionAsked', { group: row.name }), 'ask');
  if (row.regions.some((code) => here === code || here.startsWith(`${code}.`))) return undefined;
  return refused(rule, reason(rule, row.source, 'regionOutside', { group: row.name }), 'ask');
}

/** The turn of one row of a group that is or will be in force. */
function turn(programme: Programme, row: ProgrammeGroup, facts: Belonging, on: string): Part {
  const { code, name, source } = row;
  const say = (word: Parameters<typeof reason>[2], gaps = {}): Reason =>
    reason(`group/${code}`, source, word, { group: name, age: row.minAge, ...gaps });
  if (!fitsSex(row, facts)) return refused(`group/${code}`, say('sexDiffers'));
  if (row.notServed !== undefined && inForce(row, on))
    return refused(`group/${code}`, { rule: '', text: row.notServed, source });
  const until = calledUntil(row, facts.birthDate);
  const from = calledFrom(row, facts.birthDate);
  if (from === undefined || (until !== undefined && until < on)) {
    const over = row.to !== undefined && row.to < on;
    const part = refused(`group/${code}`, say(over ? 'groupEnded' : 'tooOld'));
    return { ...part, reasons: [...part.reasons, ...otherGroup(programme, facts, on)] };
  }
  if (from <= on) return region(row, facts) ?? { decision: 'yes', reasons: [say('called', { date: row.from })] };
  const young = addYears(facts.birthDate, row.minAge) > row.from;
  const why = say(young ? 'tooYoung' : 'calledLater', { date: from });
  return { decision: 'later', date: from, reasons: [why, ...otherGroup(programme, facts, on)] };
}

const EASIER: readonly Decision[] = ['yes', 'later', 'ask', 'no'];

/** Whether a group is called; of several rows the one that says the most. Undefined for a group that is not there. */
export function groupTurn(programme: Programme, facts: Belonging, on: string): Part | undefined {
  const rows = groupRows(programme, facts.group);
  const source = rows[0]?.source ?? '';
  const name = { programme: programme.name };
  if (programme.until !== undefined && on > programme.until)
    return refused('programme/until', reason('', source, 'ended', { ...name, date: programme.until }));
  const parts = rows.map((row) => turn(programme, row, facts, on));
  const best = parts.sort((a, b) => EASIER.indexOf(a.decision) - EASIER.indexOf(b.decision))[0];
  if (best?.decision !== 'yes' || programme.from <= on) return best;
  const why = reason('programme/from', source, 'notBegun', { ...name, date: programme.from });
  return { decision: 'later', date: programme.from, reasons: [why] };
}

function dosePart({ decision, date, reasons }: NextDose): Part {
  return { decision, date, reasons, person: decision === 'no' || decision === 'ask' };
}

/** The health answers as a part; without answers nothing was asked, and nothing is said about them. */
function healthPart(programme: Programme, facts: Facts, on: string): Part & { readonly missing: readonly string[] } {
  if (facts.answers === undefined) return { decision: 'yes', reasons: [], missing: [] };
  const { result, date, reasons, missing } = screen(programme, facts, on);
  const ids = missing.map((one) => one.id);
  const open: Decision = ids.length > 0 ? 'ask' : 'yes';
  const decision = { ok: open, postpone: 'later', doctor: 'ask', not_given: 'no' } as const;
  const source = programme.screening.questions[0]?.source;
  const clear =
    reasons.length === 0 && source !== undefined && Object.keys(facts.answers).length > 0
      ? [reason('screening/clear', source, 'clear')]
      : [];
  return {
    ...{ decision: decision[result], date, reasons: [...reasons, ...clear], missing: ids },
    person: result === 'doctor' || result === 'not_given',
  };
}

/** The weightiest of the parts: `no` before a person's `ask`, before `later`, before an open question, before `yes`. */
function together(parts: readonly Part[]): Decision {
  const has = (decision: Decision, person?: boolean): boolean =>
    parts.some((one) => one.decision === decision && (person === undefined || (one.person ?? false) === person));
  if (has('no')) return 'no';
  if (has('ask', true)) return 'ask';
  return has('later') ? 'later' : has('ask') ? 'ask' : 'yes';
}

/**
 * The decision for a day (ISO; `today(now)` for now), with every reason. It prepares a visit and is no refusal: `no`
 * and a doctor's `ask` have `person` set. It never chooses a brand. Undefined when the programme has no such group.
 */
export function eligibility(programme: Programme, facts: Facts, on: string): Eligibility | undefined {
  const group = groupTurn(programme, facts, on);
  if (group === undefined) return undefined;
  const first = group.decision === 'later' ? (group.date ?? on) : on;
  const next = nextDose(programme, facts, first);
  const health = healthPart(programme, facts, on);
  const dose = dosePart(next);
  const parts = group.decision === 'no' ? [group] : [group, dose, health];
  const decision = together(parts);
  const dates = parts.flatMap((one) => (one.decision === 'later' ? (one.date ?? []) : [])).sort();
  const date = decision === 'later' ? dates.at(-1) : undefined;
  const heavy = parts.filter((one) => one.decision !== 'yes');
  const said = (heavy.length > 0 ? heavy : parts).flatMap((one) => one.reasons);
  return {
    decision,
    reasons: said,
    ...(date === undefined ? {} : { date: date > on ? date : addDays(on, 1) }),
    ...(next.dose === undefined ? {} : { dose: next.dose }),
    ...(next.series === undefined ? {} : { series: next.series }),
    person: parts.some((one) => one.person === true),
    missing: health.missing,
  };
}
