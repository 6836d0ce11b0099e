import { word } from '../domain/log.ts';
import type { Metrics } from '../domain/metrics.ts';
import type { Stored } from '../stores/documents.ts';
import { Conflict } from '../stores/errors.ts';
import type { Corrections } from './corrections.ts';
import { createNearMisses, hintOf, type NearMissesOptions, type Typed } from './near-misses.ts';
import { isStale } from './retry.ts';

/** A registration that opened nothing, and where it was typed. */
export interface Slip extends Typed {
  /** Contact id. */
  readonly contact: string;
  readonly channel?: string | undefined;
}

/**
 * Registrations that opened nothing, on their way to be compared with the numbers of the list that are one slip away. What is
 * found goes to the desk, masked; nothing of it reaches a chat. Throws `StoreError`s only; `now` in ms.
 */
export interface Slips {
  /** Writes it down; the same slip again changes nothing. Too many are let go: it is a kindness, and no promise. */
  note(slip: Slip, now: number): Promise<void>;
  /** Looks at one that is due; answers how many it looked at. */
  run(now: number): Promise<number>;
}

/** `slips`: `pk` = contact, `id` = keyed hash of what was typed there, `due` until it was looked at. */
interface Body {
  readonly sealed: string;
  readonly channel?: string;
  readonly due?: number;
  readonly until: number;
}

export interface SlipsOptions extends NearMissesOptions {
  readonly corrections: Pick<Corrections, 'ask'>;
  readonly metrics: Metrics;
}

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const MINUTE_MS = 60_000;
/** In a day, for one contact: a household has few slips, a guesser many. */
const PER_CONTACT = 10;
/** Taken in a minute by a process: as many as it looks at, so that nothing piles up. */
const PER_MINUTE = 30;
/** A worker that took one and died gives it back after so long. */
const LEASE_MS = 60_000;

/** So many in a minute, in the memory of a process. */
function createMinute(most: number): (now: number) => boolean {
  let began = 0;
  let used = 0;
  return (now) => {
    if (now - began >= MINUTE_MS) [began, used] = [now, 0];
    used += 1;
    return used <= most;
  };
}

export function createSlips(options: SlipsOptions): Slips {
  const { documents, sealer, pseudonyms, corrections, metrics } = options;
  const nearMisses = createNearMisses(options);
  const mayTake = createMinute(PER_MINUTE);
  const count = (outcome: 'dropped' | 'none' | 'hint'): void =>
    metrics.count('near_misses_total', { outcome: word(outcome) });

  /** One request a week for each person of the list, whoever mistypes them how often. */
  async function hint({ pk, body }: Stored<Body>, typed: Typed, now: number): Promise<boolean> {
    const [first, ...others] = await nearMisses(typed);
    if (!first) return false;
    const key = pseudonyms.of('near-miss', `${first.person} ${Math.floor(now / WEEK_MS)}`);
    const words = hintOf(typed, [first, ...others]);
    await corrections.ask({ kind: 'near_miss', words, contact: pk, channel: body.channel ?? '', key }, now);
    return true;
  }

  async function put(stored: Stored<Body>, body: Body): Promise<string | undefined> {
    try {
      return await documents.put('slips', stored.pk, stored.id, body, { ifMatch: stored.etag });
    } catch (error) {
      // Another process has it.
      if (isStale(error)) return undefined;
      throw error;
    }
  }

  return {
    async note({ contact, channel, ...typed }, now) {
      const said = JSON.stringify([typed.nik, typed.name, typed.birthDate]);
      const id = pseudonyms.of('slip', JSON.stringify([contact, said]));
      const before = mayTake(now) ? await documents.query('slips', { pk: contact, limit: PER_CONTACT }) : undefined;
      if (!before || before.items.length >= PER_CONTACT) return count('dropped');
      const where = channel === undefined ? {} : { channel };
      const body: Body = { sealed: sealer.seal(said, id), ...where, due: now, until: now + DAY_MS };
      try {
        await documents.put('slips', contact, id, body, { ifNoneMatch: '*' });
      } catch (error) {
        // Noted before.
        if (!(error instanceof Conflict)) throw error;
      }
    },
    async run(now) {
      const index = { field: 'due', to: now };
      const { items } = await documents.query<Body>('slips', { index, order: { field: 'due' }, limit: 1 });
      const [stored] = items;
      if (!stored) return 0;
      const etag = await put(stored, { ...stored.body, due: now + LEASE_MS });
      if (etag === undefined) return 0;
      const [nik, name, birthDate] = JSON.parse(sealer.open(stored.body.sealed, stored.id)) as [string, string, string];
      const found = await hint(stored, { nik, name, birthDate }, now);
      // Kept without what was typed until the day is over: the same slip is looked at once.
      const { due: _due, ...rest } = stored.body;
      await put({ ...stored, etag }, { ...rest, sealed: '' });
      count(found ? 'hint' : 'none');
      return 1;
    },
  };
}
