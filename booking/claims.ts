import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import { newTicketCode } from '../domain/ticket-code.ts';
import type { Condition, Documents, Stored } from '../stores/documents.ts';
import { holderKey } from './bodies.ts';
import type { BookRequest } from './booking.ts';

/** A place in a session, by its number within the ticket: a stale step about an earlier number finds nothing to undo. */
export interface Place {
  readonly site: string;
  readonly session: string;
  readonly n: number;
}

/**
 * What one person has and wants for one dose: one document per person and dose (`tickets`, `pk` = `id` = keyed hash).
 * It is the one place that says which session is a person's; the sessions only say who fills them.
 */
export interface ClaimBody {
  /** The place that is sure. */
  readonly has?: Place;
  /** On the way to this place; with `until` (ms) only keeping it while the citizen confirms. */
  readonly wants?: Place & { readonly until?: number };
  /** On the way out of this place. */
  readonly leaves?: Place;
  /** The last place number given out. */
  readonly n: number;
  readonly contact: string;
  /** The ticket's code, sealed to this document. Fixed here first, so every repeated step gives the same ticket. */
  readonly code: string;
  /** Keyed hash of the code: id of the ticket document, and what marks the holder in the session as this claim's. */
  readonly ticket: string;
  readonly at: number;
}

export type Claim = Stored<ClaimBody>;

/** What a claim does next. */
export type Steps = Pick<ClaimBody, 'has' | 'wants' | 'leaves'>;

export interface Claims {
  /** Id of the claim of a person and dose. */
  idOf(person: string, dose: number): string;
  get(id: string): Promise<Claim | undefined>;
  /** Writes a fresh claim with a new code, over `old` when given. Throws `Conflict` when somebody was first. */
  ask(request: BookRequest, now: number, options?: { readonly old?: Claim; readonly until?: number }): Promise<Claim>;
  /** Replaces what a claim does next; `n` when a place number is given out. Throws `Conflict` or `NotFound` when it is another one by now. */
  move(claim: Claim, steps: Steps, n?: number): Promise<Claim>;
  remove(claim: Claim): Promise<void>;
  codeOf(claim: Claim): string;
  /** Id of the ticket document of a code. */
  ticketOf(code: string): string;
}

export interface ClaimsOptions {
  readonly documents: Documents;
  readonly pseudonyms: Pseudonyms;
  readonly sealer: Sealer;
  readonly random: (bytes: number) => Uint8Array;
}

/** A claim as the first version wrote it: one place and where it stands. */
interface FirstClaim {
  readonly state: 'asked' | 'held' | 'leaving';
  readonly site: string;
  readonly wants: string;
}

const AS: Readonly<Record<FirstClaim['state'], keyof Steps>> = { asked: 'wants', held: 'has', leaving: 'leaves' };

function readClaim(stored: Stored<ClaimBody | (ClaimBody & FirstClaim)>): Claim {
  if (!('state' in stored.body)) return stored;
  const { state, site, wants, ...rest } = stored.body;
  const place: Place = { site, session: String(wants), n: 0 };
  return { ...stored, body: { ...rest, n: 0, [AS[state]]: place } };
}

export function createClaims({ documents, pseudonyms, sealer, random }: ClaimsOptions): Claims {
  const ticketOf = (code: string): string => pseudonyms.of('ticket', code);
  const idOf = (person: string, dose: number): string => `claim-${pseudonyms.of('claim', holderKey(person, dose))}`;

  async function write(id: string, body: ClaimBody, condition: Condition): Promise<Claim> {
    const etag = await documents.put('tickets', id, id, body, condition);
    return { pk: id, id, etag, body };
  }

  return {
    idOf,
    ticketOf,
    async get(id) {
      const stored = await documents.get<ClaimBody>('tickets', id, id);
      return stored && readClaim(stored);
    },
    ask({ person, dose, site, session, contact }, now, { old, until } = {}) {
      const id = idOf(person, dose);
      const code = newTicketCode(random);
      const wants = { site, session, n: 0, ...(until === undefined ? {} : { until }) };
      const body: ClaimBody = { wants, n: 0, contact, code: sealer.seal(code, id), ticket: ticketOf(code), at: now };
      return write(id, body, old ? { ifMatch: old.etag } : { ifNoneMatch: '*' });
    },
    move(claim, steps, n = claim.body.n) {
      const { has: _has, wants: _wants, leaves: _leaves, ...rest } = claim.body;
      return write(claim.id, { ...rest, ...steps, n }, { ifMatch: claim.etag });
    },
    remove: (claim) => documents.delete('tickets', claim.id, claim.id, { ifMatch: claim.etag }),
    codeOf: (claim) => sealer.open(claim.body.code, claim.id),
  };
}
