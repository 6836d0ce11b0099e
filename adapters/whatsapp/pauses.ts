/** Numbers in whose name nothing is sent for a while, because a refusal was about all of it. */
export interface Pauses {
  pause(sender: string, ms: number): void;
  /** ms that are left; 0: it may speak. */
  left(sender: string): number;
}

/** Longer than this nobody pauses: then one message finds out whether things are better. */
const MOST_MS = 900_000;

export function createPauses(clock: () => number): Pauses {
  const until = new Map<string, number>();
  return {
    pause: (sender, ms) => void until.set(sender, Math.max(until.get(sender) ?? 0, clock() + Math.min(ms, MOST_MS))),
    left: (sender) => Math.max(0, (until.get(sender) ?? 0) - clock()),
  };
}
