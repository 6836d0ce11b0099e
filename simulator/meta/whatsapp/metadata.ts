import type { Phone } from '../phone.ts';
import type { Sender } from '../sim.ts';

export const metadata = (sender: Sender): object => ({
  display_phone_number: sender.number,
  phone_number_id: sender.phoneNumberId,
});

/** How a citizen is named in `messages[]`. The number is left out, not empty, for who has a username. */
export const fromOf = (phone: Phone): object => ({
  ...(phone.username === undefined ? { from: phone.number } : {}),
  from_user_id: phone.userId,
});

/** The same in `contacts[]`. */
export const contactOf = (phone: Phone): object => ({
  profile: { name: phone.name, ...(phone.username === undefined ? {} : { username: phone.username }) },
  ...(phone.username === undefined ? { wa_id: phone.number } : {}),
  user_id: phone.userId,
});
