/** What the peer tells requests apart by; `metadata` is everything about databases and containers. */
export type PeerOperation = 'read' | 'create' | 'upsert' | 'replace' | 'delete' | 'query' | 'metadata';

/**
 * What goes wrong with one request.
 * `cut_before`: the connection breaks and nothing was done. `cut_after`: it was done, and the connection breaks.
 * `slow`: it was done, and the answer comes after `ms`. The others are refusals by which nothing was done.
 */
export type Fault =
  | { readonly kind: 'throttle'; readonly retryAfterMs: number }
  | { readonly kind: 'retry_with' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'cut_before' }
  | { readonly kind: 'cut_after' }
  | { readonly kind: 'slow'; readonly ms: number };

/** Chooses a fault for a request, or none. `count` is the number of the request, from 1. */
export type FaultScript = (operation: PeerOperation, count: number) => Fault | undefined;

/** Faults waiting for their request, one line for each operation; then the script, if there is one. */
export function createFaults(script?: FaultScript) {
  const waiting = new Map<PeerOperation, Fault[]>();
  let count = 0;
  let running = script;
  return {
    /** The next `times` requests of this kind meet this fault. */
    inject(operation: PeerOperation, fault: Fault, times = 1): void {
      const line = waiting.get(operation) ?? [];
      waiting.set(operation, [...line, ...Array.from({ length: times }, () => fault)]);
    },
    /** Replaces the script; `undefined` ends it. */
    script(next: FaultScript | undefined): void {
      running = next;
    },
    next(operation: PeerOperation): Fault | undefined {
      count += 1;
      return waiting.get(operation)?.shift() ?? running?.(operation, count);
    },
  };
}

export type Faults = ReturnType<typeof createFaults>;
