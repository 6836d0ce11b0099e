import { timingSafeEqual } from 'node:crypto';
import type { Pseudonyms } from '../domain/sealer.ts';

/** What a button or a link means, when it comes back. */
export interface Reference {
  /** What is asked for by it: a word of small letters. */
  readonly verb: string;
  /** Id of the person or notice that it is about: a keyed hash, never anything that names somebody. */
  readonly subject: string;
}

/** Whose it is: a contact that is known already, or whoever's channel proves this phone (E.164). */
export type Bearer = { readonly contact: string } | { readonly phone: string };

/** Who holds it out: the contact, and the phone that the channel proves. Never what somebody typed. */
export interface Holder {
  readonly contact: string;
  readonly phone?: string | undefined;
}

/**
 * Signed references for template buttons and links. One opens nothing by itself: it only says what is meant, so that
 * nobody has to type a NIK; what is shown is decided by `access` as ever. `now` and `until` in ms.
 */
export interface References {
  /** At most 128 signs of ASCII, which fits a template's quick reply, an m.me and a wa.me link. */
  make(reference: Reference, bearer: Bearer, until: number): string;
  /** Forged, expired and another's are one: `undefined`. */
  read(token: string, holder: Holder, now: number): Reference | undefined;
}

const TOKEN = /^r1\.([a-z]{1,16})\.([A-Za-z0-9_-]{1,48})\.([0-9a-z]{1,9})\.([A-Za-z0-9_-]{22})$/;
const MINUTE_MS = 60_000;

/** Whether a text is written like a reference, good or bad. */
export const looksLikeReference = (text: string): boolean => TOKEN.test(text);

const bearerText = (bearer: Bearer): string =>
  'contact' in bearer ? `contact ${bearer.contact}` : `phone ${bearer.phone}`;

export function createReferences(pseudonyms: Pseudonyms): References {
  const sign = (signed: string, bearer: Bearer): string =>
    pseudonyms.of('reference', JSON.stringify([signed, bearerText(bearer)]));

  return {
    make({ verb, subject }, bearer, until) {
      const signed = `r1.${verb}.${subject}.${Math.ceil(until / MINUTE_MS).toString(36)}`;
      const token = `${signed}.${sign(signed, bearer)}`;
      // A fault of the program: such a token would be refused when it comes back.
      if (!TOKEN.test(token)) throw new TypeError('a reference has a verb of small letters and the id of a subject');
      return token;
    },
    read(token, { contact, phone }, now) {
      const [, verb = '', subject = '', expiry = '', signature = ''] = TOKEN.exec(token) ?? [];
      if (verb === '' || Number.parseInt(expiry, 36) * MINUTE_MS <= now) return undefined;
      const signed = `r1.${verb}.${subject}.${expiry}`;
      const bearers: Bearer[] = phone === undefined ? [{ contact }] : [{ contact }, { phone }];
      const given = Buffer.from(signature);
      const good = bearers.map((bearer) => timingSafeEqual(Buffer.from(sign(signed, bearer)), given));
      return good.includes(true) ? { verb, subject } : undefined;
    },
  };
}
