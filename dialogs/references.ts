import type { DialogContext } from 'botbuilder-dialogs';
import { active, repeat } from './asking.ts';
import { type Order, obey } from './desk.ts';
import { sayWaiting } from './news.ts';
import { orderFor } from './notice-buttons.ts';
import { invitedHere } from './registration/invitation.ts';
import type { Turn } from './turn.ts';

const VERBS: ReadonlySet<string> = new Set('ticket change drop come news help human register stop invite'.split(' '));

/** Forged, too old, another's, or about somebody who is not looked after here: one answer, which says nothing of anybody. */
async function refuse(turn: Turn, dc: DialogContext): Promise<void> {
  turn.services.metrics?.count('references_refused_total');
  turn.say(turn.words.text('reference.void'));
  await repeat(turn, dc);
}

/** Invited by name: the masked name and the birth date are asked for at once, if the list still has this phone for them. */
async function invite(turn: Turn, dc: DialogContext, person: string): Promise<void> {
  const order = orderFor(turn.state, 'ticket', person);
  if (order !== undefined) return obey(order as Order, turn, dc);
  if (active(dc)) return obey('register', turn, dc);
  const meant = (await invitedHere(turn)).find((one) => one.person === person);
  if (!meant) return obey('register', turn, dc);
  await dc.beginDialog('invitation', { answers: { several: '0', person } });
}

/** Does what a button of a template, or a link, was made for. It opens nothing: what is shown is decided as ever. */
export async function obeyReference(token: string, turn: Turn, dc: DialogContext): Promise<void> {
  const { services, facts, state } = turn;
  const holder = { contact: facts.contact, phone: facts.provenPhone };
  const found = services.references.read(token, holder, facts.now);
  if (!found || !VERBS.has(found.verb)) return refuse(turn, dc);
  const { verb, subject } = found;
  if (verb === 'news') return sayWaiting(turn, dc, subject);
  if (verb === 'invite') return invite(turn, dc, subject);
  const order = orderFor(state, verb, subject);
  if (order === undefined) return refuse(turn, dc);
  await obey(order as Order, turn, dc);
}
