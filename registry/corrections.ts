import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import { newTicketCode } from '../domain/ticket-code.ts';
import type { Documents, Stored } from '../stores/documents.ts';
import { Conflict } from '../stores/errors.ts';
import type { NoticeBase } from './notices.ts';

/** What can be wrong with what is known about somebody; `no_nik`: there is no NIK (yet), so people have to register them;
 * `screening`: the rules or the health questions need a person; `near_miss`: a NIK was probably mistyped;
 * `device`: the chat that registered is gone, and this one may see nothing. */
export const CORRECTIONS = [
  'used',
  'name',
  'birth',
  'phone',
  'dose',
  'moved',
  'device',
  'no_nik',
  'stranger',
  'screening',
  'near_miss',
] as const;
export type CorrectionKind = (typeof CORRECTIONS)[number];

export interface CorrectionAsk {
  readonly kind: CorrectionKind;
  /** In the citizen's words. Not proven: the desk compares it with documents. */
  readonly words: string;
  readonly contact: string;
  readonly channel: string;
  /** Whom it is about, where the chat knows. */
  readonly person?: string;
  /** Idempotency key of the turn. */
  readonly key: string;
}

/** As the desk sees it. */
export interface Correction {
  /** What the citizen was given: proves that it was taken, and finds it again. */
  readonly receipt: string;
  readonly kind: CorrectionKind;
  readonly state: 'open' | 'answered';
  readonly words: string;
  readonly answer?: string;
  /** ms since 1970. */
  readonly at: number;
}

/** The answer, to be told in the chat that asked. */
export interface CorrectionNotice extends NoticeBase {
  readonly kind: 'correction';
  readonly channel: string;
  readonly receipt: string;
}

/** `corrections`: `pk` = `id` = receipt, `open` = since when (ms) while nobody has answered. */
interface Body {
  readonly contact: string;
  readonly channel: string;
  readonly person?: string;
  readonly kind: CorrectionKind;
  readonly words: string;
  readonly at: number;
  readonly open?: number;
  readonly answer?: string;
}

/** Requests to put data right, for people at a desk. Throws `StoreError`s only. `now` in ms. */
export interface Corrections {
  /** Takes a request; the same key gives the same receipt. */
  ask(ask: CorrectionAsk, now: number): Promise<string>;
  /** A request of this contact. Somebody else's receipt is no request. */
  of(receipt: string, contact: string): Promise<Correction | undefined>;
  /** What nobody has answered, oldest first. */
  list(most?: number): Promise<readonly Correction[]>;
  show(receipt: string): Promise<Correction | undefined>;
  /** Whose request is open, and whom it is about where the chat knew; `undefined` when there is none, or it has its answer. */
  about(receipt: string): Promise<Pick<CorrectionAsk, 'contact' | 'channel' | 'person'> | undefined>;
  /** Answers once; the citizen is told in the chat. `undefined`: there is no such request, or it has its answer. */
  answer(receipt: string, words: string, now: number): Promise<Correction | undefined>;
}

const WORDS_MOST = 280;
/** Fits a bubble together with the receipt. */
export const ANSWER_MOST = 220;

export interface CorrectionOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
}

export function createCorrections({ documents, sealer, pseudonyms }: CorrectionOptions): Corrections {
  const read = (receipt: string): Promise<Stored<Body> | undefined> =>
    documents.get<Body>('corrections', receipt, receipt);

  function view({ id, body }: Stored<Body>): Correction {
    const { kind, at, open, answer } = body;
    const state = open === undefined ? 'answered' : 'open';
    const said = answer === undefined ? {} : { answer: sealer.open(answer, id) };
    return { receipt: id, kind, state, words: sealer.open(body.words, id), at, ...said };
  }

  /** Made from the turn, so that a turn run again gives the same; nobody without the key can guess one. */
  const receiptOf = (key: string): string =>
    newTicketCode((bytes) => Buffer.from(pseudonyms.of('receipt', key, bytes), 'base64url'));

  /** Told twice is once, for the key is the receipt's. */
  async function tell({ id, body }: Stored<Body>, now: number): Promise<void> {
    const key = pseudonyms.of('notice', JSON.stringify(['correction', id]));
    const { contact, channel, person = '' } = body;
    const notice: CorrectionNotice = {
      kind: 'correction',
      key,
      contact,
      channel,
      person,
      receipt: id,
      at: now,
      due: now,
    };
    await documents.put('notices', contact, key, notice, { ifNoneMatch: '*' }).catch((error: unknown) => {
      if (!(error instanceof Conflict)) throw error;
    });
  }

  return {
    async ask({ kind, words, contact, channel, person, key }, now) {
      const receipt = receiptOf(key);
      const about = person === undefined ? {} : { person };
      const sealed = sealer.seal(words.slice(0, WORDS_MOST), receipt);
      const body: Body = { contact, channel, ...about, kind, words: sealed, at: now, open: now };
      try {
        await documents.put('corrections', receipt, receipt, body, { ifNoneMatch: '*' });
      } catch (error) {
        // The same turn, run again.
        if (!(error instanceof Conflict)) throw error;
      }
      return receipt;
    },
    async of(receipt, contact) {
      const stored = await read(receipt);
      return stored?.body.contact === contact ? view(stored) : undefined;
    },
    async list(most = 100) {
      const page = await documents.query<Body>('corrections', {
        index: { field: 'open', from: 0 },
        order: { field: 'open' },
        limit: most,
      });
      return page.items.map(view);
    },
    async show(receipt) {
      const stored = await read(receipt);
      return stored && view(stored);
    },
    async about(receipt) {
      const body = (await read(receipt))?.body;
      if (body?.open === undefined) return undefined;
      const { contact, channel, person } = body;
      return { contact, channel, ...(person === undefined ? {} : { person }) };
    },
    async answer(receipt, words, now) {
      const stored = await read(receipt);
      if (!stored || stored.body.open === undefined) return undefined;
      const said: Body = { ...stored.body, answer: sealer.seal(words.slice(0, ANSWER_MOST), receipt) };
      const ifMatch = await documents.put('corrections', receipt, receipt, said, { ifMatch: stored.etag });
      // Open until the notice is on disk: after a crash the desk answers again, and nothing is lost.
      await tell({ ...stored, body: said }, now);
      const { open: _open, ...body } = said;
      const etag = await documents.put('corrections', receipt, receipt, body, { ifMatch });
      return view({ ...stored, etag, body });
    },
  };
}
