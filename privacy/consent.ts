import type { Documents } from '../stores/documents.ts';
import { Conflict } from '../stores/errors.ts';

/** Evidence that somebody agreed, as UU 27/2022 articles 22 and 24 ask for: what, to which text, how, when, for whom. */
export interface Consent {
  /** Conversation + activity id: recording it twice changes nothing. */
  readonly id: string;
  /** Contact id (keyed hash). */
  readonly contact: string;
  readonly purpose: 'registration';
  /** Version of the notice text, for example `2026-11-1`. */
  readonly textVersion: string;
  /** SHA-256 of the notice as it was shown, hex. */
  readonly textHash: string;
  readonly language: string;
  readonly channel: string;
  /** Id of the message that said yes, as a keyed hash: channel ids may hold a phone number. */
  readonly message: string;
  readonly givenBy: 'self' | 'guardian' | 'helper';
  /** ms since 1970. */
  readonly at: number;
}

export interface ConsentLedger {
  record(consent: Consent): Promise<void>;
  list(contact: string): Promise<readonly Consent[]>;
}

/** The ledger over the document store: one document per consent, written once and never changed. */
export function createConsentLedger(documents: Documents): ConsentLedger {
  return {
    async record(consent) {
      try {
        await documents.put('consents', consent.contact, consent.id, { ...consent }, { ifNoneMatch: '*' });
      } catch (error) {
        // The same yes, recorded by an earlier run of this turn.
        if (!(error instanceof Conflict)) throw error;
      }
    },
    async list(contact) {
      const page = await documents.query<Consent>('consents', { pk: contact, order: { field: 'at' } });
      return page.items.map((item) => item.body);
    },
  };
}
