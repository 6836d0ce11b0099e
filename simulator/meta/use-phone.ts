import { type Act, Impossible } from './act.ts';
import { actOnMessenger } from './messenger/acts.ts';
import type { Phone, Traits } from './phone.ts';
import { describePhone } from './phones.ts';
import type { Page, Sender, Sim } from './sim.ts';
import { actOnWhatsApp } from './whatsapp/acts.ts';
import { changeNumber, preferMarketing } from './whatsapp/inbound.ts';
import { sendSample } from './whatsapp/sample.ts';

function senderOf(sim: Sim, business: string | undefined): Sender {
  const [first] = sim.whatsapp.senders;
  const found = business === undefined ? first : sim.whatsapp.senders.find((one) => one.phoneNumberId === business);
  if (!found) throw new Impossible('there is no such business number');
  return found;
}

function pageOf(sim: Sim, business: string | undefined): Page {
  const [first] = sim.messenger.pages;
  const found = business === undefined ? first : sim.messenger.pages.find((one) => one.pageId === business);
  if (!found) throw new Impossible('there is no such page');
  return found;
}

/**
 * A citizen does something in the chat with a business number or page; without one named, with the first. The id of the
 * message, or nothing when the business does not hear of it. Throws `Impossible`.
 */
export function act(sim: Sim, phone: Phone, one: Act, business?: string): string | undefined {
  if (phone.traits.blocked) throw new Impossible('the business is blocked on this phone');
  return phone.channel === 'whatsapp'
    ? actOnWhatsApp(sim, senderOf(sim, business), phone, one)
    : actOnMessenger(sim, pageOf(sim, business), phone, one);
}

/** A phone that is on again gets what waits for it; whoever looks at the chat reads it. */
export function setTraits(
  sim: Sim,
  phone: Phone,
  traits: { readonly [Name in keyof Traits]?: boolean | undefined },
): void {
  for (const [name, value] of Object.entries(traits)) {
    if (value !== undefined) Object.assign(phone.traits, { [name]: value });
  }
  if (phone.traits.online) for (const arrive of phone.later.arrive.splice(0)) arrive();
  if (phone.traits.looking) for (const look of phone.later.look.splice(0)) look();
  sim.phones.feed.add('phone', phone.id, describePhone(phone));
}

export function stopMarketing(sim: Sim, phone: Phone, stop: boolean): void {
  preferMarketing(sim, senderOf(sim, undefined), phone, stop);
}

/** Shows a template on the phone, filled with its samples. Throws `Impossible`, or the `GraphError` that a bot would get. */
export function showTemplate(sim: Sim, phone: Phone, name?: string): string {
  if (phone.channel !== 'whatsapp') throw new Impossible('templates are shown on WhatsApp');
  return sendSample(sim, senderOf(sim, undefined), phone, name);
}

export function newNumber(sim: Sim, phone: Phone, number: string): void {
  changeNumber(sim, senderOf(sim, undefined), phone, number);
}
