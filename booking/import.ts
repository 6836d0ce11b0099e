import type { Regions } from '../domain/regions.ts';
import { isStale, jitter, type Pause, persist } from '../registry/retry.ts';
import type { ContainerName } from '../stores/containers.ts';
import type { Body, BulkOperation, Documents, Stored } from '../stores/documents.ts';
import type { SessionBody, SiteBody } from './bodies.ts';
import {
  CODE,
  type Next,
  nextSession,
  nextSite,
  type RowFault,
  readSession,
  readSite,
  type SessionRow,
  type SiteRow,
  sessionId,
} from './import-rows.ts';

export type { RowFault, SessionRow, SiteRow } from './import-rows.ts';

export interface ImportSummary {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Rows refused, by their place in the input (from 0), with the column at fault. */
  readonly rejected: readonly { readonly row: number; readonly fault: RowFault }[];
}

export interface ImportOptions {
  readonly documents: Documents;
  readonly regions: Regions;
  readonly pause?: Pause;
  /** ms since 1970. */
  readonly now?: number;
}

const CHUNK = 200;

/** A document that a row wants. */
export interface Wanted {
  readonly pk: string;
  readonly id: string;
  /** What to make of what is there. */
  next(old: Body | undefined): Next;
}

/** `booked`: refused, so many people have a place. */
export type Settled = 'created' | 'updated' | 'unchanged' | { readonly booked: number };

/** What came, or with `dryRun` would come, of each wanted document. */
export interface SettleOptions extends Pick<ImportOptions, 'documents' | 'pause'> {
  readonly dryRun?: boolean;
}

function settledOf(next: Next, there: boolean): Settled {
  if (next.kind === 'booked') return { booked: next.booked };
  if (next.kind === 'same') return 'unchanged';
  return there ? 'updated' : 'created';
}

/**
 * Puts the wanted documents: many in one bulk when they are new, one by one where there is something already. Answers in
 * the same order. Throws `StoreError`s only.
 */
export async function settle(
  { documents, pause = jitter(), dryRun = false }: SettleOptions,
  container: ContainerName,
  wanted: readonly Wanted[],
): Promise<Settled[]> {
  const one = ({ pk, id, next }: Wanted): Promise<Settled> =>
    persist(pause, async () => {
      const old: Stored<Body> | undefined = await documents.get(container, pk, id);
      const made = next(old?.body);
      if (made.kind === 'write' && !dryRun)
        await documents.put(container, pk, id, made.body, old ? { ifMatch: old.etag } : { ifNoneMatch: '*' });
      return settledOf(made, old !== undefined);
    });

  async function chunkOf(chunk: readonly Wanted[]): Promise<Settled[]> {
    if (dryRun) return Promise.all(chunk.map(one));
    const operations = chunk.map(({ pk, id, next }): BulkOperation => {
      const made = next(undefined);
      return { pk, id, put: made.kind === 'write' ? made.body : {}, ifNoneMatch: '*' };
    });
    const results = await documents.bulk(container, operations);
    return Promise.all(
      results.map((result, n): Settled | Promise<Settled> => {
        const row = chunk[n];
        if (result.ok || !row) return 'created';
        if (!isStale(result.error)) throw result.error;
        return one(row);
      }),
    );
  }

  const outcomes: Settled[] = [];
  for (let at = 0; at < wanted.length; at += CHUNK) outcomes.push(...(await chunkOf(wanted.slice(at, at + CHUNK))));
  return outcomes;
}

type Rejected = { row: number; fault: RowFault };

function summary(
  rows: number,
  outcomes: readonly Settled[],
  rejected: readonly Rejected[],
  places: readonly number[],
): ImportSummary {
  const count = (outcome: Settled): number => outcomes.filter((one) => one === outcome).length;
  const booked = outcomes.flatMap((one, n): Rejected[] =>
    typeof one === 'string' ? [] : [{ row: places[n] ?? 0, fault: 'booked' }],
  );
  const counts = { created: count('created'), updated: count('updated'), unchanged: count('unchanged') };
  return { rows, ...counts, rejected: [...rejected, ...booked] };
}

/** Takes places over; a row that says what is stored already changes nothing. Throws `StoreError`s only. */
export async function importSites(options: ImportOptions, rows: readonly SiteRow[]): Promise<ImportSummary> {
  const rejected: Rejected[] = [];
  const wanted: Wanted[] = [];
  for (const [row, site] of rows.entries()) {
    const read = readSite(site, options.regions);
    if (typeof read === 'string') rejected.push({ row, fault: read });
    else wanted.push({ pk: read.code, id: read.code, next: (old) => nextSite(read, old) });
  }
  return summary(rows.length, await settle(options, 'sites', wanted), rejected, []);
}

/** The document of a row of capacity, or the column at fault; `zone` of its place, `undefined` when there is none. */
export function wantedSession(row: SessionRow, zone: string | undefined, now: number): Wanted | RowFault {
  const plan = zone === undefined ? 'site' : readSession(row, zone);
  if (typeof plan === 'string') return plan;
  return { pk: plan.site, id: sessionId(row), next: (old) => nextSession(plan, old as SessionBody | undefined, now) };
}

/**
 * Takes dated capacity over. `zones`: zone by site code; a row of any other site is refused (`site`), and so is capacity
 * above 5,000 (`capacity`) or below what is taken (`booked`). Throws `StoreError`s only.
 */
export async function importSessions(
  options: ImportOptions,
  rows: readonly SessionRow[],
  zones?: ReadonlyMap<string, string>,
): Promise<ImportSummary> {
  const codes = rows.map((row) => row.site_code);
  const known = zones ?? (await zonesOf(options, codes));
  const rejected: Rejected[] = [];
  const wanted: Wanted[] = [];
  const places: number[] = [];
  for (const [row, session] of rows.entries()) {
    const one = wantedSession(session, known.get(session.site_code), options.now ?? Date.now());
    if (typeof one === 'string') rejected.push({ row, fault: one });
    else {
      wanted.push(one);
      places.push(row);
    }
  }
  return summary(rows.length, await settle(options, 'sessions', wanted), rejected, places);
}

/** The zones of the sites among these codes that there are. */
export async function zonesOf(
  options: Pick<ImportOptions, 'documents' | 'regions'>,
  all: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const codes = [...new Set(all)].filter((code) => CODE.test(code));
  const found = await Promise.all(codes.map((code) => options.documents.get<SiteBody>('sites', code, code)));
  const sites = found.flatMap((stored) => stored ?? []);
  return new Map(sites.map(({ body }) => [body.code, options.regions.zoneOf(body.region)]));
}
