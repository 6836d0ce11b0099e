import type { Random } from './random.ts';

/**
 * What goes wrong, at which door.
 * `graph`: a request of the bot. `delay` answers late; `status` refuses with `status` and, if given, `code` (429 and 500
 * included); `text` answers 502 with text; `cut_before` breaks the connection with nothing done; `cut_after` does it and
 * breaks the connection; `ok_error` answers 200 with an error; `no_id` does it and leaves the id out of the answer.
 * `webhook`: a delivery to the bot. `repeat` sends it again; `hold` sends it late, behind others; `bad_signature` signs
 * with a wrong secret first; `lose` never sends it.
 */
export interface Fault {
  readonly door: 'graph' | 'webhook';
  readonly kind:
    | 'delay'
    | 'status'
    | 'text'
    | 'cut_before'
    | 'cut_after'
    | 'ok_error'
    | 'no_id'
    | 'repeat'
    | 'hold'
    | 'bad_signature'
    | 'lose';
  readonly channel?: 'whatsapp' | 'messenger' | undefined;
  /** Only requests whose address ends so, such as `/messages`. */
  readonly path?: string | undefined;
  /** How often; without it until it is taken away. */
  readonly times?: number | undefined;
  /** In this share of the cases; without it always. */
  readonly share?: number | undefined;
  readonly ms?: number | undefined;
  readonly status?: number | undefined;
  readonly code?: number | undefined;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  list(): readonly Fault[];
  next(door: Fault['door'], channel: string | undefined, path: string): Fault | undefined;
  /** Meta is unreachable in both directions until then, ms since 1970. */
  downUntil: number;
  /** How many faults of each kind were met. */
  readonly met: Record<string, number>;
}

interface Waiting {
  readonly fault: Fault;
  left: number;
}

export function createFaults(random: Random): Faults {
  let waiting: Waiting[] = [];
  const met: Record<string, number> = {};
  const fits = ({ fault }: Waiting, door: string, channel: string | undefined, path: string): boolean =>
    fault.door === door &&
    (fault.channel === undefined || fault.channel === channel) &&
    (fault.path === undefined || path.endsWith(fault.path)) &&
    (fault.share === undefined || random.chance(fault.share));
  return {
    met,
    downUntil: 0,
    add(fault) {
      waiting.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    clear() {
      waiting = [];
      this.downUntil = 0;
    },
    list: () => waiting.map(({ fault, left }) => (Number.isFinite(left) ? { ...fault, times: left } : fault)),
    next(door, channel, path) {
      const hit = waiting.find((one) => fits(one, door, channel, path));
      if (!hit) return undefined;
      hit.left -= 1;
      if (hit.left <= 0) waiting = waiting.filter((one) => one !== hit);
      met[hit.fault.kind] = (met[hit.fault.kind] ?? 0) + 1;
      return hit.fault;
    },
  };
}
