/**
 * Slows guessing from many contacts down, in the memory of one process; the budget of a single contact is in documents.
 * What counts is a registration that opened nothing. Whoever shares an address with a guesser keeps the first try, and
 * whoever ever opened somebody, or writes from a proven phone, is not slowed at all: a contact that costs nothing (a web
 * chat) is all that an address can run out of.
 */
export interface LookupBudget {
  may(who: Looker, now: number): boolean;
  /** What a registration came to. */
  heard(who: Looker, kind: 'open' | 'closed', now: number): void;
}

export interface Looker {
  readonly contact: string;
  readonly network?: string | undefined;
  readonly phone?: string | undefined;
}

export interface LookupLimits {
  /** Within `windowMs`, from one address, by contacts beyond their first try. */
  readonly perNetwork: number;
  /** Within `windowMs`, from everywhere without a proven phone; above it an address has a tenth. */
  readonly service: number;
  readonly windowMs: number;
}

/** An office with a hundred people at one address stays below; a script passes it in a minute. */
const LIMITS: LookupLimits = { perNetwork: 60, service: 3_000, windowMs: 10 * 60_000 };
/** Addresses and contacts remembered; the one that was quiet longest is forgotten first. */
const MOST = 20_000;
const EVERYWHERE = 'everywhere';

interface Window {
  used: number;
  until: number;
}

function createWindows(windowMs: number): (key: string, now: number) => Window {
  const windows = new Map<string, Window>();
  return (key, now) => {
    const known = windows.get(key);
    const window = known && known.until > now ? known : { used: 0, until: now + windowMs };
    windows.delete(key);
    windows.set(key, window);
    const oldest = windows.size > MOST ? windows.keys().next() : undefined;
    if (oldest && !oldest.done) windows.delete(oldest.value);
    return window;
  };
}

export function createLookupBudget(limits: LookupLimits = LIMITS): LookupBudget {
  const { perNetwork, service, windowMs } = limits;
  const networks = createWindows(windowMs);
  const contacts = createWindows(windowMs);
  const known = new Set<string>();

  return {
    may({ contact, network, phone }, now) {
      if (phone !== undefined || known.has(contact)) return true;
      const alarm = networks(EVERYWHERE, now).used >= service;
      const most = alarm ? perNetwork / 10 : perNetwork;
      const here = network === undefined ? 0 : networks(network, now).used;
      // In an alarm a first try is no longer free: then somebody makes a contact for every guess.
      return here < most || (!alarm && contacts(contact, now).used === 0);
    },
    heard({ contact, network, phone }, kind, now) {
      if (kind === 'open') {
        if (known.size >= MOST) known.clear();
        known.add(contact);
      } else if (phone === undefined) {
        contacts(contact, now).used += 1;
        networks(EVERYWHERE, now).used += 1;
        if (network !== undefined) networks(network, now).used += 1;
      }
    },
  };
}
