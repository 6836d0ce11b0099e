import { isIPv4, isIPv6 } from 'node:net';

/** How often one address may name a wrong code before it has to wait. */
export interface GuessBudget {
  /**
   * Takes one guess before it is looked up, so that a thousand at once do not pass together. Answers how many ms to
   * wait when there is none left, else 0.
   */
  take(remote: string, now: number): number;
  /** Gives the guess back: the code was right. */
  giveBack(remote: string): void;
}

/** A family that types badly needs a few; a code has 75 random bits, so even a million would find nothing. */
const GUESSES = 20;
const PER_MS = 10 * 60_000;
/** Addresses remembered, about 100 bytes each. The one that was quiet longest is forgotten first. */
const ADDRESSES = 10_000;

/** One IPv4 address, or the /64 that a provider hands to one household, so that IPv6 is no endless supply. */
export function networkOf(remote: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(remote)?.[1];
  if (mapped !== undefined && isIPv4(mapped)) return mapped;
  if (!isIPv6(remote)) return remote;
  const [head = '', tail] = remote.replace(/%.*$/, '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/** A budget in the memory of one process: it slows guessing down, it guards no secret by itself. */
export function createGuessBudget(guesses = GUESSES, perMs = PER_MS): GuessBudget {
  const spent = new Map<string, { used: number; until: number }>();

  return {
    take(remote, now) {
      const key = networkOf(remote);
      const known = spent.get(key);
      const window = known && known.until > now ? known : { used: 0, until: now + perMs };
      spent.delete(key);
      spent.set(key, window);
      const oldest = spent.size > ADDRESSES ? spent.keys().next() : undefined;
      if (oldest && !oldest.done) spent.delete(oldest.value);
      if (window.used >= guesses) return window.until - now;
      window.used += 1;
      return 0;
    },
    giveBack(remote) {
      const window = spent.get(networkOf(remote));
      if (window) window.used = Math.max(0, window.used - 1);
    },
  };
}
