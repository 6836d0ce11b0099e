import { maskPhone, readPhone } from '../../domain/phone.ts';
import type { Relation } from '../../registry/registry.ts';
import { means } from '../choices.ts';
import type { Choice } from '../conversation.ts';
import type { Answers, Question, Reading, Step } from '../form/form.ts';
import { plain } from '../input.ts';
import type { Turn } from '../turn.ts';

/** What is stored when there is no phone. */
export const NO_PHONE = '-';
const AGAIN = 'again';
const SIX_DIGITS = /^\D*(\d{3})[ .-]?(\d{3})\D*$/;

function choices({ words, state }: Turn): readonly Choice[] {
  const none = { id: 'none', title: words.text('phone.none') };
  const same = state.phone && { id: 'same', title: words.text('phone.same', { phone: maskPhone(state.phone) }) };
  return same ? [same, none] : [none];
}

/**
 * Asks for a code to the registered phone where codes can be sent. Whether one was sent is not known here: who answers
 * must not be able to tell.
 */
async function withCode(
  turn: Turn,
  { nik, birthDate }: Answers,
  again: boolean,
): Promise<'asked' | 'waiting' | 'spent'> {
  const { services, facts, state } = turn;
  if (!services.sendsCodes || nik === undefined || birthDate === undefined) return 'spent';
  const { contact, network, key, now } = facts;
  const wanted = { nik, birthDate, contact, network, lang: state.lang, again, key };
  return services.access.ask(wanted, now);
}

async function ask(turn: Turn, answers: Answers): Promise<Question> {
  const { words } = turn;
  const code = await withCode(turn, answers, false);
  if (code === 'spent') return { text: words.text('phone.ask'), choices: choices(turn) };
  const again = { id: AGAIN, title: words.text('code.again') };
  const question = { text: words.text('code.ask'), choices: [...choices(turn), again] };
  // Said once: after a wrong code it would read as if another were on its way.
  return code === 'asked' ? { ...question, before: [words.text('code.sent')] } : question;
}

/** Weighs six digits. Right: the person is open, and the registered phone is how they are reached. */
async function weigh(typed: string, turn: Turn, answers: Answers): Promise<Reading> {
  const { services, facts, words, state } = turn;
  const { nik = '', birthDate = '', relation } = answers;
  const attempt = { nik, birthDate, typed, contact: facts.contact, channel: facts.channel, key: facts.key };
  const outcome = await services.access.prove({ ...attempt, relation: (relation as Relation) ?? 'self' }, facts.now);
  if (outcome !== 'right') return { kind: 'reason', text: words.text(`code.${outcome}`) };
  state.proved = facts.now;
  return { kind: 'value', set: { phone: NO_PHONE, proved: nik }, say: [words.text('code.right')] };
}

/** The phone, or the code that was sent to the registered one. Not asked where the channel proves a number. */
export const phoneStep: Step = {
  name: 'phone',
  field: 'phone.field',
  fills: 'phone',
  counted: true,
  skip: (_answers, { facts }) => facts.provenPhone !== undefined,
  ask,
  async choose(choice, turn, answers): Promise<Reading> {
    const { state, words } = turn;
    if (choice === AGAIN) {
      const asked = (await withCode(turn, answers, true)) === 'asked';
      return asked ? { kind: 'again' } : { kind: 'reason', text: words.text('code.spent') };
    }
    return { kind: 'value', set: { phone: choice === 'same' && state.phone ? state.phone : NO_PHONE } };
  },
  async read(text, turn, answers): Promise<Reading> {
    const { words, state, services } = turn;
    const code = services.sendsCodes && answers['nik'] !== undefined ? SIX_DIGITS.exec(text) : null;
    if (code) return weigh(`${code[1]}${code[2]}`, turn, answers);
    if (means(plain(text), 'none')) return { kind: 'value', set: { phone: NO_PHONE } };
    const reading = readPhone(text);
    if (!reading.ok)
      return { kind: 'reason', text: words.text(reading.reason === 'landline' ? 'phone.landline' : 'phone.reason') };
    state.phone = reading.e164;
    return { kind: 'value', set: { phone: reading.e164 } };
  },
};
