import { readBirthDate } from '../../domain/birth-date.ts';
import { today, yearsBetween } from '../../domain/calendar.ts';
import { maskName } from '../../domain/name.ts';
import type { Invited } from '../../registry/access.ts';
import { means } from '../choices.ts';
import type { Answers, Form, Reading, Step } from '../form/form.ts';
import { plain } from '../input.ts';
import type { Turn } from '../turn.ts';
import type { Notice } from './notice.ts';
import { ADULT_YEARS, consentStep } from './steps.ts';

const SOMEBODY_ELSE = 'other';
const TO_REGISTRATION: Reading = { kind: 'begin', dialog: 'registration', answers: {} };

/** Whom the list names with the phone that this comes from, without those who are registered here already. */
export async function invitedHere({ services, facts, state }: Turn): Promise<readonly Invited[]> {
  if (facts.provenPhone === undefined) return [];
  const known = new Set((state.people ?? []).map(({ person }) => person));
  return (await services.access.invited(facts.provenPhone)).filter(({ person }) => !known.has(person));
}

const personOf = (all: readonly Invited[], id: string | undefined): Invited | undefined =>
  all.find(({ person }) => person === id) ?? (all.length === 1 ? all[0] : undefined);

/** One person is not asked about, and neither is anything when somebody was chosen. */
const whoStep: Step = {
  name: 'who',
  field: 'relation.field',
  fills: 'person',
  skip: (answers) => answers['several'] !== '1',
  async ask(turn) {
    const { words } = turn;
    const people = (await invitedHere(turn)).map(({ person, name }) => ({ id: person, title: maskName(name) }));
    return {
      text: words.text('invited.who'),
      choices: [...people, { id: SOMEBODY_ELSE, title: words.text('relation.other') }],
    };
  },
  choose: (choice): Reading =>
    choice === SOMEBODY_ELSE ? TO_REGISTRATION : { kind: 'value', set: { person: choice } },
  read: (text, { words }): Reading =>
    means(plain(text), SOMEBODY_ELSE) ? TO_REGISTRATION : { kind: 'reason', text: words.text('invited.choose') },
};

/** The person as the list has them, as answers of a registration. Relations are not asked: the list does not know them. */
function answersOf(one: Invited, birthDate: string, answers: Answers): Answers {
  const { nik, name } = one;
  return { nik, name, birthDate, relation: answers['several'] === '1' ? 'other' : 'self' };
}

type Submit = (turn: Turn, answers: Answers) => Promise<Reading>;

/** The birth date proves that the phone is still theirs; wrong ones are counted, and after five nothing opens. */
function birthStep(submit: Submit): Step {
  return {
    name: 'birth',
    field: 'birth.field',
    fills: 'birthDate',
    async ask(turn, answers) {
      const { words } = turn;
      const one = personOf(await invitedHere(turn), answers['person']);
      const choices = [{ id: SOMEBODY_ELSE, title: words.text('relation.other') }];
      return { text: words.text('invited.birth', { name: maskName(one?.name ?? '') }), choices };
    },
    choose: () => TO_REGISTRATION,
    async read(text, turn, answers): Promise<Reading> {
      const { words, facts, services } = turn;
      if (means(plain(text), SOMEBODY_ELSE)) return TO_REGISTRATION;
      const one = personOf(await invitedHere(turn), answers['person']);
      if (!one) return TO_REGISTRATION;
      const reading = readBirthDate(text, facts.now);
      if (!reading.ok) return { kind: 'reason', text: words.text('birth.not_a_date') };
      const { iso: birthDate } = reading;
      const { person, name } = one;
      const who = { contact: facts.contact, phone: facts.provenPhone, key: facts.key };
      const claim = { person, name, birthDate, relation: 'other', agrees: false, ...who } as const;
      const claimed = await services.access.claim(claim, facts.now);
      if (claimed.kind !== 'open') return closed(turn);
      if (claimed.differs.includes('birthDate')) return { kind: 'reason', text: words.text('unlock.wrong') };
      if (yearsBetween(birthDate, today(facts.now)) >= ADULT_YEARS)
        return submit(turn, answersOf(one, birthDate, answers));
      return { kind: 'value', set: { person, birthDate } };
    },
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
    steps: [consentStep(notice), whoStep, birthStep(submit), guardianStep(submit)],
    fields: { person: /^.{1,100}$/, several: /^[01]$/, birthDate: /^\d{4}-\d\d-\d\d$/ },
  };
}
