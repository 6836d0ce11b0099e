/** What follows a stranger's question later, out of their sight: the code goes out, and the owner is told. */

import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import { digitsOf } from '../privacy/codes.ts';
import type { Documents, Stored } from '../stores/documents.ts';
import { Conflict } from '../stores/errors.ts';
import {
  type AccessBody,
  type Alert,
  createAccessDocuments,
  type PendingCode,
  type PendingSlip,
} from './access-document.ts';
import { createListed, differing, type Listed } from './listed.ts';
import type { Slips } from './slips.ts';

/** A code on its way to the registered contact: a phone of the target list, else the chat that registered first. */
export interface OutgoingCode {
  /** E.164. */
  readonly phone?: string;
  /** Contact id. */
  readonly contact?: string;
  readonly digits: string;
  readonly lang: 'id' | 'en';
  /** The same on every attempt. */
  readonly key: string;
  /** ms since 1970. */
  readonly until: number;
}

/** Brings codes to phones. `retry`: not now. `unreachable`: never, by this way. Rejects for nothing but a store. */
export interface CodeSender {
  send(code: OutgoingCode): Promise<'sent' | 'retry' | 'unreachable'>;
}

/** What an owner has to hear: one document in `notices`, `pk` = contact, `id` = key. */
export interface OwnerNotice {
  readonly kind: 'identity_claimed' | 'identity_code_wrong' | 'identity_carried';
  readonly key: string;
  /** Contact id of the owner, or `phone-` and a keyed hash where only a phone is known. */
  readonly contact: string;
  /** The phone, sealed to `contact`, where there is no chat. */
  readonly phone?: string;
  readonly person: string;
  readonly at: number;
  readonly due: number;
}

export interface DeliveryOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
  /** Without one nothing can be sent, and no code is asked for. */
  readonly sender?: CodeSender | undefined;
  /** Takes registrations that opened nothing, to be compared with the numbers next to the typed one. */
  readonly slips?: Pick<Slips, 'note'> | undefined;
}

const PAGE = 100;
const RETRY_MS = 5_000;
const KINDS = {
  claimed: 'identity_claimed',
  code_wrong: 'identity_code_wrong',
  carried: 'identity_carried',
} as const;

/**
 * Answers a function that sees to everything that is due and says how many documents it saw to. A code is sent under its
 * key, a notice written under one: a crash in between repeats both without harm.
 */
export function createAccessDelivery(options: DeliveryOptions): (now: number) => Promise<number> {
  const { documents, sealer, pseudonyms, sender } = options;
  const access = createAccessDocuments(documents);
  const listedOf = createListed(documents, sealer);

  /** The code when it must be tried again. */
  async function send(person: string, one: PendingCode, { known, identity }: Listed, body: AccessBody, now: number) {
    const contact = body.holders[0]?.contact;
    const to = identity.phone !== undefined ? { phone: identity.phone } : contact === undefined ? {} : { contact };
    if (!sender || !known || !one.right || one.until <= now || Object.keys(to).length === 0) return [];
    const { key, lang, until } = one;
    const outcome = await sender.send({ ...to, digits: digitsOf(pseudonyms, person, key), lang, key, until });
    return outcome === 'retry' ? [one] : [];
  }

  function noticesOf(person: string, alert: Alert, { known, identity }: Listed, body: AccessBody): OwnerNotice[] {
    if (!known || !alert.right) return [];
    const { at } = alert;
    const base = { kind: KINDS[alert.kind], person, at, due: at };
    const keyOf = (contact: string): string =>
      pseudonyms.of('notice', JSON.stringify([base.kind, person, at, contact]));
    const holders = body.holders.map(({ contact }) => contact).filter((contact) => contact !== alert.by);
    const chats = holders.map((contact) => ({ ...base, contact, key: keyOf(contact) }));
    if (identity.phone === undefined) return chats;
    const contact = `phone-${pseudonyms.of('owner-phone', identity.phone)}`;
    return [...chats, { ...base, contact, key: keyOf(contact), phone: sealer.seal(identity.phone, contact) }];
  }

  async function tell(notice: OwnerNotice): Promise<void> {
    try {
      await documents.put('notices', notice.contact, notice.key, notice, { ifNoneMatch: '*' });
    } catch (error) {
      // Written before a crash, or by another process.
      if (!(error instanceof Conflict)) throw error;
    }
  }

  /** Whoever typed the data of a person as the list has them made no slip. */
  async function pass(person: string, { sealed, ...where }: PendingSlip, listed: Listed, now: number): Promise<void> {
    const [nik, name, birthDate] = JSON.parse(sealer.open(sealed, person)) as [string, string, string];
    const right = listed.known && differing(listed, { name, birthDate }).length === 0;
    if (!right) await options.slips?.note({ nik, name, birthDate, ...where }, now);
  }

  async function see(stored: Stored<AccessBody>, now: number): Promise<void> {
    const { id, body } = stored;
    const listed = await listedOf(id);
    for (const alert of body.alerts) for (const notice of noticesOf(id, alert, listed, body)) await tell(notice);
    for (const slip of body.slips ?? []) await pass(id, slip, listed, now);
    const waiting = await Promise.all(body.pending.map((one) => send(id, one, listed, body, now)));
    const pending = waiting.flat();
    const { due: _due, ...rest } = body;
    const next = pending.length > 0 ? { ...rest, due: now + RETRY_MS } : rest;
    try {
      await access.putPerson(id, { ...next, alerts: [], pending, slips: [] }, stored, now);
    } catch (error) {
      // Something came in meanwhile: the next look sees to it, and to this again.
      if (!(error instanceof Conflict)) throw error;
    }
  }

  return async (now) => {
    const page = await documents.query<AccessBody>('access', {
      index: { field: 'due', from: 0, to: now },
      limit: PAGE,
    });
    for (const stored of page.items) await see(stored, now);
    return page.items.length;
  };
}
