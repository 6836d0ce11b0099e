import { GraphError } from '../graph-error.ts';
import type { Phone } from '../phone.ts';
import type { Sender, Sim } from '../sim.ts';
import type { Message } from './message-shape.ts';

/** Digits as Meta reads them: punctuation goes; without `+` the country code of the business number is put in front. */
export function digitsOf(to: string, sender: Sender): string {
  const digits = to.replace(/[\s().-]/g, '');
  if (!/^\+?\d{5,20}$/.test(digits)) {
    throw new GraphError(100, { title: 'Invalid parameter', details: 'to: not a phone number' });
  }
  return digits.startsWith('+') ? digits.slice(1) : `${sender.number.slice(0, 2)}${digits}`;
}

/** Whether a number that nobody has met yet may belong to a phone with the app: Indonesian mobiles and foreign numbers. */
const plausible = (number: string): boolean =>
  number.startsWith('62') ? /^628\d{7,11}$/.test(number) : /^[1-9]\d{7,14}$/.test(number);

export interface Addressed {
  readonly phone: Phone;
  readonly byNumber: boolean;
  /** As it was given. */
  readonly input: string;
}

/**
 * Whom a message goes to: `to` wins over `recipient`. A number nobody has met becomes a phone, on WhatsApp when the number
 * can exist. Throws what Meta throws for a business-scoped id in `to`, an unknown id, and the business's own number.
 */
export function addressed(sim: Sim, sender: Sender, { to, recipient }: Message): Addressed {
  if (to === undefined) {
    const phone = sim.phones.find('whatsapp', recipient ?? '');
    if (!phone) throw new GraphError(131026, { details: 'There is no user with this business-scoped id' });
    return { phone, byNumber: false, input: recipient ?? '' };
  }
  if (/^[A-Z]{2}\./.test(to))
    throw new GraphError(100, { title: 'Invalid parameter', details: 'to: use recipient for user ids' });
  const number = digitsOf(to, sender);
  if (number === sender.number) throw new GraphError(131021);
  const known = sim.phones.find('whatsapp', number);
  const traits = { registered: plausible(number) };
  const phone = known ?? sim.phones.add({ channel: 'whatsapp', number, traits });
  return { phone, byNumber: true, input: to };
}
