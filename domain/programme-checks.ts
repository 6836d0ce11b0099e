/** What zod cannot see: rows that contradict each other, and names that nothing bears. */
import type { Condition, Programme, Question, ScreeningRule } from './programme-shape.ts';

export type Path = readonly (string | number)[];
type Say = (path: Path, message: string) => void;
interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Tells every contradiction of a programme whose parts are well formed, each with its place. */
export function checkAcross(programme: Programme, say: Say): void {
  const { groups, products, series, screening } = programme;
  if (programme.until !== undefined && programme.until < programme.from) say(['until'], 'ends before it begins');
  overlaps('groups', groups, say);
  for (const [at, one] of groups.entries())
    if (one.maxAge !== undefined && one.maxAge < one.minAge) say(['groups', at, 'maxAge'], 'is below minAge');
  twice(['products'], products, (one) => one.code, say);
  for (const [at, one] of products.entries()) {
    period(['products', at], one, say);
    if (one.intervalDays.length !== one.doses - 1)
      say(['products', at, 'intervalDays'], 'expected one fewer than doses');
  }
  for (const name of ['gaps', 'restarts', 'boosters'] as const) rows(['series', name], series[name], say);
  rows(['screening', 'questions'], screening.questions, say);
  rows(['screening', 'rules'], screening.rules, say);
  twice(['effects'], programme.effects, (one) => one.code, say);
  references(programme, say);
}

function period(path: Path, { from, to }: Period, say: Say): void {
  if (from !== undefined && to !== undefined && to < from) say([...path, 'to'], 'ends before it begins');
}

function twice<T>(path: Path, list: readonly T[], nameOf: (one: T) => string, say: Say, field = 'code'): void {
  const names = list.map(nameOf);
  for (const [at, name] of names.entries()) if (names.indexOf(name) < at) say([...path, at, field], 'is there twice');
}

function rows(path: Path, list: readonly ({ id: string } & Period)[], say: Say): void {
  twice(path, list, (one) => one.id, say, 'id');
  for (const [at, one] of list.entries()) period([...path, at], one, say);
}

/** A group may have several rows, one after the other: on no day two of them. */
function overlaps(name: string, list: readonly ({ code: string } & Period)[], say: Say): void {
  for (const [at, one] of list.entries()) {
    period([name, at], one, say);
    const earlier = list.slice(0, at).filter((other) => other.code === one.code);
    const begins = (row: Period): string => row.from ?? '';
    const meets = (other: Period): boolean =>
      begins(one) <= (other.to ?? '9999') && begins(other) <= (one.to ?? '9999');
    if (earlier.some(meets)) say([name, at, 'code'], 'is there twice');
  }
}

/** Groups, products and questions that a row names must be there, and answers be of the question's kind. */
function references(programme: Programme, say: Say): void {
  const { series, screening } = programme;
  const products = new Set(programme.products.map((one) => one.code));
  const known = (path: Path, codes: readonly string[] | undefined, names: ReadonlySet<string>): void => {
    for (const [at, name] of (codes ?? []).entries())
      if (!names.has(name)) say([...path, at], `expected one of ${[...names].join(', ')}`);
  };
  const checked = (path: Path, when: Condition | undefined): void => condition(programme, path, when, say);
  for (const [at, one] of series.gaps.entries()) {
    known(['series', 'gaps', at, 'products'], one.products, products);
    checked(['series', 'gaps', at, 'when'], one.when);
  }
  for (const [at, one] of series.boosters.entries()) checked(['series', 'boosters', at, 'when'], one.when);
  for (const [at, one] of screening.questions.entries()) {
    checked(['screening', 'questions', at, 'when'], one.when);
    if (one.kind !== 'number' && (one.min !== undefined || one.max !== undefined))
      say(['screening', 'questions', at, one.min === undefined ? 'max' : 'min'], 'expected for the kind number only');
    if ((one.kind === 'choice') !== (one.choices !== undefined))
      say(['screening', 'questions', at, 'choices'], 'expected for the kind choice, and for no other');
  }
  for (const [at, one] of screening.rules.entries()) {
    const path = ['screening', 'rules', at];
    checked([...path, 'when'], one.when);
    known([...path, 'products'], one.products, products);
    until(programme, path, one, say);
  }
}

function until({ screening }: Programme, path: Path, rule: ScreeningRule, say: Say): void {
  const kindOf = (id: string) => screening.questions.find((one) => one.id === id)?.kind;
  const { until: end } = rule;
  if (end === undefined) {
    // Otherwise nobody could be told when to come back.
    if (rule.result === 'postpone' && rule.to === undefined)
      say([...path, 'until'], 'expected for postpone, unless the row itself has an end');
    return;
  }
  if ('of' in end && kindOf(end.of) !== 'number') say([...path, 'until', 'of'], 'expected a question of kind number');
  if ('after' in end && end.after !== undefined && kindOf(end.after) !== 'date')
    say([...path, 'until', 'after'], 'expected a question of kind date');
}

function condition({ groups, screening }: Programme, path: Path, when: Condition | undefined, say: Say): void {
  const questions = new Map(screening.questions.map((one) => [one.id, one]));
  for (const [at, code] of (when?.groups ?? []).entries())
    if (!groups.some((one) => one.code === code)) say([...path, 'groups', at], 'expected the code of a group');
  for (const [at, id] of (when?.count?.of ?? []).entries())
    if (questions.get(id)?.kind !== 'yesno')
      say([...path, 'count', 'of', at], 'expected the id of a question of kind yesno');
  for (const [id, value] of Object.entries(when?.answers ?? {})) {
    const question = questions.get(id);
    if (question === undefined) say([...path, 'answers', id], 'expected the id of a question');
    else if (!fits(question, value)) say([...path, 'answers', id], `expected what a ${question.kind} can be`);
  }
}

function fits({ kind, choices }: Question, value: NonNullable<Condition['answers']>[string]): boolean {
  if (typeof value === 'boolean') return kind === 'yesno';
  if (typeof value === 'string') return kind === 'choice' && (choices ?? []).some((one) => one.value === value);
  return kind === 'number';
}
