import { statusError } from '../graph-error.ts';
import type { Bubble, Phone, Tick } from '../phone.ts';
import type { Sender, Sim } from '../sim.ts';
import { metadata } from './metadata.ts';

/** A message on its way, with what its statuses have to say. */
export interface Journey {
  readonly sender: Sender;
  readonly phone: Phone;
  readonly bubble: Bubble;
  /** The person was addressed by number: statuses then name it. */
  readonly byNumber: boolean;
  readonly callback: string | undefined;
  /** Of the template; free messages are `service`. */
  readonly category: string;
  readonly free: boolean;
}

type Status = 'sent' | 'delivered' | 'read' | 'failed';
const RANK: Readonly<Record<Tick, number>> = { waiting: 0, sent: 1, delivered: 2, read: 3, failed: 4 };

function pricing({ category, free }: Journey): object {
  return { billable: !free, pricing_model: 'PMP', type: free ? 'free_customer_service' : 'regular', category };
}

function emit(
  sim: Sim,
  journey: Journey,
  status: Status,
  error?: { code: number; details?: string | undefined },
): void {
  const { sender, phone, bubble, byNumber, callback } = journey;
  const entry = {
    id: bubble.id,
    status,
    timestamp: String(Math.floor(sim.clock() / 1000)),
    ...(byNumber ? { recipient_id: phone.number } : {}),
    // Left out for a failure to a number, as Meta does.
    ...(status === 'failed' && byNumber ? {} : { recipient_user_id: phone.userId }),
    ...(status === 'sent' || status === 'delivered' ? { pricing: pricing(journey) } : {}),
    ...(error ? { errors: [statusError(error.code, error.details)] } : {}),
    ...(callback === undefined ? {} : { biz_opaque_callback_data: callback }),
  };
  const contact = {
    ...(byNumber ? { wa_id: phone.number } : {}),
    user_id: phone.userId,
    profile: { name: phone.name },
  };
  const value = {
    messaging_product: 'whatsapp',
    metadata: metadata(sender),
    ...(status === 'failed' ? {} : { contacts: [contact] }),
    statuses: [entry],
  };
  sim.webhooks.send({
    channel: 'whatsapp',
    entry: sim.whatsapp.businessAccountId,
    place: 'changes',
    item: { field: 'messages', value },
  });
}

function turn(sim: Sim, { phone, bubble }: Journey, tick: Tick): void {
  if (RANK[bubble.tick] >= RANK[tick]) return;
  bubble.tick = tick;
  sim.phones.changed(phone, bubble);
}

/** Once more, a little later. */
function repeat(sim: Sim, journey: Journey, status: Status): void {
  if (sim.random.chance(sim.settings.disorder)) {
    sim.timers.after(sim.random.between(50, 3_000), () => emit(sim, journey, status));
  }
}

/** The chat is open, or gets opened: what was delivered is read. */
export function read(sim: Sim, journey: Journey): void {
  if (journey.bubble.tick === 'read' || journey.bubble.tick === 'failed') return;
  turn(sim, journey, 'read');
  if (!journey.phone.traits.receipts) return;
  emit(sim, journey, 'read');
  repeat(sim, journey, 'read');
}

/** It arrives on the phone, at once or when that is on again. */
export function deliver(sim: Sim, journey: Journey): void {
  const { phone, bubble } = journey;
  if (RANK[bubble.tick] >= RANK.delivered) return;
  if (!phone.traits.online) return void phone.later.arrive.push(() => deliver(sim, journey));
  turn(sim, journey, 'delivered');
  const { disorder } = sim.settings;
  const { looking, receipts } = phone.traits;
  // With the chat open Meta may send only `read`.
  if (looking && receipts && sim.random.chance(disorder)) {
    read(sim, journey);
    return;
  }
  const late = sim.random.chance(disorder);
  if (late) sim.timers.after(sim.random.between(200, 1_500), () => emit(sim, journey, 'delivered'));
  else emit(sim, journey, 'delivered');
  repeat(sim, journey, 'delivered');
  if (looking) sim.timers.after(sim.random.between(100, 900), () => read(sim, journey));
  else phone.later.look.push(() => read(sim, journey));
}

/** Sends the statuses of an accepted message: they overtake each other and come twice in the share that is set. */
export function travel(sim: Sim, journey: Journey): void {
  const { sentMs, deliveredMs, disorder } = sim.settings;
  const { random, timers } = sim;
  timers.after(random.between(...sentMs), () => {
    turn(sim, journey, 'sent');
    if (random.chance(disorder)) timers.after(random.between(300, 2_000), () => emit(sim, journey, 'sent'));
    else emit(sim, journey, 'sent');
    repeat(sim, journey, 'sent');
    if (journey.bubble.type === 'reaction') return;
    timers.after(random.between(...deliveredMs), () => deliver(sim, journey));
  });
}

/** It does not arrive, and Meta says why. */
export function fail(sim: Sim, journey: Journey, code: number, details?: string): void {
  sim.timers.after(sim.random.between(...sim.settings.sentMs), () => {
    journey.bubble.error = code;
    turn(sim, journey, 'failed');
    emit(sim, journey, 'failed', { code, details });
    if (sim.random.chance(sim.settings.disorder)) {
      sim.timers.after(sim.random.between(50, 3_000), () => emit(sim, journey, 'failed', { code, details }));
    }
  });
}
