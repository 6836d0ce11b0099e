import { check } from '../check.ts';
import { fetchMedia, mediaFault } from '../fetch-media.ts';
import { GraphError } from '../graph-error.ts';
import type { Bubble } from '../phone.ts';
import type { GraphAnswer, Sender, Sim, Template } from '../sim.ts';
import { type Brought, broughtBy, faceOf } from './bubble.ts';
import { type Message, readMessage, readShape } from './message-shape.ts';
import { checkSender, obstacle, takePair, takeThroughput, usable, windowOpen } from './policy.ts';
import { judge } from './quality.ts';
import { type Addressed, addressed } from './recipient.ts';
import { fail, type Journey, travel } from './statuses.ts';
import { type Hydrated, hydrate } from './template-send.ts';

/** "Read", and "somebody writes": needs a message of the citizen that this number has had. */
function markRead(sim: Sim, sender: Sender, value: unknown): GraphAnswer {
  const { message_id: id, typing_indicator: typing } = check(readShape, value);
  for (const phone of sim.phones.all()) {
    const bubbles = phone.threads.get(sender.phoneNumberId)?.bubbles ?? [];
    const at = bubbles.findLastIndex((one) => one.id === id && one.from === 'citizen');
    if (at < 0) continue;
    for (const bubble of bubbles.slice(0, at + 1)) {
      if (bubble.from !== 'citizen' || bubble.tick === 'read') continue;
      bubble.tick = 'read';
      sim.phones.changed(phone, bubble);
    }
    if (typing) sim.phones.feed.add('typing', phone.id, { business: sender.phoneNumberId });
    return { status: 200, body: { success: true } };
  }
  throw new GraphError(100, { title: 'Invalid parameter', details: 'Message ID is invalid or unknown' });
}

/** An uploaded file must be there and of the right kind before the message is accepted. */
function checkUpload(sim: Sim, sender: Sender, brought: Brought | undefined): void {
  if (brought?.id === undefined) return;
  const item = sim.media.get(brought.id);
  if (item?.owner !== sender.phoneNumberId) {
    throw new GraphError(100, { title: 'Invalid parameter', details: 'Media ID not found or expired' });
  }
  const fault = mediaFault('whatsapp', brought.type, item.mime, item.bytes.length);
  if (fault !== undefined) throw new GraphError(131053, { details: fault });
}

interface Accepted {
  readonly sender: Sender;
  readonly message: Message;
  readonly to: Addressed;
  readonly template: Template | undefined;
  readonly filled: Hydrated | undefined;
  readonly brought: Brought | undefined;
}

/** Fetches the file at a link and puts it into the bubble. Why that did not work, or nothing. */
async function bring(
  sim: Sim,
  sender: Sender,
  brought: Brought,
  link: string,
  bubble: Bubble,
): Promise<string | undefined> {
  const { type: kind, filename } = brought;
  const item = await fetchMedia(sim, { channel: 'whatsapp', kind, link, filename, owner: sender.phoneNumberId });
  if (typeof item === 'string') return item;
  Object.assign(bubble, { media: item.id, mime: item.mime });
  return undefined;
}

/** Puts the message on its way; the file at its link is fetched first, as Meta does. */
async function depart(sim: Sim, accepted: Accepted, journey: Journey, stop: number | undefined): Promise<void> {
  const { brought, sender } = accepted;
  if (stop !== undefined) return fail(sim, journey, stop);
  // Until the next step is due: whoever waits for quiet must not look in between.
  const end = sim.timers.begin();
  const fault =
    brought?.link === undefined ? undefined : await bring(sim, sender, brought, brought.link, journey.bubble);
  if (fault !== undefined) fail(sim, journey, 131053, fault);
  else {
    sim.phones.show(journey.phone, sender.phoneNumberId, journey.bubble);
    travel(sim, journey);
  }
  end();
}

function react(sim: Sim, accepted: Accepted): void {
  const { message, to, sender } = accepted;
  if (message.type !== 'reaction') return;
  const { message_id: id, emoji } = message.content;
  const target = to.phone.threads.get(sender.phoneNumberId)?.bubbles.find((one) => one.id === id);
  if (!target) return;
  target.reaction = emoji;
  sim.phones.changed(to.phone, target);
}

function accept(sim: Sim, accepted: Accepted, stop: number | undefined): GraphAnswer {
  const { sender, message, to, template, filled, brought } = accepted;
  const now = sim.clock();
  const id = `wamid.${Buffer.from(`${to.phone.number}|${sim.random.letters(18)}`).toString('base64url')}`;
  const bubble: Bubble = {
    ...{ id, from: 'business', at: now, tick: 'waiting', ...faceOf(message, filled) },
    ...(brought?.id === undefined ? {} : { media: brought.id, mime: sim.media.get(brought.id)?.mime }),
  };
  const thread = sim.phones.thread(to.phone, sender.phoneNumberId);
  const journey: Journey = {
    ...{ sender, phone: to.phone, bubble, byNumber: to.byNumber, callback: message.callback },
    category: template?.category.toLowerCase() ?? 'service',
    free: !template || (template.category === 'UTILITY' && windowOpen(sim, thread)),
  };
  const held = template !== undefined && stop === undefined && sim.random.chance(sim.settings.heldShare);
  if (message.type === 'reaction') react(sim, accepted);
  else if (held) sim.timers.after(sim.random.between(60_000, 600_000), () => void depart(sim, accepted, journey, stop));
  else void depart(sim, accepted, journey, stop);
  if (template && stop === undefined) judge(sim, sender, template, to.phone);
  const contact = { input: to.input, ...(to.byNumber ? { wa_id: to.phone.number } : { user_id: to.phone.userId }) };
  const status = template ? { message_status: held ? 'held_for_quality_assessment' : 'accepted' } : {};
  return { status: 200, body: { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id, ...status }] } };
}

/**
 * `POST /{phone_number_id}/messages`. Throws the `GraphError` of everything that Meta finds before it answers; what it
 * finds later comes as a `failed` status.
 */
export function sendMessage(sim: Sim, sender: Sender, value: unknown): GraphAnswer {
  checkSender(sender);
  if (typeof value === 'object' && value && 'status' in value) return markRead(sim, sender, value);
  const message = readMessage(value);
  const to = addressed(sim, sender, message);
  takeThroughput(sim, sender);
  const template =
    message.type === 'template' ? usable(sim, message.content.name, message.content.language.code) : undefined;
  const filled = template && message.type === 'template' ? hydrate(template, message.content) : undefined;
  const brought = broughtBy(message, filled);
  checkUpload(sim, sender, brought);
  const thread = sim.phones.thread(to.phone, sender.phoneNumberId);
  takePair(sim, thread);
  const stop = obstacle(sim, to.phone, thread, message, template);
  if (stop !== undefined && sim.settings.refusals === 'sync') throw new GraphError(stop);
  return accept(sim, { sender, message, to, template, filled, brought }, stop);
}
