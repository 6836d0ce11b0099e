import { GraphError } from '../graph-error.ts';
import type { Phone, Thread } from '../phone.ts';
import type { Sender, Sim, Template } from '../sim.ts';
import type { Message } from './message-shape.ts';

const DAY_MS = 86_400_000;
/** One message in six seconds to one person; up to 45 at once, borrowed from the future. */
const PAIR_MS = 6_000;
const PAIR_BURST = 45;
/** The network bunches what was sent evenly; so much is let through beyond the figure. */
const LENIENCE = 1.05;

/** Takes a place in the number's second. Throws 130429 when it is full. Counts inbound messages too, as Meta does. */
export function takeThroughput(sim: Sim, { pace }: Sender, enforce = true): void {
  const size = Math.ceil(sim.settings.throughput * LENIENCE);
  if (pace.times.length !== size) {
    pace.times = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
    pace.at = 0;
  }
  const now = sim.clock();
  const oldest = pace.times[pace.at] ?? Number.NEGATIVE_INFINITY;
  if (enforce && now - oldest < 1_000) {
    throw new GraphError(130429, {
      details:
        'Message failed to send because there were too many messages sent from this phone number in a short period of time',
    });
  }
  pace.times[pace.at] = now;
  pace.at = (pace.at + 1) % size;
}

/** Throws 131056 when this person got too much too quickly. */
export function takePair(sim: Sim, thread: Thread): void {
  const now = sim.clock();
  const from = Math.max(thread.pairAt, now);
  if (sim.settings.pairLimit && from - now > (PAIR_BURST - 1) * PAIR_MS) {
    throw new GraphError(131056, {
      details:
        'Too many messages sent from the sender phone number to the same recipient phone number in a short period of time',
    });
  }
  thread.pairAt = from + PAIR_MS;
}

/** What is wrong with the number itself. */
export function checkSender({ state }: Sender): void {
  if (state === 'locked') throw new GraphError(131031);
  if (state === 'maintenance') throw new GraphError(131057);
  if (state === 'unpaid') throw new GraphError(131042);
  if (state === 'revoked') throw new GraphError(190);
}

/** The approved template of this name and language. Throws 132001, 132015 or 132016. */
export function usable(sim: Sim, name: string, language: string): Template {
  const template = sim.templates.get(`${sim.whatsapp.businessAccountId} ${name} ${language}`);
  if (template?.status === 'PAUSED') throw new GraphError(132015, { details: 'Template is paused due to low quality' });
  if (template?.status === 'DISABLED') throw new GraphError(132016);
  if (template?.status !== 'APPROVED') {
    throw new GraphError(132001, { details: `template name (${name}) does not exist in ${language}` });
  }
  return template;
}

export const windowOpen = (sim: Sim, thread: Thread): boolean => sim.clock() - thread.lastInboundAt < DAY_MS;

/** Counts somebody who is written to first; false when the portfolio's limit for 24 hours is reached. */
function reach(sim: Sim, phone: Phone): boolean {
  const { reached } = sim.whatsapp;
  const now = sim.clock();
  if (now - (reached.get(phone.userId) ?? Number.NEGATIVE_INFINITY) < DAY_MS) return true;
  if (reached.size >= sim.settings.tier) {
    for (const [id, at] of reached) if (now - at >= DAY_MS) reached.delete(id);
    if (reached.size >= sim.settings.tier) return false;
  }
  reached.delete(phone.userId);
  reached.set(phone.userId, now);
  return true;
}

/** Marketing to one person without an answer, from all businesses together: invented, Meta names no figure. */
const MARKETING_CAP = 2;

/** Why a well-formed message does not reach this person: the code of Meta's error, or nothing. */
export function obstacle(
  sim: Sim,
  phone: Phone,
  thread: Thread,
  message: Message,
  template: Template | undefined,
): number | undefined {
  const { traits } = phone;
  if (!traits.registered || traits.blocked) return 131026;
  const open = windowOpen(sim, thread);
  if (!template) return open || message.type === 'reaction' ? undefined : 131047;
  if (template.category === 'MARKETING') {
    if (traits.stopped) return 131050;
    if (traits.experiment) return 130472;
    if (!open && (thread.marketing >= MARKETING_CAP || sim.random.chance(sim.settings.withheldShare))) return 131049;
    thread.marketing += 1;
  }
  if (!open && !reach(sim, phone)) return 131048;
  return undefined;
}
