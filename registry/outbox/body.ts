import type { Finding } from '../driver.ts';
import type { Relation, Verdict } from '../registry.ts';

/** One thing that a citizen confirmed, on its way to the registry. */
export interface Item {
  /** Keyed hash of person, contact and data: the same words from the same contact are the same item. */
  readonly id: string;
  /** What the citizen was told. */
  readonly receipt: string;
  readonly contact: string;
  readonly channel?: string;
  readonly relation: Relation;
  /** The subject, sealed to the person. */
  readonly sealed: string;
  readonly at: number;
  /** `waiting`: not handed in for sure. `asked`: handed in, no verdict yet. `decided`: there is a verdict. */
  readonly state: 'waiting' | 'asked' | 'decided';
  /** Times in the present state. */
  readonly tries: number;
  /** When it is looked at next; left out when never again. */
  readonly next?: number;
  readonly verdict?: Verdict;
  /** The doses that the registry knows of, sealed to the person. */
  readonly given?: string;
}

/** One document per person, so that a person's items keep their order and only one process works on them. */
export interface QueueBody {
  /** When somebody has to look: the earliest of the items that may go, or the end of a worker's lease. */
  readonly due?: number;
  /** Oldest first, bounded. */
  readonly items: readonly Item[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Items kept of one person. */
const ITEMS_MOST = 12;
/** Back-off of an item that the registry did not take: from 5 s, doubled, up to a quarter of an hour. */
const BACKOFF = [5_000, 15 * MINUTE] as const;
/** When to ask for a verdict that is pending, and how long at most. */
const ASK = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR];
const ASK_FOR = 30 * DAY;
/** When to ask again about somebody whom the registry did not know: lists are corrected, and the citizen was promised news. */
const ASK_AGAIN = [DAY, 3 * DAY, 7 * DAY, 14 * DAY];

/** Items that may go now or later: handed in in order, so one that waits holds back those behind it. */
function movable(items: readonly Item[]): Item[] {
  const first = items.find((one) => one.state === 'waiting');
  return items.filter((one) => one.next !== undefined && (one.state !== 'waiting' || one === first));
}

/** The body with `due` as its items have it. */
export function withDue(items: readonly Item[]): QueueBody {
  const times = movable(items).map((one) => one.next ?? 0);
  return times.length === 0 ? { items } : { due: Math.min(...times), items };
}

/** The item to work on, if any is due. */
export function dueItem({ items }: QueueBody, now: number): Item | undefined {
  return movable(items).find((one) => (one.next ?? 0) <= now);
}

/**
 * Adds an item. A newer one of the same contact replaces those that still wait: only the last words count. Above the
 * bound what is decided goes first, then the oldest.
 */
export function withItem(body: QueueBody | undefined, item: Item): QueueBody {
  const before = (body?.items ?? []).filter(
    (one) => one.id !== item.id && !(one.contact === item.contact && one.state === 'waiting'),
  );
  const all = [...before, item];
  while (all.length > ITEMS_MOST) {
    const decided = all.findIndex((one) => one.state === 'decided');
    all.splice(decided < 0 ? 0 : decided, 1);
  }
  return withDue(all);
}

/** Exponential, with half of it as jitter, so that a thousand items that failed together do not come back together. */
function backoff(tries: number, random: number): number {
  return Math.round(Math.min(BACKOFF[1], BACKOFF[0] * 2 ** Math.min(tries, 20)) * (0.5 + random / 2));
}

/** The item after an answer of the registry. `verdict`: what it means for the citizen, when it is one. */
export function afterAnswer(
  item: Item,
  finding: Finding,
  verdict: Verdict | undefined,
  now: number,
  random: number,
): Item {
  const tries = item.tries + 1;
  if (finding.kind === 'unavailable') {
    return { ...item, tries, next: now + Math.max(finding.retryAfterMs, backoff(item.tries, random)) };
  }
  if (finding.kind === 'pending' || verdict === undefined) {
    const asked = item.state === 'asked' ? tries : 1;
    const wait = ASK[Math.min(asked, ASK.length) - 1] ?? HOUR;
    const { next: _next, ...rest } = item;
    const state = { ...rest, state: 'asked', tries: asked } as const;
    return now - item.at > ASK_FOR ? state : { ...state, next: now + wait };
  }
  const again = item.state === 'decided' ? tries : 0;
  const { next: _next, ...rest } = item;
  const decided = { ...rest, state: 'decided', tries: again, verdict } as const;
  const wait = ASK_AGAIN[again];
  return verdict.kind === 'unknown' && wait !== undefined ? { ...decided, next: now + wait } : decided;
}

export const replaced = (items: readonly Item[], item: Item): readonly Item[] =>
  items.map((one) => (one.id === item.id ? item : one));
