import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import { newTicketCode } from '../domain/ticket-code.ts';
import type { Documents } from '../stores/documents.ts';
import { Conflict } from '../stores/errors.ts';

/** Answers on their way to another channel. Sealed; read with the code alone, once, within a quarter of an hour. */
export interface Drafts {
  /** Puts answers away; the same key answers the same code. `now` in ms. */
  put(answers: Readonly<Record<string, string>>, key: string, now: number): Promise<string>;
  /** The answers behind a code, once: a second time only for the very turn that took them. */
  take(code: string, key: string): Promise<Readonly<Record<string, string>> | undefined>;
}

/** `drafts`: `pk` = `id` = keyed hash of the code, `until` = when it is gone. */
interface Body {
  readonly sealed: string;
  readonly until: number;
  /** The turn that took it. */
  readonly by?: string;
}

export const DRAFT_MS = 15 * 60_000;

export interface DraftOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
}

export function createDrafts({ documents, sealer, pseudonyms }: DraftOptions): Drafts {
  const idOf = (code: string): string => pseudonyms.of('draft', code);
  // Made from the turn and the installation's key: nobody guesses it, and the turn run again gives the same.
  const codeOf = (key: string): string =>
    newTicketCode((bytes) => Buffer.from(pseudonyms.of('draft-code', key, bytes), 'base64url'));

  return {
    async put(answers, key, now) {
      const code = codeOf(key);
      const id = idOf(code);
      const body: Body = { sealed: sealer.seal(JSON.stringify(answers), id), until: now + DRAFT_MS };
      try {
        await documents.put('drafts', id, id, body, { ifNoneMatch: '*' });
      } catch (error) {
        // The same turn, run again.
        if (!(error instanceof Conflict)) throw error;
      }
      return code;
    },
    async take(code, key) {
      const id = idOf(code);
      const stored = await documents.get<Body>('drafts', id, id);
      const by = stored?.body.by;
      if (!stored || (by !== undefined && by !== key)) return undefined;
      try {
        if (by === undefined)
          await documents.put('drafts', id, id, { ...stored.body, by: key }, { ifMatch: stored.etag });
      } catch (error) {
        // Somebody else was faster: theirs it is.
        if (error instanceof Conflict) return undefined;
        throw error;
      }
      return JSON.parse(sealer.open(stored.body.sealed, id)) as Record<string, string>;
    },
  };
}
