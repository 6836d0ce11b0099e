import type { Sealer } from '../domain/sealer.ts';
import type { Documents } from '../stores/documents.ts';
import { type ConversationBody, closeBody, freshInner, type Inner, openBody } from './conversation.ts';

/** A conversation in hand: what it holds, and the version it was read at. */
export interface Held {
  readonly id: string;
  readonly inner: Inner;
  /** `undefined`: there is no document yet. */
  etag: string | undefined;
  /** The document as last read or written. */
  body: ConversationBody | undefined;
}

/**
 * Conversations in RAM in front of the store. The copy is trusted for reading only: every write names the etag it was
 * read at, so a copy that another process has overtaken fails with `Conflict`, is dropped here and read anew.
 * A `Held` is mutated by its turn, therefore whoever gives up a turn half way must `drop` it.
 */
export interface Memory {
  load(id: string, channel: string, address: string): Promise<Held>;
  /** Reads the store even when there is a copy, and keeps the copy only when it is still the newest version. */
  reload(id: string): Promise<Held | undefined>;
  /** Saves if unchanged. On any failure the copy is dropped and the error passed on. */
  save(held: Held, now: number): Promise<void>;
  /** Crosses out the whole outbox without opening the sealed part: one cheap write. */
  crossOut(held: Held): Promise<void>;
  drop(id: string): void;
  /** The copy in RAM, if there is one, however old. */
  peek(id: string): Held | undefined;
  /** The conversation as it was last saved, for a turn that went wrong half way. */
  pristine(held: Held): Inner | undefined;
}

export interface MemoryOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  /** How many conversations are kept in RAM, about 6 KB each. */
  readonly copies: number;
}

export function createMemory({ documents, sealer, copies }: MemoryOptions): Memory {
  // Least recently used first: a Map keeps the order of insertion.
  const held = new Map<string, Held>();

  function keep(one: Held): Held {
    held.delete(one.id);
    held.set(one.id, one);
    if (held.size > copies) {
      const oldest = held.keys().next();
      if (!oldest.done) held.delete(oldest.value);
    }
    return one;
  }

  async function read(id: string): Promise<Held | undefined> {
    const stored = await documents.get<ConversationBody>('conversations', id, id);
    if (!stored) return undefined;
    const copy = held.get(id);
    if (copy && copy.etag === stored.etag) return copy;
    return keep({ id, etag: stored.etag, body: stored.body, inner: openBody(sealer, id, stored.body) });
  }

  async function write(one: Held, body: ConversationBody): Promise<void> {
    try {
      const condition = one.etag === undefined ? ({ ifNoneMatch: '*' } as const) : { ifMatch: one.etag };
      one.etag = await documents.put('conversations', one.id, one.id, body, condition);
      one.body = body;
      keep(one);
    } catch (error) {
      held.delete(one.id);
      throw error;
    }
  }

  return {
    async load(id, channel, address) {
      const copy = held.get(id);
      if (copy) return copy;
      return (await read(id)) ?? { id, etag: undefined, body: undefined, inner: freshInner(channel, address) };
    },
    reload: read,
    save: (one, now) => write(one, closeBody(sealer, one.id, one.inner, now)),
    crossOut(one) {
      if (!one.body) return Promise.resolve();
      one.inner.outbox = [];
      return write(one, { v: one.body.v, at: one.body.at, sealed: one.body.sealed });
    },
    peek: (id) => held.get(id),
    drop: (id) => void held.delete(id),
    pristine: (one) => one.body && openBody(sealer, one.id, one.body),
  };
}
