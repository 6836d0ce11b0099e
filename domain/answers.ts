/** Answers that come from outside (a command, another program) made sure of against the programme's form. */
import { isDay } from './calendar.ts';
import type { Answer, Answers, GivenDose } from './facts.ts';
import { type Programme, productNamed, type Question } from './programme.ts';

export interface ReadAnswers {
  readonly answers: Answers;
  readonly doses: readonly GivenDose[];
}

/** Names everything in the answers that the programme does not know or cannot use. */
export class AnswersError extends Error {
  override readonly name = 'AnswersError';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`the answers cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

const YES = new Set(['yes', 'y', 'ya', 'iya', 'true', '1']);
const NO = new Set(['no', 'n', 'tidak', 'false', '0']);
/** More doses than that are no history. */
const MOST_DOSES = 20;

/** Whether a text is a day that exists, as `YYYY-MM-DD`. */
export function isIsoDay(text: unknown): text is string {
  const match = typeof text === 'string' ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) : null;
  return match !== null && isDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** What can be read as a word. An object is none, even one with a `toString` of its own. */
function plainOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

function yesno(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const plain = plainOf(value).toLowerCase();
  return YES.has(plain) ? true : NO.has(plain) ? false : undefined;
}

/** The answer as the rules need it, or what was expected. */
function answer(question: Question, value: unknown, on: string): Answer | { readonly expected: string } {
  if (question.kind === 'yesno') return yesno(value) ?? { expected: 'true or false' };
  if (question.kind === 'date')
    return isIsoDay(value) && value <= on ? value : { expected: `a day up to ${on}, as YYYY-MM-DD` };
  if (question.kind === 'choice') {
    const values = (question.choices ?? []).map((one) => one.value);
    return values.find((one) => one === value) ?? { expected: values.join(', ') };
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = question;
  if (typeof number === 'number' && number >= min && number <= max) return number;
  return { expected: question.max === undefined ? `a number from ${min}` : `a number from ${min} to ${max}` };
}

function dose(value: unknown, programme: Programme, on: string): GivenDose | string {
  if (typeof value !== 'object' || value === null) return 'expected {"product": CODE, "date": "YYYY-MM-DD"}';
  const { product, date } = value as { product?: unknown; date?: unknown };
  if (!isIsoDay(date) || date > on) return `date: expected a day up to ${on}, as YYYY-MM-DD`;
  if (product === undefined) return { date };
  const known = productNamed(programme, plainOf(product));
  return known === undefined
    ? `product: expected one of ${programme.products.map((one) => one.code).join(', ')}`
    : { product: known, date };
}

/**
 * Reads `{"pregnant": true, "doses": [{"product": "coronavac", "date": "2021-03-01"}]}`: answers by the id of the
 * question, and the doses given so far. Dates lie on or before `on` (ISO). Throws `AnswersError` with all that is wrong.
 */
export function readAnswers(programme: Programme, json: unknown, on: string): ReadAnswers {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new AnswersError(['expected {"QUESTION": ANSWER}']);
  const { doses = [], ...rest } = json as { doses?: unknown };
  const faults: string[] = [];
  const answers: Record<string, Answer> = {};
  const questions = new Map(programme.screening.questions.map((one) => [one.id, one]));
  for (const [id, value] of Object.entries(rest)) {
    const question = questions.get(id);
    const read = question === undefined ? undefined : answer(question, value, on);
    if (read === undefined) faults.push(`${id}: expected doses, ${[...questions.keys()].join(', ')}`);
    else if (typeof read === 'object') faults.push(`${id}: expected ${read.expected}`);
    else answers[id] = read;
  }
  const list = Array.isArray(doses) && doses.length <= MOST_DOSES ? doses.map((one) => dose(one, programme, on)) : [];
  if (!Array.isArray(doses) || doses.length > MOST_DOSES)
    faults.push(`doses: expected a list of at most ${MOST_DOSES}`);
  for (const [at, one] of list.entries()) if (typeof one === 'string') faults.push(`doses, ${at + 1}: ${one}`);
  if (faults.length > 0) throw new AnswersError(faults);
  return { answers, doses: list.filter((one) => typeof one === 'object') };
}
