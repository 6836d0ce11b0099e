import { today, yearsBetween } from '../../domain/calendar.ts';
import { maskNik } from '../../domain/nik.ts';
import { maskPhone } from '../../domain/phone.ts';
import { means } from '../choices.ts';
import type { Choice } from '../conversation.ts';
import type { Answers, Reading, Step } from '../form/form.ts';
import { plain } from '../input.ts';
import type { Words } from '../locales/words.ts';
import type { Turn } from '../turn.ts';
import type { Notice } from './notice.ts';
import { NO_PHONE } from './phone.ts';

export const ADULT_YEARS = 18;
export const RELATIONS = ['self', 'child', 'parent', 'other'] as const;

/** A yes of a parent or guardian, who says with it that they are one: "setuju, saya walinya". After `plain`. */
const AGREES = /^((ya|iya|yes|saya|i) )?(setuju|agree)\b/;
const GUARDIAN = /\b(anak(ku|nya)?|wali(nya)?|orang ?tua(nya)?|ortu(nya)?|child|son|daughter|guardian|parent)\b/;
const NEGATED = /\b(tidak|tdk|enggak|nggak|gak|ga|belum|bukan|not|don t|dont|no)\b/;

const agreesForChild = (said: string): boolean => AGREES.test(said) && GUARDIAN.test(said) && !NEGATED.test(said);

/** The notice, and the yes that is written down before anything else is asked. Skipped once this version was agreed to. */
export function consentStep(notice: Notice): Step {
  async function choose(choice: string, turn: Turn): Promise<Reading> {
    if (choice === 'yes') {
      await notice.record(turn, 'self');
      turn.state.consent = notice.version;
      return { kind: 'value', set: { agreed: notice.version } };
    }
    turn.say(turn.words.text('notice.declined'));
    return { kind: 'end' };
  }
  return {
    name: 'consent',
    field: 'notice.field',
    fills: 'agreed',
    gate: true,
    skip: (_answers, { state }) => state.consent === notice.version,
    ask({ words }) {
      const [who, how, text] = notice.bubbles(words.lang);
      return {
        before: [who, how],
        text,
        choices: [
          { id: 'yes', title: words.text('notice.agree') },
          { id: 'no', title: words.text('notice.decline') },
        ],
      };
    },
    choose,
    async read(text, turn) {
      const said = plain(text);
      if (means(said, 'yes')) return choose('yes', turn);
      if (means(said, 'no')) return choose('no', turn);
      if (!agreesForChild(said)) return { kind: 'reason', text: turn.words.text('notice.unclear') };
      const agreed = await choose('yes', turn);
      return agreed.kind === 'value' ? { ...agreed, set: { ...agreed.set, guardian: '1' } } : agreed;
    },
  };
}

/** Who is under 18 is registered by an adult who consents for them (UU 27/2022, article 25). */
function related(relation: string, { facts, words }: Turn, { birthDate = '' }: Answers): Reading {
  const young = relation === 'self' && birthDate !== '' && yearsBetween(birthDate, today(facts.now)) < ADULT_YEARS;
  return young ? { kind: 'reason', text: words.text('relation.young') } : { kind: 'value', set: { relation } };
}

type Submit = (turn: Turn, answers: Answers) => Promise<Reading>;

/** The relation that was said in words. */
function saidRelation(text: string): string | undefined {
  const said = plain(text);
  return RELATIONS.find((one) => means(said, one));
}

/**
 * For whom it is, asked alone only where the summary could not ask it: the data were called right without a word about
 * that, or it is changed.
 */
export function relationStep(submit: Submit): Step {
  async function choose(choice: string, turn: Turn, answers: Answers): Promise<Reading> {
    const reading = related(choice, turn, answers);
    if (reading.kind !== 'value' || answers['right'] !== '1') return reading;
    return submit(turn, { ...answers, ...reading.set });
  }
  return {
    name: 'relation',
    field: 'relation.field',
    skip: () => true,
    ask: ({ words }) => ({
      text: words.text('relation.ask'),
      choices: RELATIONS.map((id) => ({ id, title: words.text(`relation.${id}`) })),
    }),
    choose,
    async read(text, turn, answers) {
      const relation = saidRelation(text);
      if (relation) return choose(relation, turn, answers);
      return { kind: 'reason', text: turn.words.text('relation.reason') };
    },
  };
}

/** The steps that can be changed from the summary, and how citizens call them. */
const CHANGEABLE = [
  { step: 'nik', field: 'nik.field', words: /\b(nik|ktp)\b/ },
  { step: 'name', field: 'name.field', words: /\b(nama|name)\w*/ },
  { step: 'birth', field: 'birth.field', words: /\b(tanggal|tgl|lahir\w*|birth|date)\b/ },
  { step: 'phone', field: 'phone.field', words: /\b(hp|nomor|no|telepon|telp|phone|mobile|number)\b/ },
  { step: 'relation', field: 'relation.field', words: /\b(untuk siapa|siapa|hubungan|for|who)\b/ },
] as const;

/** How they are reached: the typed number, the one this came from, or the registered one that a code was sent to. */
function reached({ words, facts }: Turn, { phone = facts.provenPhone ?? NO_PHONE, proved, nik }: Answers): string {
  if (phone !== NO_PHONE) return maskPhone(phone);
  return words.text(proved !== undefined && proved === nik ? 'phone.registered' : 'phone.empty');
}

function summary(turn: Turn, answers: Answers): string {
  const { words } = turn;
  const { nik = '', name = '', birthDate = '' } = answers;
  const relation = RELATIONS.find((one) => one === answers['relation']);
  const data = words.text('summary.data', {
    nik: maskNik(nik),
    name,
    date: words.date(birthDate),
    phone: reached(turn, answers),
  });
  if (relation === undefined) return data;
  return `${data}\n${words.text('summary.for', { relation: words.text(`relation.${relation}`) })}`;
}

function summaryQuestion(words: Words, relation: string | undefined): string {
  if (relation === undefined) return words.text('summary.whom');
  if (relation === 'self') return words.text('summary.ask');
  return words.text(relation === 'child' ? 'summary.ask.child' : 'summary.ask.other');
}

/** With whom it is for still open, saying that says that the rest is right: one turn for both. */
function answersTo({ words }: Turn, relation: string | undefined): readonly Choice[] {
  if (relation !== undefined) return [{ id: 'yes', title: words.text('summary.yes') }];
  return RELATIONS.map((id) => ({ id, title: words.text(`relation.${id}`) }));
}

/** Shows everything, masked where it is a number, and lets any single answer be changed. `submit` ends the form. */
export function summaryStep(submit: Submit): Step {
  async function right(turn: Turn, answers: Answers): Promise<Reading> {
    if (answers['relation'] !== undefined) return submit(turn, answers);
    return { kind: 'goto', step: 'relation', set: { right: '1' } };
  }
  async function forWhom(relation: string, turn: Turn, answers: Answers): Promise<Reading> {
    const reading = related(relation, turn, answers);
    return reading.kind === 'value' ? submit(turn, { ...answers, ...reading.set }) : reading;
  }
  return {
    name: 'summary',
    field: 'summary.field',
    counted: true,
    ask(turn, answers) {
      const { words } = turn;
      const { relation } = answers;
      const changes: Choice[] = CHANGEABLE.filter(({ step }) => step !== 'relation' || relation !== undefined).map(
        ({ step, field }) => ({ id: step, title: words.text('summary.change', { field: words.text(field) }) }),
      );
      return {
        before: [summary(turn, answers)],
        text: summaryQuestion(words, relation),
        choices: [...answersTo(turn, relation), ...changes],
      };
    },
    async choose(choice, turn, answers) {
      if (choice === 'yes') return right(turn, answers);
      if (RELATIONS.some((one) => one === choice)) return forWhom(choice, turn, answers);
      return { kind: 'goto', step: choice, back: true };
    },
    async read(text, turn, answers) {
      const said = plain(text);
      if (means(said, 'yes')) return right(turn, answers);
      const relation = saidRelation(text);
      if (relation !== undefined) return forWhom(relation, turn, answers);
      const field = CHANGEABLE.find(({ words }) => words.test(said));
      if (field) return { kind: 'goto', step: field.step, back: true };
      return { kind: 'reason', text: turn.words.text('summary.which') };
    },
  };
}
