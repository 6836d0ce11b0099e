import type { WireText } from '../../simulator/wire/delivery.ts';

/** One message, and the process it is delivered to first. */
export interface Step {
  readonly message: WireText;
  readonly process: number;
}

export interface Plan {
  /** For each citizen the groups of messages sent together: one as a rule, sometimes two, sometimes one twice. */
  readonly citizens: readonly (readonly (readonly Step[])[])[];
  /** Turn counts at which a process is killed, ascending. */
  readonly killAt: readonly number[];
}

/** A small seeded generator (mulberry32), so that a failure can be repeated. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Everything the citizens will say, and when the processes die. Same seed, same plan. */
export function createPlan(settings: { turns: number; conversations: number; kills: number; seed: number }): Plan {
  const next = random(settings.seed);
  const each = Math.ceil(settings.turns / settings.conversations);
  let left = settings.turns;
  const citizens = Array.from({ length: settings.conversations }, (_unused, index) => {
    const groups: Step[][] = [];
    const count = Math.min(each, left);
    left -= count;
    for (let n = 0; n < count; n += 1) {
      const message = {
        id: `s.${index}.${n}`,
        from: `62899${String(index).padStart(7, '0')}`,
        text: `t${n}`,
        at: 1_790_000_000 + n,
      };
      const step = { message, process: Math.floor(next() * 2) };
      const chance = next();
      const last = groups.at(-1);
      // Two messages in one breath, into either process; and a delivery that comes twice.
      if (chance < 0.05 && last?.length === 1) last.push(step);
      else if (chance < 0.1) groups.push([step, { message, process: step.process + 1 }]);
      else groups.push([step]);
    }
    return groups;
  });
  const killAt = Array.from({ length: settings.kills }, () => Math.floor((0.02 + next() * 0.9) * settings.turns));
  return { citizens, killAt: killAt.sort((a, b) => a - b) };
}
