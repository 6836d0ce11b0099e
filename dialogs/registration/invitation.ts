import { readBirthDate } from '../../domain/birth-date.ts';
import { today, yearsBetween } from '../../domain/calendar.ts';
import { maskName } from '../../domain/name.ts';
import type { Invited } from '../../registry/access.ts';
import { means } from '../choices.ts';
import type { Answers, Form, Question, Reading, Step } from '../form/form.ts';
import { plain } from '../input.ts';
import type { Turn } from '../turn.ts';
import type { Notice } from './notice.ts';
import { ADULT_YEARS, consentStep } from './steps.ts';

const SOMEBODY_ELSE = 'other';
type Submit = (turn: Turn, answers: Answers) => Promise<Reading>;
const TO_REGISTRATION: Reading = { kind: 'begin', dialog: 'registration', answers: {} };

/** Whom the list names with the phone that this comes from, without those who are registered here already. */
export async function invitedHere({ services, facts, state }: Turn): Promise<readonly Invited[]> {
  if (facts.provenPhone === undefined) return [];
  const known = new Set((state.people ?? []).map(({ person }) => person));
  return (await services.access.invited(facts.provenPhone)).filter(({ person }) => !known.has(person));
}

const personOf = (all: readonly Invited[], id: string | undefined): Invited | undefined =>
  all.find(({ person }) => person === id) ?? (all.length === 1 ? all[0] : undefined);

/** Whom a birth date may be about: who was chosen, or everybody of this phone. */
async function candidates(turn: Turn, { person }: Answers): Promise<readonly Invited[]> {
  const all = await invitedHere(turn);
  const one = personOf(all, person);
  return one ? [one] : all;
}

/** The person as the list has them, as answers of a registration. Relations are not asked: the list does not know them. */
function answersOf(one: Invited, birthDate: string, answers: Answers): Answers {
  const { nik, name } = one;
  return { nik, name, birthDate, relation: answers['several'] === '1' ? 'other' : 'self' };
}

/** Weighs the birth date; a wrong one is counted for the person, and after five nothing opens. */
async function weigh({ services, facts }: Turn, { person, nik, name }: Invited, birthDate: string) {
  const { contact, channel, provenPhone: phone, key } = facts;
  const who = { contact, channel, phone, key };
  const claim = { person, nik, name, birthDate, relation: 'other', agrees: false, ...who } as const;
  const claimed = await services.access.claim(claim, facts.now);
  if (claimed.kind !== 'open') return 'closed';
  return claimed.differs.includes('birthDate') ? 'wrong' : 'right';
}

/** Right or wrong for somebody: on to the submission, to the guardian, or the question again. */
async function proved(turn: Turn, one: Invited, birthDate: string, answers: Answers, submit: Submit): Promise<Reading> {
  const outcome = await weigh(turn, one, birthDate);
  if (outcome === 'closed') return closed(turn);
  if (outcome === 'wrong') return { kind: 'reason', text: turn.words.text('unlock.wrong') };
  const said = answersOf(one, birthDate, answers);
  if (yearsBetween(birthDate, today(turn.facts.now)) >= ADULT_YEARS) return submit(turn, said);
  // Said with the yes to the notice: it need not be asked.
  if (answers['guardian'] === '1') return submit(turn, { ...said, relation: 'child' });
  return { kind: 'goto', step: 'guardian', set: { person: one.person, birthDate } };
}

/** Nobody of this phone was born then: it counts as wrong for each of them. */
async function wrongForAll(turn: Turn, all: readonly Invited[], birthDate: string): Promise<Reading> {
  const outcomes: string[] = [];
  for (const one of all) outcomes.push(await weigh(turn, one, birthDate));
  return outcomes.includes('closed') ? closed(turn) : { kind: 'reason', text: turn.words.text('unlock.wrong') };
}

/** A family is told apart by its birth dates: the date says who is meant, and that the phone is still theirs. */
function birthStep(submit: Submit): Step {
  async function ask(turn: Turn, answers: Answers): Promise<Question> {
    const { words } = turn;
    const choices = [{ id: SOMEBODY_ELSE, title: words.text('relation.other') }];
    const people = (await candidates(turn, answers)).map(({ name }) => maskName(name));
    if (people.length < 2) return { text: words.text('invited.birth', { name: people[0] ?? '' }), choices };
    const list = people.map((name, n) => `${n + 1}. ${name}`).join('\n');
    // Numbers stand for people here, and not for the button.
    return { before: [list], text: words.text('invited.births'), choices, own: true };
  }
  return {
    name: 'birth',
    field: 'birth.field',
    fills: 'birthDate',
    ask,
    choose: () => TO_REGISTRATION,
    async read(text, turn, answers): Promise<Reading> {
      const { words, facts } = turn;
      const said = plain(text);
      if (means(said, SOMEBODY_ELSE)) return TO_REGISTRATION;
      const all = await candidates(turn, answers);
      if (all.length === 0) return TO_REGISTRATION;
      const named = all.find(({ name }, n) => said === String(n + 1) || plain(maskName(name)) === said);
      if (named && all.length > 1) return { kind: 'again', set: { person: named.person } };
      const reading = readBirthDate(text, facts.now);
      if (!reading.ok) return { kind: 'reason', text: words.text('birth.not_a_date') };
      const born = all.filter(({ birthDate }) => birthDate === reading.iso);
      const [one] = born.length === 0 && all.length === 1 ? all : born;
      if (one === undefined) return wrongForAll(turn, all, reading.iso);
      // Twins, or a slip of the list.
      if (born.length > 1) return { kind: 'goto', step: 'who', set: { birthDate: reading.iso } };
      return proved(turn, one, reading.iso, answers, submit);
    },
  };
}

/** Asked only when several of this phone were born on the day that was said. */
function whoStep(submit: Submit): Step {
  const born = async (turn: Turn, { birthDate }: Answers) =>
    (await invitedHere(turn)).filter((one) => one.birthDate === birthDate);
  async function choose(choice: string, turn: Turn, answers: Answers): Promise<Reading> {
    if (choice === SOMEBODY_ELSE) return TO_REGISTRATION;
    // Asked before anybody's birth date by an older version.
    if (answers['birthDate'] === undefined) return { kind: 'goto', step: 'birth', set: { person: choice } };
    const one = (await born(turn, answers)).find(({ person }) => person === choice);
    return one ? proved(turn, one, answers['birthDate'] ?? '', answers, submit) : TO_REGISTRATION;
  }
  return {
    name: 'who',
    field: 'relation.field',
    skip: () => true,
    async ask(turn, answers) {
      const { words } = turn;
      const people = (await born(turn, answers)).map(({ person, name }) => ({ id: person, title: maskName(name) }));
      return {
        text: words.text('invited.who'),
        choices: [...people, { id: SOMEBODY_ELSE, title: words.text('relation.other') }],
      };
    },
    choose,
    read: (text, { words }): Reading =>
      means(plain(text), SOMEBODY_ELSE) ? TO_REGISTRATION : { kind: 'reason', text: words.text('invited.choose') },
  };
}

function closed(turn: Turn): Reading {
  turn.say(turn.words.text('unlock.spent'));
  return { kind: 'end' };
}

/** For who is under 18 a grown-up says that they are the parent or guardian. */
function guardianStep(submit: Submit): Step {
  return {
    name: 'guardian',
    field: 'relation.field',
    ask: ({ words }) => ({
      text: words.text('invited.guardian'),
      choices: [
        { id: 'yes', title: words.text('invited.guardian.yes') },
        { id: SOMEBODY_ELSE, title: words.text('relation.other') },
      ],
    }),
    async choose(choice, turn, answers): Promise<Reading> {
      const one = personOf(await invitedHere(turn), answers['person']);
      if (choice !== 'yes' || !one) return TO_REGISTRATION;
      return submit(turn, { ...answersOf(one, answers['birthDate'] ?? '', answers), relation: 'child' });
    },
    read: (_text, { words }): Reading => ({ kind: 'reason', text: words.text('invited.guardian') }),
  };
}

/** For somebody whom the list knows by this phone: a masked name and a birth date, and no NIK to type. */
export function invitationForm(notice: Notice, submit: Submit): Form {
  return {
    id: 'invitation',
    version: 1,
    steps: [consentStep(notice), birthStep(submit), whoStep(submit), guardianStep(submit)],
    fields: { person: /^.{1,100}$/, several: /^[01]$/, guardian: /^1$/, birthDate: /^\d{4}-\d\d-\d\d$/ },
  };
}
