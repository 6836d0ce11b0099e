import { today } from '../domain/calendar.ts';
import type { Facts } from '../domain/facts.ts';
import type { Programme } from '../domain/programme.ts';
import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import type { Documents, Stored } from '../stores/documents.ts';
import { Conflict } from '../stores/errors.ts';
import { createFactsOf } from './facts.ts';
import type { NoticeBase } from './notices.ts';
import { jitter, type Pause, persist } from './retry.ts';

/** What the rules came to for one dose. No answer is kept: the rules that spoke, each with its source, are enough. */
export interface Kept {
  readonly dose: number;
  /** `person`: the desk, or a doctor, has to look. */
  readonly decision: 'yes' | 'later' | 'person';
  /** With `later`: the first day (ISO). No session before it is offered. */
  readonly from?: string;
  /** With `person`: the receipt of the request at the desk. */
  readonly receipt?: string;
  /** Codes of the products that the answers leave; left out when all. */
  readonly products?: readonly string[];
  readonly rules: readonly { readonly rule: string; readonly source: string }[];
  /** ms since 1970. */
  readonly at: number;
}

export interface Standing {
  readonly facts: Facts;
  /** Still in force for this dose. */
  readonly kept?: Kept;
}

/** The day has come on which somebody may choose a time: a notice for the chat that was told so. */
export interface DueNotice extends NoticeBase {
  readonly kind: 'due';
  readonly channel: string;
  readonly dose: number;
}

export interface Reminder extends Pick<DueNotice, 'contact' | 'channel' | 'person' | 'dose'> {
  /** ISO date. */
  readonly from: string;
}

/** Before a place is given. Throws `StoreError`s only; every call may be repeated. `now` in ms. */
export interface Screenings {
  readonly programme: Programme;
  /** What the rules look at, and what they came to last; `undefined` for somebody of whom nothing is known. */
  standing(person: string, dose: number, now: number): Promise<Standing | undefined>;
  /** Whatever dose it was for, as long as it is in force. */
  kept(person: string, now: number): Promise<Kept | undefined>;
  keep(person: string, kept: Kept): Promise<void>;
  /** Has the chat told on the day from which a time can be chosen. */
  remind(reminder: Reminder, now: number): Promise<void>;
  /** The desk's yes: the person may choose a time. `undefined`: nothing was asked of the desk about this person. */
  allow(person: string, now: number): Promise<Kept | undefined>;
}

/** `screenings`: `pk` = `id` = person. */
interface Body {
  readonly sealed: string;
  readonly until: number;
}

const DAY_MS = 86_400_000;
/** How long an answer holds: health changes, and the vaccinator asks again anyhow. */
const HOLDS_DAYS = { yes: 14, later: 400, person: 180 } as const;
/** A doctor's letter, or the desk's word, holds longer than what somebody felt that day. */
const ALLOWED_DAYS = 90;
/** 08.00 WIB. */
const MORNING_MS = 3_600_000;

export interface ScreeningOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
  readonly programme: Programme;
  readonly pause?: Pause;
}

export function createScreenings(options: ScreeningOptions): Screenings {
  const { documents, sealer, pseudonyms, programme, pause = jitter() } = options;
  const factsOf = createFactsOf(options);
  const read = (person: string): Promise<Stored<Body> | undefined> => documents.get<Body>('screenings', person, person);

  async function kept(person: string, now: number): Promise<Kept | undefined> {
    const stored = await read(person);
    if (!stored || stored.body.until <= now) return undefined;
    const one = JSON.parse(sealer.open(stored.body.sealed, person)) as Kept;
    // On that day the questions are asked anew: nobody knows yet how the person feels then.
    return one.from !== undefined && one.decision === 'later' && one.from <= today(now) ? undefined : one;
  }

  function keep(person: string, one: Kept, days: number): Promise<void> {
    const body: Body = { sealed: sealer.seal(JSON.stringify(one), person), until: one.at + days * DAY_MS };
    return persist(pause, async () => {
      const stored = await read(person);
      await documents.put('screenings', person, person, body, stored ? { ifMatch: stored.etag } : { ifNoneMatch: '*' });
      return true;
    }).then(() => undefined);
  }

  return {
    programme,
    kept,
    async standing(person, dose, now) {
      const [facts, one] = await Promise.all([factsOf(person, today(now)), kept(person, now)]);
      if (facts === undefined) return undefined;
      return one?.dose === dose ? { facts, kept: one } : { facts };
    },
    keep: (person, one) => keep(person, one, HOLDS_DAYS[one.decision]),
    async remind({ from, ...who }, now) {
      const { contact, person } = who;
      const key = pseudonyms.of('notice', JSON.stringify(['due', person, contact, from]));
      const due = Math.max(now, Date.parse(`${from}T00:00:00Z`) + MORNING_MS);
      const notice: DueNotice = { kind: 'due', key, ...who, at: now, due };
      await documents.put('notices', contact, key, notice, { ifNoneMatch: '*' }).catch((error: unknown) => {
        // Told so before.
        if (!(error instanceof Conflict)) throw error;
      });
    },
    async allow(person, now) {
      const one = await kept(person, now);
      // Again after a crash, or never held back: the word stands as it is.
      if (one?.decision !== 'person') return one?.decision === 'yes' ? one : undefined;
      const { receipt: _receipt, ...rest } = one;
      const allowed: Kept = { ...rest, decision: 'yes', at: now };
      await keep(person, allowed, ALLOWED_DAYS);
      return allowed;
    },
  };
}
