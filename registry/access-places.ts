import type { Place } from './access.ts';
import type { Holder } from './access-document.ts';

/** The citizen typed there, in the new chat, the code that this chat gave them for it. Never the other way round. */
const handedOver = (here: Holder, there: Holder): boolean => there.from === here.contact;

/**
 * There the channel vouches for the phone that was proved here as well. Not on one channel: two chats there with one number
 * are two people, one of whom has the number no longer. And not where the two registered in different roles: then a family
 * shares the phone. A chat that only typed a code takes nobody's news away: codes are read out to helpers, and to thieves.
 */
function vouched(here: Holder, there: Holder): boolean {
  if (here.phone === undefined || there.how !== 'phone' || there.phone !== here.phone) return false;
  const elsewhere = here.channel !== undefined && there.channel !== undefined && here.channel !== there.channel;
  return elsewhere && here.relation === there.relation;
}

/** Whether news for the chat `here` may go to the chat `there`: both may see the person, and one citizen writes in both. */
export const sameCitizen = (here: Holder, there: Holder): boolean =>
  there.contact !== here.contact && (handedOver(here, there) || vouched(here, there));

/** Every other chat of the citizen who writes in this one, however often they went on to another. */
export function placesOf(holders: readonly Holder[], contact: string): readonly Place[] {
  const found = new Set(holders.filter((one) => one.contact === contact));
  // A set is walked over with what is added on the way.
  for (const here of found) for (const there of holders) if (sameCitizen(here, there)) found.add(there);
  return [...found]
    .filter((one) => one.contact !== contact)
    .map(({ contact: other, channel }) => (channel === undefined ? { contact: other } : { contact: other, channel }));
}
