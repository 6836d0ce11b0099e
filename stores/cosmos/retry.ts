import { setTimeout as pause } from 'node:timers/promises';
import { Busy, StoreError, TooLarge, Unavailable } from '../errors.ts';
import { BrokenLink } from './transport.ts';

/** How long one call of the contract may go on, and what a test puts in place of time and chance. */
export interface Patience {
  readonly timeoutMs: number;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly random: () => number;
}

/** Real time and real chance. */
export const patient = { sleep: (ms: number) => pause(ms), random: Math.random } as const;

/** Thrown by an attempt that met a race with another writer and should look again. */
export class LookAgain extends Error {
  override readonly name = 'LookAgain';
}

/**
 * What to do about a failed attempt. `maybe` : it may have been carried out all the same.
 * `wait`: the service said how long, in ms.
 */
type Fault =
  | { readonly kind: 'throttled'; readonly wait: number }
  | { readonly kind: 'collided' }
  | { readonly kind: 'down'; readonly maybe: boolean }
  | { readonly kind: 'final' };

/** Attempts against a service that fails outright; throttling is bounded by the time limit alone. */
const MAX_DOWN = 6;
/** Sub-statuses of a 404: this replica has not yet what we wrote; the container itself is missing. */
export const LOST_SESSION = 1002;
export const NO_CONTAINER = 1003;
const WRITE_FORBIDDEN = new Set([3, 1008]);
export const PROVISION = 'the Cosmos database or a container is missing: run `npm run provision`';

/** What the SDK throws when the service refuses. */
export interface Refusal {
  readonly code?: unknown;
  readonly substatus?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
}

/** The HTTP status that the service refused with; `undefined` for any other error. */
export function statusOf(error: unknown): number | undefined {
  const code = (error as Refusal | null)?.code;
  return error instanceof Error && typeof code === 'number' ? code : undefined;
}

/** The sub-status of a refusal, 0 when there is none. */
export function substatusOf(refusal: Refusal): number {
  return Number(refusal.substatus ?? refusal.headers?.['x-ms-substatus'] ?? 0);
}

function faultOf(error: unknown): Fault {
  if (error instanceof LookAgain) return { kind: 'collided' };
  if (error instanceof BrokenLink) return { kind: 'down', maybe: error.sent };
  // An answer that is no JSON comes from something in between: the write may have gone through.
  if (error instanceof SyntaxError) return { kind: 'down', maybe: true };
  const status = statusOf(error);
  if (status === undefined) return { kind: 'final' };
  const refusal = error as Refusal;
  if (status === 429) return { kind: 'throttled', wait: Number(refusal.headers?.['x-ms-retry-after-ms'] ?? 100) || 0 };
  if (status === 449) return { kind: 'collided' };
  if (status === 404 && substatusOf(refusal) === LOST_SESSION) return { kind: 'down', maybe: false };
  if (status === 403 && WRITE_FORBIDDEN.has(substatusOf(refusal))) return { kind: 'down', maybe: false };
  return status === 408 || status === 410 || status >= 500 ? { kind: 'down', maybe: true } : { kind: 'final' };
}

/**
 * Runs an attempt until it goes through, fails for good or the time is up: the only retry policy there is.
 * The attempt hears whether the answer of an earlier one was lost, so that it can recognise its own traces.
 * Throws `Busy` when throttled to the end, `Unavailable` when the service is away, else the attempt's own error.
 */
export async function persist<T>(patience: Patience, attempt: (lost: boolean) => Promise<T>): Promise<T> {
  const start = performance.now();
  let waited = 0;
  let lost = false;
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(lost);
    } catch (error) {
      const fault = faultOf(error);
      if (fault.kind === 'final') throw final(error);
      if (fault.kind === 'down') lost ||= fault.maybe;
      const wait = waitFor(fault, tries, patience.random);
      const spent = Math.max(waited, performance.now() - start);
      if (spent + wait > patience.timeoutMs) throw gaveUp(fault, wait, error);
      if (fault.kind === 'down' && tries >= MAX_DOWN) throw gaveUp(fault, wait, error);
      waited += wait;
      await patience.sleep(wait);
    }
  }
}

/** Waits in ms. With jitter, or writers that collided once would collide again at the same instant. */
function waitFor(fault: Exclude<Fault, { kind: 'final' }>, tries: number, random: () => number): number {
  if (fault.kind === 'throttled') return fault.wait + Math.ceil(random() * (fault.wait / 10 + 1));
  const growth = 2 ** Math.min(tries - 1, 5);
  const least = fault.kind === 'collided' ? 2 : 10;
  return Math.ceil(least * growth * (0.5 + random()));
}

function gaveUp(fault: Fault, wait: number, cause: unknown): StoreError {
  if (fault.kind === 'throttled' || fault.kind === 'collided') {
    return new Busy(Math.max(1, wait), 'Cosmos DB asks for fewer requests', { cause });
  }
  return new Unavailable('Cosmos DB cannot be reached', { cause });
}

/** The error that leaves the driver. Messages of the service stay in `cause`: they may quote a document. */
function final(error: unknown): unknown {
  if (error instanceof StoreError || error instanceof TypeError) return error;
  const status = statusOf(error);
  if (status === 413) return new TooLarge(undefined, { cause: error });
  if (status === 404 && substatusOf(error as Refusal) === NO_CONTAINER) return new Unavailable(PROVISION);
  if (status === 401 || status === 403) return new Unavailable('Cosmos DB refuses the key', { cause: error });
  return new Unavailable(status ? `Cosmos DB answered ${status}` : 'Cosmos DB cannot be used', { cause: error });
}
