import type { Pseudonyms } from '../domain/sealer.ts';
import { jitter, type Pause, persist } from '../registry/retry.ts';
import type { BulkOperation, Documents, Stored } from '../stores/documents.ts';
import { Conflict } from '../stores/errors.ts';
import { type Holder, liveHolders, type SessionBody } from './bodies.ts';
import type { Recording } from './recording.ts';

/**
 * Something that one person has to hear outside a conversation: `notices`, `pk` = contact, `id` = key. Written once;
 * whoever delivers it removes it or moves `due` on. What is said is made of these facts at delivery, when they are read
 * anew: a session may have changed twice by then.
 */
export interface Notice {
  readonly kind: 'session_cancelled' | 'session_changed';
  /** The same event gives the same key: delivering by key tells nobody twice. */
  readonly key: string;
  readonly contact: string;
  readonly person: string;
  readonly dose: number;
  readonly site: string;
  readonly session: string;
  /** ms: when it happened, and from when it may be told. Reminders will have a `due` in the future. */
  readonly at: number;
  readonly due: number;
}

export interface SessionTimes {
  /** ms since 1970. */
  readonly start: number;
  readonly end: number;
}

/** What came of a change by the ministry. `booked`: how many people have a place and are told. */
export type Changed = { readonly kind: 'done' | 'unchanged'; readonly booked: number } | { readonly kind: 'unknown' };

export interface Changes {
  /** Calls a session off. Its places are no longer given, and everybody who has one gets a notice. */
  cancel(site: string, session: string, now: number): Promise<Changed>;
  /** Gives a session other hours; who has a place keeps it and gets a notice. */
  move(site: string, session: string, times: SessionTimes, now: number): Promise<Changed>;
  /** Writes the notices that a crash left unwritten. Answers how many sessions it saw to. */
  tell(): Promise<number>;
}

export interface ChangesOptions {
  readonly documents: Documents;
  readonly pseudonyms: Pseudonyms;
  /** Hears of the appointments that a change is about. */
  readonly recording?: Pick<Recording, 'mark'> | undefined;
  readonly pause?: Pause;
}

const PAGE = 100;
const CHUNK = 200;

/** Who has an appointment: a place that is only kept, or was used, is none. */
function booked(body: SessionBody, now: number): [key: string, holder: Holder][] {
  return Object.entries(liveHolders(body, now)).filter(
    ([, { until, used }]) => until === undefined && used === undefined,
  );
}

/** How many people have an appointment in a session. */
export const bookedIn = (body: SessionBody, now: number): number => booked(body, now).length;

/**
 * Changes of sessions by the ministry. The change and the mark that it is `untold` are one write of the session; the
 * notices follow under keys made of the event, and then the mark goes. A crash anywhere leaves the mark, and the next
 * `tell` writes the same notices again over themselves.
 */
export function createChanges({ documents, pseudonyms, recording, pause = jitter() }: ChangesOptions): Changes {
  const read = (site: string, id: string): Promise<Stored<SessionBody> | undefined> =>
    documents.get<SessionBody>('sessions', site, id);

  function noticesOf({ id, body }: Stored<SessionBody>, at: number): Notice[] {
    const kind = body.cancelled === undefined ? 'session_changed' : 'session_cancelled';
    // Who booked after the change knows it.
    const before = booked(body, at).filter(([, holder]) => holder.at <= at);
    return before.map(([holder, { contact }]) => {
      const split = holder.lastIndexOf('|');
      const key = pseudonyms.of('notice', JSON.stringify([kind, id, at, holder]));
      const whose = { person: holder.slice(0, split), dose: Number(holder.slice(split + 1)) };
      return { kind, key, contact, ...whose, site: body.site, session: id, at, due: at };
    });
  }

  async function write(notices: readonly Notice[]): Promise<void> {
    for (let from = 0; from < notices.length; from += CHUNK) {
      const chunk = notices.slice(from, from + CHUNK);
      const operations = chunk.map((one): BulkOperation => {
        return { pk: one.contact, id: one.key, put: { ...one }, ifNoneMatch: '*' };
      });
      for (const result of await documents.bulk('notices', operations)) {
        if (!result.ok && !(result.error instanceof Conflict)) throw result.error;
      }
    }
  }

  /** Writes the notices of a session that is marked, and takes the mark off. */
  function tellOf(site: string, id: string): Promise<boolean> {
    return persist(pause, async () => {
      const session = await read(site, id);
      if (session?.body.untold === undefined) return true;
      const { untold, ...told } = session.body;
      const notices = noticesOf(session, untold);
      await write(notices);
      for (const { person, dose, at } of notices) await recording?.mark(person, dose, at);
      // Somebody who gave the place back meanwhile makes this fail, and it is looked at anew.
      await documents.put('sessions', site, id, told, { ifMatch: session.etag });
      return true;
    });
  }

  async function apply(site: string, id: string, now: number, next: (body: SessionBody) => SessionBody | undefined) {
    const changed = await persist(pause, async (): Promise<Changed> => {
      const session = await read(site, id);
      if (!session) return { kind: 'unknown' };
      const body = next(session.body);
      if (body) await documents.put('sessions', site, id, { ...body, untold: now }, { ifMatch: session.etag });
      return { kind: body ? 'done' : 'unchanged', booked: bookedIn(session.body, now) };
    });
    await tellOf(site, id);
    return changed;
  }

  return {
    cancel: (site, id, now) =>
      apply(site, id, now, (body) => (body.cancelled === undefined ? { ...body, cancelled: now } : undefined)),
    move: (site, id, { start, end }, now) =>
      apply(site, id, now, (body) => {
        if (body.cancelled !== undefined || (body.start === start && body.end === end)) return undefined;
        const closes = body.closes === undefined ? {} : { closes: body.closes + end - body.end };
        return { ...body, start, end, ...closes, moved: now };
      }),
    async tell() {
      let count = 0;
      let continuation: string | undefined;
      do {
        const page = await documents.query<SessionBody>('sessions', {
          ...{ index: { field: 'untold', from: 0 }, limit: PAGE },
          ...(continuation === undefined ? {} : { continuation }),
        });
        for (const { pk, id } of page.items) await tellOf(pk, id);
        count += page.items.length;
        continuation = page.continuation;
      } while (continuation !== undefined);
      return count;
    },
  };
}
