import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import type { Documents } from '../stores/documents.ts';
import { Conflict } from '../stores/errors.ts';

/** What is kept of a contact: its names as they are now, sealed in one document. */
export interface ContactRecord {
  readonly phone?: string | undefined;
  readonly user?: string | undefined;
  readonly parent?: string | undefined;
  readonly marketing?: { readonly value: 'stop' | 'resume'; readonly at: number } | undefined;
}

/** One name, by its keyed hash: whose it is, since when, and until when it was. Times in ms. */
export interface Alias {
  readonly contact: string;
  readonly at: number;
  readonly ended?: number | undefined;
  /** Whose it was before `at`. */
  readonly before?: string | undefined;
}

export interface Versioned<T> {
  readonly etag: string;
  readonly value: T;
}

export type NameKind = 'phone' | 'user' | 'parent';

/** Contacts and names in the container `contacts`, one document each; every write names the version it replaces. */
export interface ContactDocuments {
  alias(kind: NameKind, name: string): Promise<Versioned<Alias> | undefined>;
  /** False when somebody else wrote first. `etag` undefined: there must be none. */
  putAlias(kind: NameKind, name: string, alias: Alias, etag: string | undefined): Promise<boolean>;
  contact(id: string): Promise<Versioned<ContactRecord> | undefined>;
  putContact(id: string, record: ContactRecord, etag: string | undefined): Promise<boolean>;
}

export interface ContactDocumentsOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
  /** `whatsapp` */
  readonly channel: string;
}

async function won(write: Promise<string>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
}

export function createContactDocuments(options: ContactDocumentsOptions): ContactDocuments {
  const { documents, sealer, pseudonyms, channel } = options;
  const aliasId = (kind: NameKind, name: string): string =>
    `a-${pseudonyms.of('contact-name', `${channel} ${kind} ${name}`)}`;
  const condition = (etag: string | undefined) =>
    etag === undefined ? ({ ifNoneMatch: '*' } as const) : { ifMatch: etag };

  return {
    async alias(kind, name) {
      const id = aliasId(kind, name);
      const found = await documents.get<Alias>('contacts', id, id);
      return found && { etag: found.etag, value: found.body };
    },
    putAlias(kind, name, { contact, at, ended, before }, etag) {
      const id = aliasId(kind, name);
      const body = {
        ...{ contact, at },
        ...(ended === undefined ? {} : { ended }),
        ...(before === undefined ? {} : { before }),
      };
      return won(documents.put('contacts', id, id, body, condition(etag)));
    },
    async contact(id) {
      const found = await documents.get<{ sealed: string }>('contacts', id, id);
      return found && { etag: found.etag, value: JSON.parse(sealer.open(found.body.sealed, id)) as ContactRecord };
    },
    putContact: (id, record, etag) =>
      won(
        documents.put('contacts', id, id, { v: 1, sealed: sealer.seal(JSON.stringify(record), id) }, condition(etag)),
      ),
  };
}
