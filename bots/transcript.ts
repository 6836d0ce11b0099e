import type { Activity } from 'botframework-schema';
import type { Sealer } from '../domain/sealer.ts';
import type { BulkOperation, Documents } from '../stores/documents.ts';
import { Conflict } from '../stores/errors.ts';

/** One line of a web chat's history. The adapter declares the same shape; `app.ts` is where the compiler compares them. */
export interface TranscriptItem {
  readonly id: string;
  readonly n: number;
  readonly activity: Partial<Activity>;
}

export interface Transcript {
  append(conversation: string, items: readonly TranscriptItem[], now: number): Promise<void>;
  after(conversation: string, after: number, limit: number): Promise<readonly TranscriptItem[]>;
  changedSince(since: number): Promise<{ readonly conversations: readonly string[]; readonly newest: number }>;
}

export interface TranscriptOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  /** How long a line is kept, ms. */
  readonly ttlMs: number;
  /** How far `changedSince` looks back behind its `since`, ms: more than the clocks differ and a commit takes. */
  readonly marginMs?: number;
}

/** A line as it is stored: its place and time in the open, what was said sealed and bound to this very line. */
interface LineBody {
  readonly n: number;
  readonly at: number;
  readonly until: number;
  readonly sealed: string;
}

const PAGE = 1_000;
/** Pages of one look at what changed. Beyond them the next look goes on where this one stopped. */
const PAGES_MOST = 20;

/**
 * The history of web chats in the container `transcripts`. The partition is the Direct Line conversation id itself: it is
 * random, invented by us and says nothing about anybody, and whoever reads it here still cannot sign a token for it.
 */
export function createTranscript({ documents, sealer, ttlMs, marginMs = 2_000 }: TranscriptOptions): Transcript {
  // Both parts: an id alone could be moved, with its text, to another conversation.
  const record = (conversation: string, id: string): string => `transcripts ${conversation} ${id}`;

  return {
    async append(conversation, items, now) {
      const operations = items.map(({ id, n, activity }): BulkOperation => {
        const sealed = sealer.seal(JSON.stringify(activity), record(conversation, id));
        return { pk: conversation, id, put: { n, at: now, until: now + ttlMs, sealed }, ifNoneMatch: '*' };
      });
      for (const result of await documents.bulk('transcripts', operations)) {
        // A conflict: this line was written by an earlier attempt whose end nobody saw.
        if (!result.ok && !(result.error instanceof Conflict)) throw result.error;
      }
    },

    async after(conversation, after, limit) {
      const page = await documents.query<LineBody>('transcripts', {
        pk: conversation,
        index: { field: 'n', from: after + 1 },
        order: { field: 'n' },
        limit: Math.min(PAGE, limit),
      });
      return page.items.map(({ id, body }) => {
        const activity: Partial<Activity> = JSON.parse(sealer.open(body.sealed, record(conversation, id)));
        return { id, n: body.n, activity };
      });
    },

    /**
     * Looks back `marginMs` behind `since`: a line's `at` is taken before it is committed, by the clock of whoever wrote
     * it, so it may become visible after lines that are newer. Conversations are therefore named more than once; a
     * reader that knows how far it has read finds nothing new in them.
     */
    async changedSince(since) {
      const conversations = new Set<string>();
      let newest = since;
      let continuation: string | undefined;
      for (let pages = 0; pages < PAGES_MOST; pages += 1) {
        const page = await documents.query<LineBody>('transcripts', {
          index: { field: 'at', from: since - marginMs },
          order: { field: 'at' },
          limit: PAGE,
          ...(continuation === undefined ? {} : { continuation }),
        });
        for (const { pk, body } of page.items) {
          conversations.add(pk);
          newest = Math.max(newest, body.at);
        }
        continuation = page.continuation;
        if (continuation === undefined) break;
      }
      return { conversations: [...conversations], newest };
    },
  };
}
