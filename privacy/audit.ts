import { setTimeout as wait } from 'node:timers/promises';
import type { Pseudonyms } from '../domain/sealer.ts';
import type { Documents, Stored } from '../stores/documents.ts';
import { Busy, Conflict } from '../stores/errors.ts';

/** Who did what with other people's data. Names of things and keyed hashes only, never the data itself. */
export interface AuditEvent {
  /** Id of an operator, or `console` for whoever has the machine itself. */
  readonly actor: string;
  readonly role: string;
  /** `ticket_list`, `ticket_present`, `operator_add`, ... */
  readonly action: string;
  /** What it was done to: a site code, a date, an id. */
  readonly object: string;
  readonly outcome: 'done' | 'refused';
}

/** An event with its place in the chain: each entry's seal covers the one before, so none can be changed or left out. */
export interface AuditEntry extends AuditEvent {
  /** From 1, without gaps. */
  readonly n: number;
  /** ms since 1970. */
  readonly at: number;
  readonly seal: string;
}

export interface AuditTrail {
  /** Writes an event down before the work goes on. Throws `StoreError`s. */
  record(event: AuditEvent, now: number): Promise<void>;
  /** Sentences about what is wrong with the chain; empty when it is whole. Never a value. */
  problems(): Promise<readonly string[]>;
}

const PK = 'audit';
const ATTEMPTS = 40;
const PAGE = 500;
const MOST = 20;

/** Ids sort as numbers do. */
const idOf = (n: number): string => String(n).padStart(12, '0');

/** The trail over the document store. An entry is written only where none is: two processes cannot take one number. */
export function createAuditTrail(documents: Documents, pseudonyms: Pseudonyms): AuditTrail {
  function sealOf({ n, at, actor, role, action, object, outcome }: Omit<AuditEntry, 'seal'>, before: string): string {
    return pseudonyms.of('audit', JSON.stringify([n, at, actor, role, action, object, outcome, before]), 32);
  }

  async function last(): Promise<Stored<AuditEntry> | undefined> {
    const order = { field: 'n', descending: true };
    const page = await documents.query<AuditEntry>('audit', { pk: PK, order, limit: 1 });
    return page.items[0];
  }

  async function append(event: AuditEvent, now: number): Promise<void> {
    const before = (await last())?.body;
    const { actor, role, action, object, outcome } = event;
    const entry = { n: (before?.n ?? 0) + 1, at: now, actor, role, action, object, outcome };
    const seal = sealOf(entry, before?.seal ?? '');
    await documents.put('audit', PK, idOf(entry.n), { ...entry, seal }, { ifNoneMatch: '*' });
  }

  return {
    async record(event, now) {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        try {
          return await append(event, now);
        } catch (error) {
          if (!(error instanceof Conflict)) throw error;
          await wait(Math.random() * Math.min(50, 4 * attempt));
        }
      }
      throw new Busy(1_000, 'too many writers on the audit trail');
    },
    async problems() {
      const found: string[] = [];
      let expected = 1;
      let before = '';
      let continuation: string | undefined;
      do {
        const page = await documents.query<AuditEntry>('audit', {
          ...{ pk: PK, order: { field: 'n' }, limit: PAGE },
          ...(continuation === undefined ? {} : { continuation }),
        });
        for (const { body } of page.items) {
          if (body.n !== expected) found.push(`audit trail: entry ${expected} is missing`);
          else if (body.seal !== sealOf(body, before)) found.push(`audit trail: entry ${body.n} was changed`);
          expected = body.n + 1;
          before = body.seal;
        }
        continuation = page.continuation;
      } while (continuation !== undefined && found.length < MOST);
      return found.slice(0, MOST);
    },
  };
}
