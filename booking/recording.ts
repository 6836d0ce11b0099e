import { word } from '../domain/log.ts';
import type { Metrics } from '../domain/metrics.ts';
import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import type { Happening } from '../registry/driver.ts';
import type { Reporting } from '../registry/reporting.ts';
import { isStale, jitter, type Pause, persist } from '../registry/retry.ts';
import type { Documents, Stored } from '../stores/documents.ts';
import type { Standing, Standings } from './standing.ts';
import { DAY, localDate } from './times.ts';

/** What the registry was told last of one person and dose. */
interface Told {
  readonly event: Happening['event'];
  readonly on: string;
  /** Which place of which ticket: a ticket that moved is news. */
  readonly place: string;
}

/** `recordings`: `pk` = `id` = keyed hash of person and dose. `due` is set while somebody has to look. */
interface Body {
  readonly person: string;
  readonly dose: number;
  readonly due?: number;
  /** When an appointment was last about to change, ms. */
  readonly since: number;
  readonly told?: Told;
  /** When the registry is asked once more before the appointment, ms. */
  readonly look?: number;
  readonly tries?: number;
}

/**
 * Tells the registry of appointments: made, moved, cancelled. What it is told is not noted step by step but read from the
 * booking itself, which is the truth: before an appointment changes, a mark says that it may; afterwards somebody compares
 * it with what was told last. A crash anywhere leaves the mark, and no citizen waits for a registry.
 */
export interface Recording {
  /** Before every step that may change an appointment. `now` in ms. Throws `StoreError`s only. */
  mark(person: string, dose: number, now: number): Promise<void>;
  /** Sees to what is due; answers how much the registry was told. */
  run(now: number): Promise<number>;
}

export interface RecordingOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
  readonly standings: Standings;
  readonly reporting: Reporting;
  readonly metrics: Metrics;
  /** Lets a caller through at the pace that the registry bears. */
  readonly pace?: () => Promise<void>;
  readonly pause?: Pause;
}

/** A booking is done by then; when not, the next look sees it. */
const SOON_MS = 3_000;
const AGAIN_MS = 15_000;
/** So long after a mark nothing is under way any more. */
const OVER_MS = 2 * 60_000;
/** Longer than a call and its tries: a worker that died gives it back. */
const LEASE_MS = 60_000;
const BACKOFF_MS = [5_000, 15 * 60_000] as const;
const PAGE = 50;

function toldOf(standing: Standing | undefined, before: Told | undefined): Told | undefined {
  if (standing) return { event: 'booked', on: localDate(standing.start, standing.zone), place: standing.place };
  return before?.event === 'booked' ? { ...before, event: 'cancelled' } : before;
}

const same = (a: Told | undefined, b: Told | undefined): boolean =>
  a?.event === b?.event && a?.on === b?.on && a?.place === b?.place;

export function createRecording(options: RecordingOptions): Recording {
  const { documents, pseudonyms, standings, reporting, metrics, pace, pause = jitter() } = options;
  const idOf = (person: string, dose: number): string => pseudonyms.of('recording', JSON.stringify([person, dose]));

  async function put({ id, etag }: Stored<Body>, body: Body): Promise<Stored<Body> | undefined> {
    try {
      return { pk: id, id, body, etag: await documents.put('recordings', id, id, body, { ifMatch: etag }) };
    } catch (error) {
      // Marked anew meanwhile, or somebody else's by now: it is due again.
      if (!isStale(error)) throw error;
      return undefined;
    }
  }

  /** What is left to do when the registry knows: to ask it once more the day before, or until a step under way is over. */
  function next({ due: _due, tries: _tries, ...body }: Body, standing: Standing | undefined, now: number): Body {
    if (now - body.since < OVER_MS) return { ...body, due: now + AGAIN_MS };
    const look = standing && standing.start - DAY;
    if (look === undefined || look <= (body.look ?? body.since)) return body;
    return look > now ? { ...body, due: look } : body;
  }

  function later(body: Body, waitMs: number, now: number): Body {
    const tries = body.tries ?? 0;
    const wait = Math.min(BACKOFF_MS[1], BACKOFF_MS[0] * 2 ** Math.min(tries, 10)) * (0.5 + Math.random() / 2);
    return { ...body, tries: tries + 1, due: now + Math.max(waitMs, Math.round(wait)) };
  }

  /** Tells the registry what it does not know; the body afterwards. */
  async function tell(body: Body, told: Told, standing: Standing | undefined, now: number): Promise<Body> {
    const { person, dose } = body;
    const key = pseudonyms.of('happening', JSON.stringify([person, dose, told.place, told.event, told.on]));
    await pace?.();
    const answer = await reporting.record(person, { event: told.event, dose, on: told.on }, key, now);
    metrics.count('registry_records_total', { event: word(told.event), answer: word(answer.kind) });
    if (answer.kind === 'unavailable') return later(body, answer.retryAfterMs, now);
    return next({ ...body, told }, standing, now);
  }

  /** A day before an appointment the registry is asked once more whether it still says yes. */
  async function lookAgain(body: Body, standing: Standing, now: number): Promise<Body> {
    await pace?.();
    const { person, dose } = body;
    const wait = await reporting.lookAgain({ person, dose, contact: standing.contact }, standing.place, now);
    return wait === undefined ? next({ ...body, look: now }, standing, now) : later(body, wait, now);
  }

  async function one(stored: Stored<Body>, now: number): Promise<boolean> {
    const mine = await put(stored, { ...stored.body, due: now + LEASE_MS });
    if (!mine) return false;
    const { body } = mine;
    const standing = await standings.of(body.person, body.dose, now);
    const told = toldOf(standing, body.told);
    const news = told !== undefined && !same(told, body.told);
    const soon = standing !== undefined && standing.start - DAY <= now && standing.start > now;
    if (news) await put(mine, await tell(body, told, standing, now));
    else if (soon && body.look === undefined && now - body.since >= OVER_MS)
      await put(mine, await lookAgain(body, standing, now));
    else await put(mine, next(body, standing, now));
    return news;
  }

  return {
    mark: (person, dose, now) =>
      persist(pause, async () => {
        const id = idOf(person, dose);
        const stored = await documents.get<Body>('recordings', id, id);
        const { look: _look, ...kept } = stored?.body ?? { person, dose };
        const condition = stored ? { ifMatch: stored.etag } : ({ ifNoneMatch: '*' } as const);
        await documents.put('recordings', id, id, { ...kept, since: now, due: now + SOON_MS }, condition);
        return true;
      }).then(() => undefined),
    async run(now) {
      const index = { field: 'due', to: now };
      const page = await documents.query<Body>('recordings', { index, order: { field: 'due' }, limit: PAGE });
      let told = 0;
      for (const stored of page.items) if (await one(stored, now)) told += 1;
      return told;
    },
  };
}
