import type { ContactRecord } from './contact-documents.ts';
import type { Names } from './contact-names.ts';

export interface Contact {
  readonly id: string;
  readonly phone?: string | undefined;
  readonly user?: string | undefined;
}

interface Kept {
  readonly contact: Contact;
  readonly readAt: number;
}

/** Contacts in RAM, by id and by name; least recently read first. What is older than `trustMs` is read again. */
export interface ContactCache {
  /** The contact of exactly these names; `undefined` when any of them differs from what was read. */
  of(names: Names): Contact | undefined;
  byId(id: string): Contact | undefined;
  keep(id: string, record: ContactRecord): Contact;
  forget(names: Names): void;
}

export function createContactCache(options: {
  readonly clock: () => number;
  readonly trustMs: number;
  readonly copies: number;
}): ContactCache {
  const { clock, trustMs, copies } = options;
  const ids = new Map<string, Kept>();
  const names = new Map<string, string>();
  const keysOf = ({ phone, user }: Names): string[] => [
    ...(user === undefined ? [] : [`u${user}`]),
    ...(phone === undefined ? [] : [`p${phone}`]),
  ];

  function drop(id: string): void {
    const kept = ids.get(id);
    if (!kept) return;
    ids.delete(id);
    for (const key of keysOf(kept.contact)) if (names.get(key) === id) names.delete(key);
  }

  function byId(id: string): Contact | undefined {
    const kept = ids.get(id);
    return kept && clock() - kept.readAt < trustMs ? kept.contact : undefined;
  }

  return {
    byId,
    of({ phone, user }) {
      const id = user === undefined ? names.get(`p${phone}`) : names.get(`u${user}`);
      const contact = id === undefined ? undefined : byId(id);
      // A message without a number while one is known must go the long way once: how to reach them has changed.
      return contact && contact.phone === phone && (user === undefined || contact.user === user) ? contact : undefined;
    },
    keep(id, { phone, user }) {
      drop(id);
      const contact: Contact = { id, phone, user };
      ids.set(id, { contact, readAt: clock() });
      for (const key of keysOf(contact)) names.set(key, id);
      if (ids.size > copies) drop(ids.keys().next().value ?? '');
      return contact;
    },
    forget(given) {
      for (const key of keysOf(given)) drop(names.get(key) ?? '');
    },
  };
}
