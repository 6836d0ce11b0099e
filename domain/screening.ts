/** A health form as data: which questions, and what the answers come to. The vaccinator decides; this only prepares. */
import { addDays } from './calendar.ts';
import { type Answers, type Facts, holds, inForce, type Reason } from './facts.ts';
import type { Programme, Question, ScreeningRule } from './programme.ts';
import { reason } from './reason-words.ts';
import { later } from './schedule.ts';

/** `ok`, to be postponed until a day, for a doctor to say, or not to be given for the time being. */
export type ScreeningResult = 'ok' | 'postpone' | 'doctor' | 'not_given';

export interface Screened {
  readonly result: ScreeningResult;
  /** With `postpone`: the first day (ISO) on which nothing of it holds any more. */
  readonly date?: string;
  readonly reasons: readonly Reason[];
  /** Follow-up questions without which the result is not certain. */
  readonly missing: readonly Question[];
  /** Products that the answers leave; left out when all. */
  readonly products?: readonly string[];
}

const HEAVIER: readonly ScreeningResult[] = ['not_given', 'doctor', 'postpone', 'ok'];

/**
 * The questions of the form for this person on a day, in order, as far as the answers so far open them. Those that are
 * measured at the site are left out unless asked for.
 */
export function screeningQuestions(
  { screening }: Programme,
  facts: Facts,
  on: string,
  { site = false }: { readonly site?: boolean } = {},
): readonly Question[] {
  return screening.questions.filter(
    (one) => inForce(one, on) && (site || one.where === 'chat') && holds(one.when, facts, on),
  );
}

/** The question to ask next in the chat, or undefined when all are answered. */
export function nextQuestion(programme: Programme, facts: Facts, on: string): Question | undefined {
  return screeningQuestions(programme, facts, on).find((one) => facts.answers?.[one.id] === undefined);
}

/** What the chat asks all at once, as a list: what can be said with yes or no and hangs on no other answer. */
export function listQuestions(programme: Programme, facts: Facts, on: string): readonly Question[] {
  return screeningQuestions(programme, { ...facts, answers: {} }, on).filter((one) => one.kind === 'yesno');
}

/**
 * The question to ask after the list, or undefined when nothing open changes the outcome. `unsure`: ids of those that the
 * citizen could not answer; they are not asked again.
 */
export function furtherQuestion(
  programme: Programme,
  facts: Facts,
  on: string,
  unsure: readonly string[] = [],
): Question | undefined {
  const { missing } = screen(programme, facts, on);
  return screeningQuestions(programme, facts, on).find((one) => {
    if (facts.answers?.[one.id] !== undefined || unsure.includes(one.id)) return false;
    // Of those that hang on another answer only what decides, or is worth knowing, is asked.
    return one.optional || one.when?.answers === undefined || missing.some(({ id }) => id === one.id);
  });
}

/** Until when a rule postpones: `undefined` when the answer that it counts from is missing. */
function end({ until, to }: ScreeningRule, answers: Answers, on: string): string | undefined {
  if (until === undefined) return to === undefined ? undefined : addDays(to, 1);
  if ('of' in until) {
    const reached = answers[until.of];
    return typeof reached === 'number' ? addDays(on, Math.ceil((until.weeks - reached) * 7)) : undefined;
  }
  if (until.after === undefined) return later(on, until);
  const day = answers[until.after];
  return typeof day === 'string' ? later(day, until) : undefined;
}

interface Hit {
  readonly rule: ScreeningRule;
  readonly date: string | undefined;
}

/** The rules that the answers fulfil, without the postponements that are over or cannot be counted yet. */
function hits({ screening }: Programme, facts: Facts, on: string): readonly Hit[] {
  return screening.rules
    .filter((rule) => inForce(rule, on) && holds(rule.when, facts, on))
    .map((rule) => ({ rule, date: rule.result === 'postpone' ? end(rule, facts.answers ?? {}, on) : undefined }))
    .filter(({ rule, date }) => rule.result !== 'postpone' || (date !== undefined && date > on));
}

function followUps(programme: Programme, facts: Facts, on: string): readonly Question[] {
  const open = (one: Question): boolean =>
    !one.optional && one.when?.answers !== undefined && facts.answers?.[one.id] === undefined;
  return screeningQuestions(programme, facts, on).filter(open);
}

/** Whether every answer that a question allows comes to the same, and opens the same questions. */
function settled(programme: Programme, facts: Facts, on: string, question: Question): boolean {
  const values = question.kind === 'yesno' ? [true, false] : (question.choices ?? []).map((one) => one.value);
  const outcome = (value: boolean | string): string => {
    const tried = { ...facts, answers: { ...facts.answers, [question.id]: value } };
    const found = hits(programme, tried, on);
    const next = followUps(programme, tried, on).map((one) => one.id);
    return JSON.stringify([found.map(({ rule, date }) => [rule.result, date]), next]);
  };
  return values.length > 0 && new Set(values.map(outcome)).size === 1;
}

/**
 * What the answers come to on a day (ISO). The heaviest of the rules that hold counts, of several postponements the
 * last day. Questions that were not asked change nothing; a follow-up that decides and is open is in `missing`.
 */
export function screen(programme: Programme, facts: Facts, on: string): Screened {
  const found = hits(programme, facts, on);
  const result = HEAVIER.find((one) => found.some(({ rule }) => rule.result === one)) ?? 'ok';
  const reasons = found.map(({ rule: { id, text, source } }) => ({ rule: `screening/${id}`, text, source }));
  const dates = found.flatMap(({ date }) => date ?? []).sort();
  const date = result === 'postpone' ? dates.at(-1) : undefined;
  const missing = followUps(programme, facts, on).filter((one) => !settled(programme, facts, on, one));
  const limits = found.flatMap(({ rule }) => (rule.products === undefined ? [] : [new Set(rule.products)]));
  const products = programme.products.map((one) => one.code).filter((one) => limits.every((set) => set.has(one)));
  return {
    result,
    ...(date === undefined ? {} : { date }),
    reasons: [...reasons, ...missing.map((one) => asked(one))],
    missing,
    ...(limits.length === 0 ? {} : { products }),
  };
}

function asked({ id, text, source }: Question): Reason {
  return reason(`question/${id}`, source, 'unanswered', { question: text });
}
