import type { Documents, Stored } from '../stores/documents.ts';
import { Conflict, NotFound } from '../stores/errors.ts';
import type { Verdict } from './registry.ts';
import { jitter, type Pause, persist } from './retry.ts';

/**
 * News for one contact about one person, outside a turn: `notices`, `pk` = contact, `id` = key. Other rooms write notices of
 * their own kinds there; all of them have these fields and are delivered by the same loop.
 */
export interface NoticeBase {
  readonly kind: string;
  /** Keyed hash of the event: the same news is told once. */
  readonly key: string;
  readonly contact: string;
  readonly person: string;
  /** ms: when it happened. */
  readonly at: number;
  /** ms: from when on it is to be told; gone once it was. */
  readonly due?: number;
  /** It did not arrive where the citizen was last: told in the chat it was written for, and nowhere else. */
  readonly stay?: true;
}

/** The registry has decided about somebody, or thinks otherwise than before. */
export interface VerdictNotice extends NoticeBase {
  readonly kind: 'verdict';
  /** Where the citizen was when they asked. */
  readonly channel?: string;
  readonly verdict: Verdict;
  /** What the citizen was told when it was taken. */
  readonly receipt?: string;
}

/** `told`: done. `later`: the channel or the conversation cannot take it now. `never`: there is nobody to tell any more. */
export type Told = 'told' | 'later' | 'never';

/** Tells a citizen. Called again with the same notice after a crash: telling it twice must change nothing. */
export type Tell = (notice: NoticeBase) => Promise<Told>;

export interface Notices {
  /** Writes it down; the same notice again changes nothing. */
  add(notice: VerdictNotice): Promise<void>;
  /** Tells what is due, oldest first; answers how many were told. Throws `StoreError`s only. */
  deliver(tell: Tell, most?: number): Promise<number>;
  /** What was told in another chat did not arrive there: it is due again, for its own chat. Repeating it changes nothing. */
  comeBack(of: Pick<NoticeBase, 'contact' | 'key'>): Promise<void>;
}

interface NoticeBody extends NoticeBase {
  readonly tries?: number;
  /** ms: when what was told may be forgotten. */
  readonly until?: number;
}

/** Kept after it was told, so that the same news is known to be old. */
const KEPT_MS = 45 * 86_400_000;
/** A worker that took a notice and died gives it back after so long. */
const LEASE_MS = 60_000;
const AGAIN_MS = 5 * 60_000;
const AGAIN_MOST_MS = 3_600_000;

const isLost = (error: unknown): boolean => error instanceof Conflict || error instanceof NotFound;

/** Notices, at least once each: what is to be told is on disk before it is told. */
export function createNotices(documents: Documents, clock: () => number = Date.now, pause: Pause = jitter()): Notices {
  async function put(stored: Stored<NoticeBody>, body: NoticeBody): Promise<string | undefined> {
    try {
      return await documents.put('notices', stored.pk, stored.id, body, { ifMatch: stored.etag });
    } catch (error) {
      if (isLost(error)) return undefined;
      throw error;
    }
  }

  function after(body: NoticeBody, told: Told): NoticeBody {
    const { due: _due, ...rest } = body;
    if (told !== 'later') return { ...rest, until: clock() + KEPT_MS };
    const tries = body.tries ?? 0;
    const wait = Math.min(AGAIN_MS * 2 ** Math.min(tries, 10), AGAIN_MOST_MS);
    return { ...rest, tries: tries + 1, due: clock() + wait };
  }

  async function one(stored: Stored<NoticeBody>, tell: Tell): Promise<boolean> {
    const { body } = stored;
    const etag = await put(stored, { ...body, due: clock() + LEASE_MS });
    if (etag === undefined) return false;
    const told = await tell(body);
    await put({ ...stored, etag }, after(body, told));
    return told === 'told';
  }

  return {
    async add(notice) {
      const body: VerdictNotice = { ...notice, due: notice.due ?? notice.at };
      try {
        await documents.put('notices', notice.contact, notice.key, body, { ifNoneMatch: '*' });
      } catch (error) {
        if (!isLost(error)) throw error;
      }
    },
    async deliver(tell, most = 100) {
      const index = { field: 'due', to: clock() };
      const { items } = await documents.query<NoticeBody>('notices', { index, order: { field: 'due' }, limit: most });
      let told = 0;
      for (const stored of items) if (await one(stored, tell)) told += 1;
      return told;
    },
    async comeBack({ contact, key }) {
      await persist(pause, async () => {
        const stored = await documents.get<NoticeBody>('notices', contact, key);
        if (!stored || stored.body.stay) return true;
        const { until: _until, tries: _tries, ...rest } = stored.body;
        const body: NoticeBody = { ...rest, due: clock(), stay: true };
        await documents.put('notices', contact, key, body, { ifMatch: stored.etag });
        return true;
      });
    },
  };
}
