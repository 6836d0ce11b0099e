/** How fast something may happen: `perSecond` on average, `burst` at once. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** A rate per key. `take` answers 0 when it may happen now, otherwise the milliseconds to wait. */
export interface Limiter {
  take(key: string): number;
}

/**
 * GCRA: one number per key, the time at which the key would be empty again. Bounded: beyond `most` keys the one unused
 * for longest is forgotten, so a flood of invented keys costs no memory (it may forgive somebody a little, no more).
 */
export function createLimiter(rate: Rate, clock: () => number, most = 50_000): Limiter {
  const emptyAt = new Map<string, number>();
  const step = 1000 / rate.perSecond;
  const slack = step * (rate.burst - 1);
  return {
    take(key) {
      const now = clock();
      const from = Math.max(emptyAt.get(key) ?? now, now);
      const wait = from - slack - now;
      if (wait > 0) return Math.ceil(wait);
      emptyAt.delete(key);
      emptyAt.set(key, from + step);
      if (emptyAt.size > most) {
        const oldest = emptyAt.keys().next();
        if (!oldest.done) emptyAt.delete(oldest.value);
      }
      return 0;
    },
  };
}

/** The key of an address. One household or server holds a whole IPv6 /64, so that is what is counted. */
export function addressKey(remote: string): string {
  if (!remote.includes(':')) return remote;
  if (remote.startsWith('::ffff:')) return remote.slice('::ffff:'.length);
  const [head = '', tail] = remote.split('::');
  const front = head.split(':').filter(Boolean);
  if (tail === undefined || front.length >= 4) return front.slice(0, 4).join(':');
  const back = tail.split(':').filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  return [...front, ...zeros, ...back].slice(0, 4).join(':');
}
