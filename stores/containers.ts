/**
 * Every container, declared once: partition key, indexed fields, and whether its documents expire.
 * A driver indexes exactly these fields and refuses to query by any other, so no scan happens by accident.
 * Adding a field here needs `sapa provision` on Cosmos; SQLite adds the column when it opens the file.
 */
export interface ContainerSpec {
  /** What the partition key holds, for the reader; the value is always a keyed hash or an invented code. */
  readonly partition: string;
  /** A partition has one document (`pk` = `id`): then no index within a partition is kept, which every write would pay for. */
  readonly alone?: true;
  /** Top-level fields of the body that may be queried and ordered by. Numbers or strings. */
  readonly indexes: readonly string[];
  /** Top-level number field (ms since 1970) after which a document counts as gone, checked on read by both drivers. */
  readonly expires?: string;
}

export const CONTAINERS = {
  /** One document per conversation: `pk` = `id` = `<channel>|<hashed contact>`. `due` is set while replies are unspoken. */
  conversations: { partition: 'conversation', alone: true, indexes: ['due'] },
  /**
   * What channels reported of replies, until the conversations say it: `pk` = `id` = an invented id, `at` = when. Many
   * reports to a document.
   */
  reports: { partition: 'note', alone: true, indexes: ['at'], expires: 'until' },
  /** Web chat history: `pk` = conversation, `id` = activity id, `n` = order, `at` = when it was written. */
  transcripts: { partition: 'conversation', indexes: ['n', 'at'], expires: 'until' },
  /** One document per person: `pk` = `id` = keyed hash of the NIK; `reach` = keyed hash of the phone in the list. */
  persons: { partition: 'person', alone: true, indexes: ['updated', 'reach'] },
  /** What citizens confirmed and a distant registry decides: `pk` = `id` = person. `due` is set while there is work. */
  submissions: { partition: 'person', alone: true, indexes: ['due'] },
  /**
   * Who may see a person, and what a contact has asked for: `pk` = `id` = the person's id, or `c-` and the contact's; whose
   * phone has a role: `r-` and the keyed hash of the phone.
   * `due` is set while a code or a word to the owner waits; what belongs to nobody expires.
   */
  access: { partition: 'person or contact', alone: true, indexes: ['due'], expires: 'until' },
  /** A registration on its way to another chat: `pk` = `id` = keyed hash of its code. */
  drafts: { partition: 'code', indexes: [], expires: 'until' },
  /** What citizens asked to have put right: `pk` = `id` = receipt, `open` = since when (ms) while it has no answer. */
  corrections: { partition: 'receipt', alone: true, indexes: ['open'] },
  /** Registrations that opened nothing, to be looked at for a slip of the finger: `pk` = contact, `due` until that was done. */
  slips: { partition: 'contact', indexes: ['due'], expires: 'until' },
  /** What the rules and the health questions came to: `pk` = `id` = person. Short-lived. */
  screenings: { partition: 'person', alone: true, indexes: [], expires: 'until' },
  /** The consent ledger: `pk` = contact, `id` = consent id. */
  consents: { partition: 'contact', indexes: ['at'] },
  /** Places: `pk` = `id` = site code, `region` = regency code. */
  sites: { partition: 'site', alone: true, indexes: ['region', 'province'] },
  /**
   * Sessions: `pk` = site code, `id` = session id, `start` = ms since 1970, `closes` only for windows of several days,
   * `untold` only while a change waits to be told to who holds a place.
   */
  sessions: { partition: 'site', indexes: ['start', 'closes', 'untold'] },
  /** Tickets, for the public check: `pk` = `id` = keyed hash of the code. */
  tickets: { partition: 'ticket', alone: true, indexes: ['session'] },
  /** What the registry was told of appointments: `pk` = `id` = keyed hash of person and dose, `due` while somebody has to look. */
  recordings: { partition: 'person and dose', alone: true, indexes: ['due'] },
  /** What a person has to hear outside a conversation: `pk` = contact, `id` = key of the event, `due` = from when on, until it is told. */
  notices: { partition: 'contact', indexes: ['due'], expires: 'until' },
  /** Who may use the operator's interfaces: `pk` = `id` = keyed hash of the name. */
  operators: { partition: 'operator', alone: true, indexes: ['at'] },
  /** Who did what with people's data: one partition, `id` = `n` in 12 digits, never changed. */
  audit: { partition: 'trail', indexes: ['n'] },
  /** Contacts and their names: `pk` = `id` = an invented id, or the keyed hash of a name that says whose it is. */
  contacts: { partition: 'contact or name', indexes: [] },
  /** The last word of a channel on each thing it manages (template, number, account): `pk` = `id`, `kind` = which sort. */
  channelfacts: { partition: 'thing', alone: true, indexes: ['at', 'kind'] },
  /** Small facts of the installation (what was seeded, key check): `pk` = `id`. */
  meta: { partition: 'name', indexes: [] },
} as const satisfies Record<string, ContainerSpec>;

export type ContainerName = keyof typeof CONTAINERS;
