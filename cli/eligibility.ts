import { AnswersError, isIsoDay, readAnswers } from '../domain/answers.ts';
import { yearsBetween } from '../domain/calendar.ts';
import { type Eligibility, eligibility } from '../domain/eligibility.ts';
import type { Facts } from '../domain/facts.ts';
import { groupNamed, type Programme } from '../domain/programme.ts';
import { screeningQuestions } from '../domain/screening.ts';

/** What the command line hands over, as it was typed. */
export interface Asked {
  readonly born: string;
  readonly sex: string;
  readonly group: string;
  /** ISO date. */
  readonly on: string;
  readonly region?: string;
  readonly answers?: string;
  readonly lang: 'id' | 'en';
}

/** `sapa explain eligibility --json`: the contract's two fields, and what a program needs beside them. */
export interface EligibilityExplanation extends Pick<Eligibility, 'decision'> {
  readonly reasons: readonly { readonly rule: string; readonly text: string; readonly source: string }[];
  /** With `later`: the first day. */
  readonly date: string | null;
  readonly dose: number | null;
  readonly series: 'primary' | 'booster' | null;
  /** Somebody of the ministry or a doctor has to look. */
  readonly person: boolean;
  /** Questions whose answers are needed for a decision. */
  readonly missing: readonly string[];
}

/** What was typed cannot be used: wrong usage, with what is expected. */
export class WrongAsk extends Error {
  override readonly name = 'WrongAsk';
}

const SEXES: Readonly<Record<string, 'F' | 'M'>> = { f: 'F', m: 'M' };
const OLDEST = 120;

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongAsk(`--answers: expected JSON, such as '{"pregnant": true, "pregnancy_weeks": 20}'`);
  }
}

/** The facts as the rules need them. Throws `WrongAsk`, or `AnswersError` with all that is wrong in the answers. */
export function factsOf(programme: Programme, asked: Asked): Facts {
  const { born, on, region } = asked;
  if (!isIsoDay(on)) throw new WrongAsk('--on: expected a day that exists, as YYYY-MM-DD');
  if (!isIsoDay(born)) throw new WrongAsk('--born: expected a day that exists, as YYYY-MM-DD');
  if (born > on) throw new WrongAsk('--born: expected a day not after --on');
  if (yearsBetween(born, on) > OLDEST) throw new WrongAsk(`--born: expected a day at most ${OLDEST} years before --on`);
  const sex = SEXES[asked.sex.toLowerCase()];
  if (sex === undefined) throw new WrongAsk('--sex: expected F or M');
  const group = groupNamed(programme, asked.group);
  if (group === undefined) {
    const groups = [...new Set(programme.groups.map((one) => one.code))].join(', ');
    throw new WrongAsk(`--group: ${programme.code} has ${groups}`);
  }
  const said = asked.answers === undefined ? undefined : readAnswers(programme, json(asked.answers), on);
  // Doses alone are no health answers: then nothing was asked yet.
  const answered = said !== undefined && Object.keys(said.answers).length > 0;
  return {
    ...{ birthDate: born, sex, group },
    ...(region === undefined ? {} : { region: region.replace(/^(\d\d)(\d\d)$/, '$1.$2') }),
    ...(answered ? { answers: said.answers } : {}),
    doses: said?.doses ?? [],
  };
}

/** The decision as JSON of the contract. Throws as `factsOf`. */
export function explainEligibility(programme: Programme, asked: Asked): EligibilityExplanation {
  const found = eligibility(programme, factsOf(programme, asked), asked.on);
  if (found === undefined) throw new WrongAsk('--group: is not in the programme');
  return {
    decision: found.decision,
    reasons: found.reasons.map(({ rule, text, source }) => ({ rule, text: text[asked.lang], source })),
    date: found.date ?? null,
    dose: found.dose ?? null,
    series: found.series ?? null,
    person: found.person,
    missing: found.missing,
  };
}

/** The health form of this person on that day, those questions too that are asked at the site. */
export function explainQuestions(programme: Programme, asked: Asked) {
  const questions = screeningQuestions(programme, factsOf(programme, asked), asked.on, { site: true });
  return questions.map(({ id, kind, text, where, choices = [], source }) => ({
    ...{ id, kind, text: text[asked.lang], where, source },
    choices: choices.map((one) => one.value),
  }));
}

/** For people at a terminal. */
export function eligibilityForPeople(one: EligibilityExplanation): string {
  const dose = one.dose === null ? '' : `, ${one.series === 'booster' ? 'booster' : 'dose'} ${one.dose}`;
  const head = `${one.decision}${one.date === null ? '' : ` from ${one.date}`}${dose}${one.person ? ', a person has to look' : ''}`;
  return [head, ...one.reasons.map(({ rule, text, source }) => `- ${text}\n  ${rule}: ${source}`)].join('\n');
}

/** Whether an error says what was wrong with the usage. */
export function isWrongAsk(error: unknown): error is Error {
  return error instanceof WrongAsk || error instanceof AnswersError;
}
