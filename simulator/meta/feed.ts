/** What happened on the phones, in order, for whoever watches. Old entries are forgotten: a watcher then reads the phones anew. */
export interface FeedEvent {
  readonly n: number;
  /** `phone`: made or changed; `bubble`: new or changed; `typing`: the business writes. */
  readonly kind: 'phone' | 'bubble' | 'typing';
  readonly phone: string;
  readonly data: object;
}

export interface Feed {
  readonly newest: number;
  add(kind: FeedEvent['kind'], phone: string, data: object): void;
  /** What came after `n`; `undefined` when that is no longer known. */
  after(n: number): readonly FeedEvent[] | undefined;
  /** Resolves at the next event, after `ms`, or when the feed closes. */
  next(ms: number): Promise<void>;
  /** Called for every event; the returned function ends that. */
  watch(listener: (event: FeedEvent) => void): () => void;
  close(): void;
}

const KEPT = 2_000;

export function createFeed(): Feed {
  const events: FeedEvent[] = [];
  const listeners = new Set<(event: FeedEvent) => void>();
  const sleepers = new Set<() => void>();
  let newest = 0;
  let closed = false;
  const wake = (): void => {
    for (const resolve of [...sleepers]) resolve();
  };
  return {
    get newest() {
      return newest;
    },
    add(kind, phone, data) {
      newest += 1;
      const event = { n: newest, kind, phone, data };
      events.push(event);
      // In steps: dropping one at a time would move the whole array with every message of a campaign.
      if (events.length > KEPT * 2) events.splice(0, KEPT);
      for (const listener of listeners) listener(event);
      wake();
    },
    after(n) {
      const first = events[0]?.n ?? newest + 1;
      if (n > newest || n + 1 < first) return undefined;
      return events.slice(n + 1 - first);
    },
    next(ms) {
      if (closed) return Promise.resolve();
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          sleepers.delete(done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        timer.unref();
        sleepers.add(done);
      });
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      wake();
      listeners.clear();
    },
  };
}
