import { readBirthDate } from '../../domain/birth-date.ts';
import type { Form, Reading, Step } from '../form/form.ts';
import type { Turn } from '../turn.ts';

/** After so long a birth date is asked for again: phones are lent, sold and left lying about. */
const PROVED_MS = 30 * 60_000;

export function isProved({ state, facts }: Turn): boolean {
  return state.proved !== undefined && facts.now - state.proved < PROVED_MS;
}

const birthStep: Step = {
  name: 'birth',
  field: 'birth.field',
  ask: ({ words }) => ({ text: words.text('unlock.ask') }),
  async read(text, turn, { person = '', order }): Promise<Reading> {
    const { words, facts, services, state } = turn;
    const reading = readBirthDate(text, facts.now);
    if (!reading.ok) return { kind: 'reason', text: words.text('birth.not_a_date') };
    const outcome = await services.access.birth(person, facts.contact, reading.iso, facts.key, facts.now);
    if (outcome === 'wrong') return { kind: 'reason', text: words.text('unlock.wrong') };
    if (outcome === 'spent') {
      turn.say(words.text('unlock.spent'));
      return { kind: 'end' };
    }
    state.proved = facts.now;
    if (order !== undefined) turn.follow = order;
    return { kind: 'end' };
  },
};

/** The birth date of somebody this chat knows, before what was asked for about them is done. */
export function unlockForm(): Form {
  const fields = { person: /^.{1,100}$/, order: /^(ticket|change|drop|move)-\d+$/ };
  return { id: 'unlock', version: 1, steps: [birthStep], needs: ['person'], fields };
}
