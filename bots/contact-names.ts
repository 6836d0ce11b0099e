/** How names become contacts: ADR 0011, step by step. Every step may be done again; none takes a name from anybody in secret. */
import type { Alias, ContactDocuments, ContactRecord, NameKind, Versioned } from './contact-documents.ts';

export interface Names {
  readonly phone?: string | undefined;
  readonly user?: string | undefined;
  readonly parent?: string | undefined;
}

export interface Resolved {
  readonly id: string;
  readonly record: ContactRecord;
}

/** Who owns a name at a time; a name that ended is nobody's afterwards, and still its old owner's before. */
async function ownerOf(
  documents: ContactDocuments,
  kind: NameKind,
  name: string | undefined,
  at: number,
): Promise<string | undefined> {
  const found = name === undefined ? undefined : await documents.alias(kind, name);
  if (!found) return undefined;
  const { contact, ended = Number.POSITIVE_INFINITY, before } = found.value;
  // A late repetition of what was written under the old owner.
  if (at < found.value.at && before !== undefined) return before;
  return at < ended ? contact : undefined;
}

/** The owner of a number, unless the number now comes with another person's user id: then it was given away. */
async function ownerByPhone(documents: ContactDocuments, names: Names, at: number): Promise<string | undefined> {
  const owner = await ownerOf(documents, 'phone', names.phone, at);
  if (owner === undefined || names.user === undefined) return owner;
  const { user } = (await documents.contact(owner))?.value ?? {};
  return user === undefined || user === names.user ? owner : undefined;
}

/** Takes a user id for a contact if nobody has it. False: somebody else has, or was faster. */
async function claimUser(
  documents: ContactDocuments,
  kind: NameKind,
  name: string,
  contact: string,
  at: number,
): Promise<boolean> {
  const found = await documents.alias(kind, name);
  if (found) return found.value.contact === contact;
  return documents.putAlias(kind, name, { contact, at }, undefined);
}

/** Takes away the way to reach a contact by a number that is not theirs any more. */
async function unreach(documents: ContactDocuments, id: string, phone: string): Promise<boolean> {
  const stored = await documents.contact(id);
  if (!stored || stored.value.phone !== phone) return true;
  return documents.putContact(id, { ...stored.value, phone: undefined }, stored.etag);
}

type Phone = 'ours' | 'theirs' | 'again';

/**
 * A number goes to whoever Meta names with it last. Its old owner loses it first, so that at no moment two contacts are
 * reached by one number. Older news than what is known changes nothing.
 */
async function claimPhone(documents: ContactDocuments, phone: string, contact: string, at: number): Promise<Phone> {
  const found: Versioned<Alias> | undefined = await documents.alias('phone', phone);
  const live = found !== undefined && found.value.ended === undefined;
  if (live && found.value.contact === contact) return 'ours';
  if (found && at < Math.max(found.value.at, found.value.ended ?? 0)) return 'theirs';
  if (found && found.value.contact !== contact && !(await unreach(documents, found.value.contact, phone)))
    return 'again';
  const before = found && found.value.contact !== contact ? found.value.contact : undefined;
  return (await documents.putAlias('phone', phone, { contact, at, before }, found?.etag)) ? 'ours' : 'again';
}

/** How a contact is reached stays as it is: what was read is older than what is known. */
const AS_BEFORE = Symbol('as before');

/** The contact's own document with these names in it. `undefined`: somebody else wrote it meanwhile. */
async function record(
  documents: ContactDocuments,
  id: string,
  names: Names,
  reach: string | undefined | typeof AS_BEFORE,
): Promise<ContactRecord | undefined> {
  const stored = await documents.contact(id);
  const before = stored?.value ?? {};
  const phone = reach === AS_BEFORE ? before.phone : reach;
  const next = { ...before, phone, user: names.user ?? before.user, parent: names.parent ?? before.parent };
  const same = stored && before.phone === next.phone && before.user === next.user && before.parent === next.parent;
  return same || (await documents.putContact(id, next, stored?.etag)) ? next : undefined;
}

/** Makes a contact for names that nobody has. The first name decides who is made when two processes try at once. */
async function create(documents: ContactDocuments, names: Names, at: number, id: string): Promise<string | undefined> {
  if (names.user !== undefined) return (await claimUser(documents, 'user', names.user, id, at)) ? id : undefined;
  return (await claimPhone(documents, names.phone ?? '', id, at)) === 'ours' ? id : undefined;
}

/** One try; `undefined` when somebody else wrote in between and all must be read again. */
export async function resolveContact(
  documents: ContactDocuments,
  names: Names,
  at: number,
  newId: () => string,
): Promise<Resolved | undefined> {
  const id =
    (await ownerOf(documents, 'user', names.user, at)) ??
    (await ownerOf(documents, 'parent', names.parent, at)) ??
    (await ownerByPhone(documents, names, at)) ??
    (await create(documents, names, at, newId()));
  if (id === undefined) return undefined;
  if (names.user !== undefined && !(await claimUser(documents, 'user', names.user, id, at))) return undefined;
  if (names.parent !== undefined) await claimUser(documents, 'parent', names.parent, id, at);
  const phone = names.phone === undefined ? 'ours' : await claimPhone(documents, names.phone, id, at);
  if (phone === 'again') return undefined;
  const saved = await record(documents, id, names, phone === 'ours' ? names.phone : AS_BEFORE);
  return saved && { id, record: saved };
}

/** One try to carry a contact over to other names; true when it is done, or when nobody has the old ones. */
export async function moveContact(documents: ContactDocuments, from: Names, to: Names, at: number): Promise<boolean> {
  const id =
    (await ownerOf(documents, 'user', from.user, at)) ??
    (await ownerOf(documents, 'parent', from.parent, at)) ??
    (await ownerOf(documents, 'phone', from.phone, at));
  if (id === undefined) return true;
  const stored = await documents.contact(id);
  const user = to.user !== undefined && (await claimUser(documents, 'user', to.user, id, at)) ? to.user : undefined;
  const parent =
    to.parent !== undefined && (await claimUser(documents, 'parent', to.parent, id, at)) ? to.parent : undefined;
  const moved = to.phone === undefined ? 'theirs' : await claimPhone(documents, to.phone, id, at);
  if (moved === 'again') return false;
  const left = from.phone !== undefined && from.phone !== to.phone;
  const kept = left || to.phone !== undefined ? undefined : stored?.value.phone;
  const names = { user: user ?? stored?.value.user, parent: parent ?? stored?.value.parent };
  // First nobody is reached by the old number any more, then it is set free.
  if (!(await record(documents, id, names, moved === 'ours' ? to.phone : kept))) return false;
  return !left || endPhone(documents, from.phone ?? '', id, at);
}

/** The number is nobody's from now on: whoever writes from it next is somebody new, until a user id says otherwise. */
async function endPhone(documents: ContactDocuments, phone: string, id: string, at: number): Promise<boolean> {
  const found = await documents.alias('phone', phone);
  if (!found || found.value.contact !== id || found.value.ended !== undefined) return true;
  return documents.putAlias('phone', phone, { ...found.value, ended: at }, found.etag);
}
