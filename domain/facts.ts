import { yearsBetween } from './calendar.ts';
import type { Bilingual, Condition } from './programme.ts';

/** A dose that was given. */
export interface GivenDose {
  /** Code of the product; left out when nobody knows it any more. */
  readonly product?: string;
  /** ISO date. */
  readonly date: string;
}

export type Answer = boolean | number | string;
/** Answers to the questions of a screening form, by the question's id. Dates in ISO. */
export type Answers = Readonly<Record<string, Answer>>;

/** What the rules look at. Nothing here says who the person is. */
export interface Facts {
  /** ISO date, as stated or verified: never the one of the NIK, which outlives corrections. */
  readonly birthDate: string;
  readonly sex: 'F' | 'M';
  /** Code of a group of the programme. */
  readonly group: string;
  /** Where the person belongs: a province's or a regency's code. */
  readonly region?: string;
  /** Left out: not asked yet. */
  readonly answers?: Answers;
  /** In any order. Left out: none known. */
  readonly doses?: readonly GivenDose[];
}

/** Why a decision is as it is. */
export interface Reason {
  /** Which rule of which part: `group/lansia`, `screening/pregnant`. */
  readonly rule: string;
  /** In the citizen's words. */
  readonly text: Bilingual;
  /** The decision, letter or law that says so. */
  readonly source: string;
}

/** `later` knows the first day. `no` is never for good, and like `ask` it may need a person: `person` says so. */
export type Decision = 'yes' | 'later' | 'no' | 'ask';

export interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Whether a row holds on a day (ISO); its last day is within. */
export function inForce({ from, to }: Period, on: string): boolean {
  return (from === undefined || from <= on) && (to === undefined || on <= to);
}

/** Doses given up to a day, oldest first; two on one day are one dose written down twice. */
export function dosesBy({ doses = [] }: Facts, on: string): readonly GivenDose[] {
  const known = doses.filter((one) => one.date <= on).sort((a, b) => (a.date < b.date ? -1 : 1));
  return known.filter((one, at) => one.date !== known[at - 1]?.date);
}

type Expected = NonNullable<Condition['answers']>[string];

function meets(answer: Answer | undefined, expected: Expected): boolean {
  if (answer === undefined) return false;
  if (typeof expected !== 'object') return answer === expected;
  if (typeof answer !== 'number') return false;
  const { above = -Infinity, atLeast = -Infinity, below = Infinity, atMost = Infinity } = expected;
  return answer > above && answer >= atLeast && answer < below && answer <= atMost;
}

/** Whether all that a condition names holds on a day. A question without an answer holds nothing. */
export function holds(when: Condition | undefined, facts: Facts, on: string): boolean {
  if (when === undefined) return true;
  const age = yearsBetween(facts.birthDate, on);
  const { answers = {} } = facts;
  if (when.sex !== undefined && when.sex !== facts.sex) return false;
  if (age < (when.minAge ?? 0) || age > (when.maxAge ?? Infinity)) return false;
  if (when.groups !== undefined && !when.groups.includes(facts.group)) return false;
  if (when.firstDose !== undefined && when.firstDose !== (dosesBy(facts, on).length === 0)) return false;
  const own = (id: string): Answer | undefined => (Object.hasOwn(answers, id) ? answers[id] : undefined);
  if (!Object.entries(when.answers ?? {}).every(([id, expected]) => meets(own(id), expected))) return false;
  return when.count === undefined || when.count.of.filter((id) => own(id) === true).length >= when.count.atLeast;
}
