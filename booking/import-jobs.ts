import { createHash } from 'node:crypto';
import type { Regions } from '../domain/regions.ts';
import type { CellFault } from '../registry/csv/faults.ts';
import type { ImportJob, ImportOutcome } from '../registry/csv/import-file.ts';
import { createSeenKeys } from '../registry/targets/seen.ts';
import type { Documents } from '../stores/documents.ts';
import type { SiteBody } from './bodies.ts';
import { type Settled, settle, type Wanted, wantedSession, zonesOf } from './import.ts';
import { faultOf, SESSION_COLUMNS, SITE_COLUMNS, sessionCells, siteCells } from './import-cells.ts';
import { nextSite, readSite, type SessionRow, sessionId } from './import-rows.ts';

export interface JobOptions {
  readonly documents: Documents;
  readonly regions: Regions;
  /** When the import began, ms since 1970. */
  readonly now: number;
}

/** A session whose capacity was to go below what is taken, and what can be done. */
export interface Blocked {
  readonly site: string;
  readonly session: string;
  /** Places that are taken, those that are just being confirmed among them. */
  readonly booked: number;
  readonly asked: number;
  readonly options: readonly string[];
}

const TWICE: CellFault = {
  column: '',
  code: 'twice',
  reason: 'an earlier row of this file says something else about the same: remove one of them',
};

/**
 * Finds rows that say something else about what an earlier row said. 16 bytes a place are kept, so memory grows by some
 * 32 MB for a million rows and by nothing else.
 */
function createSeen(): (id: string, row: object) => 'new' | 'again' | 'differs' {
  const known = createSeenKeys(1 << 12);
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return (id, row) => {
    const key = hash(id);
    const before = known.note(key.readUInt32BE(0), key.readUInt32BE(4), hash(JSON.stringify(row)).readUInt32BE(0), 1);
    if (before === undefined) return 'new';
    return before.same ? 'again' : 'differs';
  };
}

const isFault = (one: object): one is CellFault => 'reason' in one;

/** `import sites`. */
export function createSitesJob({ documents, regions }: JobOptions): ImportJob<SiteBody> {
  const seen = createSeen();
  return {
    kind: 'sites',
    columns: SITE_COLUMNS,
    read({ cells }) {
      const row = siteCells(cells);
      if (isFault(row)) return row;
      const site = readSite(row, regions);
      if (typeof site === 'string') return site === 'booked' ? TWICE : faultOf(site);
      const before = seen(site.code, site);
      if (before !== 'new') return before === 'again' ? 'unchanged' : TWICE;
      return site;
    },
    async write(sites, dryRun) {
      const wanted = sites.map((site): Wanted => {
        return { pk: site.code, id: site.code, next: (old) => nextSite(site, old) };
      });
      const settled = await settle({ documents, dryRun }, 'sites', wanted);
      return settled.map((one) => (typeof one === 'string' ? one : TWICE));
    },
  };
}

export interface SessionsJob extends ImportJob<SessionRow> {
  /** Sessions that were refused for who is booked, up to 100; the list of rejected rows has them all. */
  readonly blocked: readonly Blocked[];
}

const BLOCKED_MOST = 100;

function blockedOf({ pk: site, id: session }: Wanted, booked: number, asked: number): Blocked {
  return {
    ...{ site, session, booked, asked },
    options: [
      `keep at least ${booked} places`,
      `open another session nearby, and ask people in the chat to change (TIKET, then "Ganti jadwal")`,
      `call it off and have everybody told: sapa session cancel ${session} --site ${site} --yes`,
    ],
  };
}

function blockedFault({ session, booked, asked, options }: Blocked): CellFault {
  const reason = `${session}: ${booked} places are taken, ${asked} were asked for; ${options.join('; or ')}`;
  return { column: 'capacity', code: 'booked', reason };
}

/** `import sessions`. One job serves one run over one file. */
export function createSessionsJob({ documents, regions, now }: JobOptions): SessionsJob {
  const seen = createSeen();
  const blocked: Blocked[] = [];
  const zones = new Map<string, string | undefined>();

  /** The sites of a batch that were not asked about yet: some, and never one by one. */
  async function learn(rows: readonly SessionRow[]): Promise<void> {
    const fresh = [...new Set(rows.map((row) => row.site_code))].filter((code) => !zones.has(code));
    const found = await zonesOf({ documents, regions }, fresh);
    for (const code of fresh) zones.set(code, found.get(code));
  }

  function outcomeOf(settled: Settled, one: Wanted, row: SessionRow): ImportOutcome | CellFault {
    if (typeof settled === 'string') return settled;
    const refusal = blockedOf(one, settled.booked, row.capacity);
    if (blocked.length < BLOCKED_MOST) blocked.push(refusal);
    return blockedFault(refusal);
  }

  return {
    kind: 'sessions',
    columns: SESSION_COLUMNS,
    blocked,
    read({ cells }) {
      const row = sessionCells(cells);
      if (isFault(row)) return row;
      const before = seen(sessionId(row), row);
      if (before !== 'new') return before === 'again' ? 'unchanged' : TWICE;
      return row;
    },
    async write(rows, dryRun) {
      await learn(rows);
      const read = rows.map((row) => wantedSession(row, zones.get(row.site_code), now));
      const wanted = read.filter((one) => typeof one !== 'string');
      const settled = (await settle({ documents, dryRun }, 'sessions', wanted)).values();
      return read.map((one, n) => {
        if (typeof one === 'string') return one === 'booked' ? TWICE : faultOf(one);
        const row = rows[n];
        const outcome = settled.next().value ?? 'unchanged';
        return row ? outcomeOf(outcome, one, row) : 'unchanged';
      });
    },
  };
}
