import type { Ticket } from '../booking/booking.ts';
import type { Verdict } from '../registry/registry.ts';
import type { Choice, KnownPerson } from './conversation.ts';
import type { Services } from './services.ts';
import type { Turn } from './turn.ts';

/** The appointment that a verdict takes the ground from; `undefined` when there is none, or when it may stand. */
export async function shaken(
  { access, booking }: Pick<Services, 'access' | 'booking'>,
  known: KnownPerson,
  verdict: Verdict,
  { contact, now }: { readonly contact: string; readonly now: number },
): Promise<Ticket | undefined> {
  if (!known.ready || verdict.kind === 'pending') return undefined;
  if (verdict.kind === 'registered' && verdict.dose === known.dose) return undefined;
  if (!(await access.opens(known.person, contact))) return undefined;
  const held = await booking.held(known.person, known.dose);
  if (!held || held.used !== undefined || held.session.cancelled || held.session.end <= now) return undefined;
  return held;
}

/** Known as before, so that the ticket can be shown and given back; nothing new is booked for them. */
export const unsure = (known: KnownPerson): KnownPerson => ({ ...known, unsure: true });

/** Why, in words that tell a mismatch, a stranger's record and a death apart for nobody. */
function reason({ words }: Turn, verdict: Verdict, name: string): string {
  if (verdict.kind === 'complete') return words.text('premise.complete', { name });
  if (verdict.kind === 'not_yet') return words.text('premise.not_yet', { name });
  return words.text(verdict.kind === 'registered' ? 'premise.dose' : 'premise.unknown', { name });
}

/** Says why and asks: whatever the registry says, nobody's place is given away without their answer. */
export function askPremise(
  turn: Turn,
  verdict: Verdict,
  { name }: KnownPerson,
  { session, site }: Ticket,
  choices: readonly Choice[],
): void {
  const { words } = turn;
  turn.say(reason(turn, verdict, name));
  const time = words.session(session.start, session.end, session.zone);
  turn.ask(words.text('premise.question', { time, site: site.name.slice(0, 70) }), choices);
}
