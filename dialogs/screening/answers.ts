import { today } from '../../domain/calendar.ts';
import type { Answer, Facts, Answers as Health } from '../../domain/facts.ts';
import { readPastDay } from '../../domain/past-day.ts';
import type { Programme, Question } from '../../domain/programme.ts';
import { furtherQuestion, listQuestions } from '../../domain/screening.ts';
import type { Standing } from '../../registry/screenings.ts';
import { means } from '../choices.ts';
import type { Answers, Reading } from '../form/form.ts';
import { plain } from '../input.ts';
import type { Turn } from '../turn.ts';

/** A question that the citizen cannot answer: it is not asked again, and a person looks where it decides. */
const UNSURE = '?';
const PREFIX = 'a.';
/** Words that may stand around a number. */
const AROUND = new Set('kira kurang lebih sekitar sudah about around nearly hampir jalan usia umur'.split(' '));

/** What is known of the person; `undefined` when nothing is (any more). */
export function standingOf({ services, facts }: Turn, { person = '', dose = '1' }: Answers) {
  return services.screening.standing(person, Number(dose), facts.now);
}

/** The list for this person today. */
export function listFor({ services, facts }: Turn, { facts: known }: Standing): readonly Question[] {
  return listQuestions(services.screening.programme, known, today(facts.now));
}

function answerOf(kind: Question['kind'], text: string): Answer {
  if (kind === 'yesno') return text === 'true';
  return kind === 'number' ? Number(text) : text;
}

/** The answers so far, as the rules need them: what was not named in the list is a no. */
function healthOf(programme: Programme, known: Facts, answers: Answers, on: string): Health {
  const named = new Set((answers['named'] ?? '').split(','));
  const health: Record<string, Answer> = {};
  for (const { id } of listQuestions(programme, known, on)) health[id] = named.has(id);
  for (const { id, kind } of programme.screening.questions) {
    const text = answers[`${PREFIX}${id}`];
    if (text !== undefined && text !== UNSURE) health[id] = answerOf(kind, text);
  }
  return health;
}

/** The facts with what was answered. */
export function answeredFacts({ services, facts }: Turn, { facts: known }: Standing, answers: Answers): Facts {
  return { ...known, answers: healthOf(services.screening.programme, known, answers, today(facts.now)) };
}

/** What is still to be asked. */
export function openQuestion(turn: Turn, standing: Standing, answers: Answers): Question | undefined {
  const unsure = Object.entries(answers).flatMap(([name, value]) =>
    name.startsWith(PREFIX) && value === UNSURE ? [name.slice(PREFIX.length)] : [],
  );
  const { programme } = turn.services.screening;
  return furtherQuestion(programme, answeredFacts(turn, standing, answers), today(turn.facts.now), unsure);
}

/** A number without words of another unit: "3 bulan" is no answer to a question for weeks. */
function numberIn({ text, min = 0, max = Number.MAX_SAFE_INTEGER }: Question, said: string): string | undefined {
  const own = new Set([...plain(text.id).split(' '), ...plain(text.en).split(' ')]);
  const words = said.split(' ').filter((word) => !/^\d+$/.test(word));
  const numbers = said.split(' ').filter((word) => /^\d{1,3}$/.test(word));
  if (numbers.length !== 1 || !words.every((word) => own.has(word) || AROUND.has(word))) return undefined;
  const value = Number(numbers[0]);
  return value >= min && value <= max ? String(value) : undefined;
}

/** What was typed as an answer to a question, or undefined. */
function typedValue(question: Question, text: string, now: number): string | undefined {
  const said = plain(text);
  if (means(said, 'unsure')) return UNSURE;
  if (question.kind === 'yesno') return means(said, 'yes') ? 'true' : means(said, 'no') ? 'false' : undefined;
  if (question.kind === 'number') return numberIn(question, said);
  if (question.kind === 'date') return readPastDay(text, now);
  const choice = question.choices?.find((one) =>
    [one.text.id, one.text.en].some((title) => said.length >= LEAST && plain(title).startsWith(said)),
  );
  return choice?.value;
}

const LEAST = 3;
const REASONS = {
  yesno: 'screening.yesno',
  number: 'screening.number',
  date: 'screening.date',
  choice: 'screening.choice',
} as const;

/** Reads typed words as an answer to a further question. */
export function readFurther(question: Question, text: string, { words, facts }: Turn): Reading {
  const value = typedValue(question, text, facts.now);
  if (value === undefined) return { kind: 'reason', text: words.text(REASONS[question.kind]) };
  return { kind: 'value', set: { [`${PREFIX}${question.id}`]: value } };
}

/** The answer behind a button. */
export function chosenFurther(question: Question, choice: string): Answers {
  const value = choice === 'unsure' ? UNSURE : question.kind === 'yesno' ? String(choice === 'yes') : choice;
  return { [`${PREFIX}${question.id}`]: value };
}
