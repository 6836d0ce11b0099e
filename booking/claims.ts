import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import { newTicketCode } from '../domain/ticket-code.ts';
import type { Condition, Documents, Stored } from '../stores/documents.ts';
import { holderKey } from './bodies.ts';
import type { BookRequest } from './booking.ts';

/**
 * What one person wants or holds for one dose: one document per person and dose (`tickets`, `pk` = `id` = keyed hash).
 * `asked`: on the way to a place. `held`: has it. `leaving`: on the way out of a session that turned out full or over.
 */
export interface ClaimBody {
  readonly state: 'asked' | 'held' | 'leaving';
  readonly site: string;
  /** Session id. Not named `session`: that field is indexed, and a claim is not to be found as a ticket. */
  readonly wants: string;
  readonly contact: string;
  /** The ticket's code, sealed to this document. Fixed here first, so every repeated step gives the same ticket. */
  readonly code: string;
  /** Keyed hash of the code: id of the ticket document, and what marks the holder in the session as this claim's. */
  readonly ticket: string;
  readonly at: number;
}

export type Claim = Stored<ClaimBody>;

export interface Claims {
  /** Id of the claim of a person and dose. */
  idOf(person: string, dose: number): string;
  get(id: string): Promise<Claim | undefined>;
  /** Writes a fresh `asked` claim with a new code, over `old` when given. Throws `Conflict` when somebody was first. */
  ask(request: BookRequest, now: number, old?: Claim): Promise<Claim>;
  /** Moves a claim on. Throws `Conflict` or `NotFound` when it is another one by now. */
  move(claim: Claim, state: 'held' | 'leaving'): Promise<Claim>;
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
    get: (id) => documents.get<ClaimBody>('tickets', id, id),
    ask(request, now, old) {
      const id = idOf(request.person, request.dose);
      const code = newTicketCode(random);
      const body: ClaimBody = {
        ...{ state: 'asked', site: request.site, wants: request.session, contact: request.contact },
        ...{ code: sealer.seal(code, id), ticket: ticketOf(code), at: now },
      };
      return write(id, body, old ? { ifMatch: old.etag } : { ifNoneMatch: '*' });
    },
    move: (claim, state) => write(claim.id, { ...claim.body, state }, { ifMatch: claim.etag }),
    remove: (claim) => documents.delete('tickets', claim.id, claim.id, { ifMatch: claim.etag }),
    codeOf: (claim) => sealer.open(claim.body.code, claim.id),
  };
}
