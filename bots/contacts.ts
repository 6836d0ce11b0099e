import { randomBytes } from 'node:crypto';
import { type Contact, createContactCache } from './contact-cache.ts';
import type { ContactDocuments, ContactRecord } from './contact-documents.ts';
import { moveContact, type Names, resolveContact } from './contact-names.ts';

/** Implements `adapters/meta/contacts.ts`; `app.ts`, where both meet, is where the compiler compares them. */
export interface Contacts {
  find(names: Names, at: number): Promise<Contact>;
  move(from: Names, to: Names, at: number): Promise<void>;
  get(id: string): Promise<Contact | undefined>;
  prefer(names: Names, marketing: 'stop' | 'resume', at: number): Promise<void>;
}

export interface ContactsOptions {
  readonly documents: ContactDocuments;
  readonly clock: () => number;
  /** How long what was read is believed, ms: so long another process' change of a number may stay unseen. */
  readonly trustMs?: number;
  /** Contacts kept in RAM. */
  readonly copies?: number;
}

/** Times that a step is done again after somebody else wrote first. Each loss means that somebody else got on. */
const AGAIN = 8;

/** Somebody else wrote the same contact again and again. Come back later. */
class ContactsBusy extends Error {
  override readonly name = 'ContactsBusy';
  constructor() {
    super('the names of a contact were changed too often while they were read');
  }
}

/**
 * Contacts over documents. Known names cost nothing while they are in RAM, two point reads else. Names of one person are
 * resolved one after the other in a process; between processes the conditional writes decide.
 */
export function createContacts({ documents, clock, trustMs = 60_000, copies = 20_000 }: ContactsOptions): Contacts {
  const cache = createContactCache({ clock, trustMs, copies });
  /** One chain per first name, or two quick messages of a new citizen would race each other. */
  const chains = new Map<string, Promise<unknown>>();

  function inTurn<T>(names: Names, task: () => Promise<T>): Promise<T> {
    const key = names.user ?? names.phone ?? '';
    const before = chains.get(key) ?? Promise.resolve();
    const run = before.then(task, task);
    chains.set(key, run);
    const done = (): void => {
      if (chains.get(key) === run) chains.delete(key);
    };
    run.then(done, done);
    return run;
  }

  async function find(names: Names, at: number): Promise<Contact> {
    const known = cache.of(names);
    if (known) return known;
    for (let again = 0; again < AGAIN; again += 1) {
      const found = await resolveContact(documents, names, at, () => `c-${randomBytes(12).toString('base64url')}`);
      if (found) return cache.keep(found.id, found.record);
    }
    throw new ContactsBusy();
  }

  async function change(id: string, next: (before: ContactRecord) => ContactRecord): Promise<void> {
    for (let again = 0; again < AGAIN; again += 1) {
      const stored = await documents.contact(id);
      if (await documents.putContact(id, next(stored?.value ?? {}), stored?.etag)) return;
    }
    throw new ContactsBusy();
  }

  function findInTurn(names: Names, at: number): Promise<Contact> {
    const known = cache.of(names);
    return known ? Promise.resolve(known) : inTurn(names, () => find(names, at));
  }

  return {
    find: findInTurn,
    move: (from, to, at) =>
      inTurn(from, async () => {
        let moved = false;
        for (let again = 0; again < AGAIN && !moved; again += 1) moved = await moveContact(documents, from, to, at);
        cache.forget(from);
        cache.forget(to);
        if (!moved) throw new ContactsBusy();
      }),
    async get(id) {
      const known = cache.byId(id);
      if (known) return known;
      const stored = await documents.contact(id);
      return stored && cache.keep(id, stored.value);
    },
    async prefer(names, value, at) {
      const { id } = await findInTurn(names, at);
      await inTurn(names, () =>
        change(id, (before) => ((before.marketing?.at ?? 0) > at ? before : { ...before, marketing: { value, at } })),
      );
    },
  };
}
