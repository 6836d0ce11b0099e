import type { Question } from '../../domain/programme.ts';
import type { Standing } from '../../registry/screenings.ts';
import { means } from '../choices.ts';
import type { Choice, KnownPerson } from '../conversation.ts';
import type { Answers, Form, Reading, Step } from '../form/form.ts';
import { plain } from '../input.ts';
import type { Turn } from '../turn.ts';
import { answeredFacts, chosenFurther, listFor, openQuestion, readFurther, standingOf } from './answers.ts';
import { tellDecided } from './decided.ts';
import { lineOf, listBubbles, namedIn, saysNone } from './items.ts';

const NOTED_MOST = 240;
const PERHAPS_MOST = 160;

function knownOf({ person = '', dose = '1', region }: Answers): KnownPerson {
  return { person, dose: Number(dose), name: '', ...(region === undefined ? {} : { region }) };
}

/** Nothing is known of the person (any more): there is nothing to ask about. */
function lost({ words, say }: Turn): Reading {
  say(words.text('ticket.waiting'));
  return { kind: 'end' };
}

/** After an answer: the next question, or what all of them come to. */
async function goOn(turn: Turn, standing: Standing, answers: Answers, set: Answers): Promise<Reading> {
  const all = { ...answers, ...set };
  if (openQuestion(turn, standing, all) !== undefined) return { kind: 'goto', step: 'further', set };
  return tellDecided(turn, knownOf(all), answeredFacts(turn, standing, all));
}

/** What was probably meant, by its number: an illness is noted when the citizen has named it, never when we guessed it. */
function perhaps({ words }: Turn, list: readonly Question[], meant: readonly Question[]): string {
  const items = meant.map((one) => `${list.indexOf(one) + 1} (${lineOf(one, words.lang)})`).join('; ');
  return words.text('screening.perhaps', { likely: items.slice(0, PERHAPS_MOST) });
}

/** All at once: a list, and what of it is so. */
const listStep: Step = {
  name: 'list',
  field: 'screening.field',
  fills: 'named',
  async ask(turn, answers) {
    const { words } = turn;
    const standing = await standingOf(turn, answers);
    const before = standing ? listBubbles(listFor(turn, standing), words.lang) : [];
    const choices = [{ id: 'well', title: words.text('screening.none') }];
    return { before, text: words.text('screening.ask'), choices, own: true };
  },
  async choose(_choice, turn, answers) {
    const standing = await standingOf(turn, answers);
    return standing ? goOn(turn, standing, answers, { named: '' }) : lost(turn);
  },
  async read(text, turn, answers) {
    const { words, say } = turn;
    const standing = await standingOf(turn, answers);
    if (!standing) return lost(turn);
    const list = listFor(turn, standing);
    const only = list.length === 1 && means(plain(text), 'yes');
    if (!only && saysNone(text)) return goOn(turn, standing, answers, { named: '' });
    const named = only ? { questions: list, sure: true } : namedIn(text, list);
    if (named === undefined) return { kind: 'reason', text: words.text('screening.reason') };
    const { questions } = named;
    if (!named.sure) return { kind: 'reason', text: perhaps(turn, list, questions) };
    const items = questions.map((one) => lineOf(one, words.lang)).join('; ');
    say(words.text('screening.noted', { items: items.slice(0, NOTED_MOST) }));
    return goOn(turn, standing, answers, { named: questions.map(({ id }) => id).join(',') });
  },
};

function choicesOf({ words }: Turn, { kind, choices = [] }: Question): readonly Choice[] {
  const unsure = { id: 'unsure', title: words.text('screening.unknown') };
  if (kind === 'choice') return [...choices.map(({ value, text }) => ({ id: value, title: text[words.lang] })), unsure];
  if (kind !== 'yesno') return [unsure];
  return [{ id: 'yes', title: words.text('confirm.yes') }, { id: 'no', title: words.text('confirm.no') }, unsure];
}

/** One by one, and only about what was named. */
const furtherStep: Step = {
  name: 'further',
  field: 'screening.field',
  async ask(turn, answers) {
    const { words } = turn;
    const standing = await standingOf(turn, answers);
    const open = standing && openQuestion(turn, standing, answers);
    if (!open)
      return { text: words.text('screening.ready'), choices: [{ id: 'yes', title: words.text('confirm.yes') }] };
    // A number is an answer here, and no button's.
    const own = open.kind === 'number' || open.kind === 'date';
    return { text: open.text[words.lang], choices: choicesOf(turn, open), own };
  },
  async choose(choice, turn, answers) {
    const standing = await standingOf(turn, answers);
    if (!standing) return lost(turn);
    const open = openQuestion(turn, standing, answers);
    return goOn(turn, standing, answers, open ? chosenFurther(open, choice) : {});
  },
  async read(text, turn, answers) {
    const standing = await standingOf(turn, answers);
    if (!standing) return lost(turn);
    const open = openQuestion(turn, standing, answers);
    if (!open) return goOn(turn, standing, answers, {});
    const reading = readFurther(open, text, turn);
    return reading.kind === 'value' ? goOn(turn, standing, answers, reading.set) : reading;
  },
};

/** The programme's health form before a place is chosen. It prepares; the vaccinator decides. */
export function screeningForm(): Form {
  return {
    id: 'screening',
    version: 1,
    steps: [listStep, furtherStep],
    needs: ['person', 'dose'],
    fields: { person: /^.{1,100}$/, dose: /^[1-9]$/, region: /^[\d.]{2,8}$/, named: /^[a-z0-9_,-]{0,280}$/ },
  };
}
