import { readBirthDate } from '../../domain/birth-date.ts';
import { DRAFT_MS } from '../../registry/drafts.ts';
import type { KnownPerson } from '../conversation.ts';
import type { Answers, Form, Reading, Step } from '../form/form.ts';
import type { Notice } from '../registration/notice.ts';
import { consentStep } from '../registration/steps.ts';
import { rememberPerson } from '../registration/submit.ts';

/** A code that was brought and not followed by the birth date is over too: whoever found it must not guess for days. */
const OVER_MS = 2 * DRAFT_MS;

/** A person on the way to another chat, as short texts; `from`: contact id of the chat that gave the code, at `now`. */
export function carriedAnswers({ person, name, dose, ready, region }: KnownPerson, from: string, now: number): Answers {
  const known = { person, name, dose: String(dose), ...(region === undefined ? {} : { region }) };
  return { ...known, ...(ready ? { ready: '1' } : {}), from, given: String(now) };
}

function knownOf({ person = '', name = '', dose = '1', ready, region }: Answers): KnownPerson {
  const known = { person, name, dose: Number(dose), ...(region === undefined ? {} : { region }) };
  return ready === '1' ? { ...known, ready: true } : known;
}

/** The code says which chat; the birth date says that it is not a stranger who found it. */
const birthStep: Step = {
  name: 'birth',
  field: 'birth.field',
  ask: ({ words }) => ({ text: words.text('unlock.ask') }),
  async read(text, turn, answers): Promise<Reading> {
    const { words, facts, services, state } = turn;
    const { contact, channel, key, now } = facts;
    const { person = '', from = '', given = '0' } = answers;
    if (now - Number(given) > OVER_MS) {
      turn.say(words.text('move.unknown'));
      return { kind: 'end' };
    }
    const reading = readBirthDate(text, now);
    if (!reading.ok) return { kind: 'reason', text: words.text('birth.not_a_date') };
    const outcome = await services.access.carry({ person, from, contact, channel, birthDate: reading.iso, key }, now);
    if (outcome === 'wrong') return { kind: 'reason', text: words.text('unlock.wrong') };
    if (outcome === 'spent') {
      turn.say(words.text('unlock.spent'));
      return { kind: 'end' };
    }
    const known = knownOf(answers);
    rememberPerson(turn, known);
    state.proved = now;
    turn.say(words.text('move.opened', { name: known.name }));
    if (known.ready) turn.follow = 'ticket-0';
    return { kind: 'end' };
  },
};

/** In the chat to which somebody was handed over: the notice, if it was not agreed to here, and the birth date. */
export function carryForm(notice: Notice): Form {
  return {
    id: 'carry',
    version: 1,
    steps: [consentStep(notice), birthStep],
    needs: ['person', 'from'],
    fields: {
      person: /^.{1,100}$/,
      from: /^.{1,100}$/,
      given: /^\d{1,16}$/,
      name: /^.{1,200}$/u,
      dose: /^[1-9]$/,
      ready: /^1$/,
      region: /^[\d.]{2,8}$/,
    },
  };
}
