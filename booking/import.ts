import type { Regions } from '../domain/regions.ts';
import { isStale, jitter, type Pause, persist } from '../registry/retry.ts';
import type { ContainerName } from '../stores/containers.ts';
import type { Body, BulkOperation, Documents, Stored } from '../stores/documents.ts';
import { MAX_CAPACITY, type SessionBody, type SiteBody } from './bodies.ts';
import { instantOf } from './times.ts';

/** One row of the list of places, as the CSV of the contract names its columns. */
export interface SiteRow {
  readonly code: string;
  readonly name: string;
  readonly address: string;
  readonly region_code: string;
  readonly lat?: number;
  readonly lon?: number;
  readonly phone?: string;
}

/** One row of dated capacity; date and times are local to the place. */
export interface SessionRow {
  readonly site_code: string;
  readonly date: string;
  readonly start: string;
  readonly end: string;
  readonly capacity: number;
  readonly product: string;
}

export type RowFault = 'code' | 'name' | 'region' | 'site' | 'date' | 'time' | 'capacity' | 'product';

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
}

/** Codes become keys of the store: letters, digits, dot and dash only. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$/;
const CHUNK = 200;

interface Wanted {
  readonly pk: string;
  readonly id: string;
  /** The body to write over what is there; `undefined` when that says it already. */
  next(old: Body | undefined): Body | undefined;
}

type Outcome = 'created' | 'updated' | 'unchanged';

/** Puts the wanted documents: many in one bulk when they are new, one by one where there is something already. */
async function settle(options: ImportOptions, container: ContainerName, wanted: readonly Wanted[]): Promise<Outcome[]> {
  const { documents, pause = jitter() } = options;

  const one = ({ pk, id, next }: Wanted): Promise<Outcome> =>
    persist(pause, async () => {
      const old: Stored<Body> | undefined = await documents.get(container, pk, id);
      const body = next(old?.body);
      if (body === undefined) return 'unchanged';
      await documents.put(container, pk, id, body, old ? { ifMatch: old.etag } : { ifNoneMatch: '*' });
      return old ? 'updated' : 'created';
    });

  const outcomes: Outcome[] = [];
  for (let at = 0; at < wanted.length; at += CHUNK) {
    const chunk = wanted.slice(at, at + CHUNK);
    const operations = chunk.map(({ pk, id, next }): BulkOperation => {
      return { pk, id, put: next(undefined) ?? {}, ifNoneMatch: '*' };
    });
    const results = await documents.bulk(container, operations);
    outcomes.push(
      ...(await Promise.all(
        results.map((result, n): Outcome | Promise<Outcome> => {
          const row = chunk[n];
          if (result.ok || !row) return 'created';
          if (!isStale(result.error)) throw result.error;
          return one(row);
        }),
      )),
    );
  }
  return outcomes;
}

function summary(rows: number, outcomes: readonly Outcome[], rejected: ImportSummary['rejected']): ImportSummary {
  const count = (outcome: Outcome): number => outcomes.filter((one) => one === outcome).length;
  return { rows, created: count('created'), updated: count('updated'), unchanged: count('unchanged'), rejected };
}

/** Flat bodies with the same fields, in whatever order a driver gives them back. */
function same(a: object, b: object): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}

function readSite(row: SiteRow, regions: Regions): SiteBody | RowFault {
  const region = regions.find(row.region_code)?.code.slice(0, 5);
  if (!CODE.test(row.code)) return 'code';
  if (row.name.trim() === '') return 'name';
  if (region === undefined || region.length !== 5) return 'region';
  const { code, name, address, lat, lon, phone } = row;
  const place = lat === undefined || lon === undefined ? {} : { lat, lon };
  const reach = phone === undefined ? {} : { phone };
  return { code, name: name.trim(), address: address.trim(), region, province: region.slice(0, 2), ...place, ...reach };
}

/** Takes places over; a row that says what is stored already changes nothing. Throws `StoreError`s only. */
export async function importSites(options: ImportOptions, rows: readonly SiteRow[]): Promise<ImportSummary> {
  const rejected: { row: number; fault: RowFault }[] = [];
  const wanted: Wanted[] = [];
  for (const [row, site] of rows.entries()) {
    const read = readSite(site, options.regions);
    if (typeof read === 'string') rejected.push({ row, fault: read });
    else
      wanted.push({ pk: read.code, id: read.code, next: (old) => (old && same(old, read) ? undefined : { ...read }) });
  }
  return summary(rows.length, await settle(options, 'sites', wanted), rejected);
}

type SessionPlan = Omit<SessionBody, 'holders' | 'fences'>;

function readSession(row: SessionRow, zone: string): SessionPlan | RowFault {
  const start = instantOf(row.date, row.start, zone);
  const end = instantOf(row.date, row.end, zone);
  if (instantOf(row.date, '00:00', zone) === undefined) return 'date';
  if (start === undefined || end === undefined || end <= start) return 'time';
  // Above this the holders could outgrow the 2 MB of a document: several sessions side by side hold more.
  if (!Number.isInteger(row.capacity) || row.capacity < 0 || row.capacity > MAX_CAPACITY) return 'capacity';
  if (!/^[^\p{C}]{1,40}$/u.test(row.product.trim())) return 'product';
  return { site: row.site_code, start, end, zone, product: row.product.trim(), capacity: row.capacity };
}

/** Id of a session: the same place, day, time and product are the same session, whatever its capacity becomes. */
export function sessionId(row: Pick<SessionRow, 'site_code' | 'date' | 'start' | 'product'>): string {
  const product = row.product
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return `${row.site_code}-${row.date}-${row.start.replace(':', '')}-${product}`;
}

/** Keeps who holds a place: an import changes the plan of a session, never its holders. */
function planned(plan: SessionPlan, old: Body | undefined): Body | undefined {
  if (old === undefined) return { ...plan, holders: {} };
  const { holders, fences, ...before } = old;
  const fence = fences === undefined ? {} : { fences };
  return same(before, plan) ? undefined : { ...plan, holders, ...fence };
}

/**
 * Takes dated capacity over. `zones`: zone by site code; a row of any other site is refused (`site`).
 * Capacity above 5,000 is refused (`capacity`). Throws `StoreError`s only.
 */
export async function importSessions(
  options: ImportOptions,
  rows: readonly SessionRow[],
  zones?: ReadonlyMap<string, string>,
): Promise<ImportSummary> {
  const known = zones ?? (await zonesOf(options, rows));
  const rejected: { row: number; fault: RowFault }[] = [];
  const wanted: Wanted[] = [];
  for (const [row, session] of rows.entries()) {
    const zone = known.get(session.site_code);
    const plan = zone === undefined ? 'site' : readSession(session, zone);
    if (typeof plan === 'string') rejected.push({ row, fault: plan });
    else wanted.push({ pk: plan.site, id: sessionId(session), next: (old) => planned(plan, old) });
  }
  return summary(rows.length, await settle(options, 'sessions', wanted), rejected);
}

async function zonesOf(options: ImportOptions, rows: readonly SessionRow[]): Promise<ReadonlyMap<string, string>> {
  const codes = [...new Set(rows.map((row) => row.site_code))].filter((code) => CODE.test(code));
  const found = await Promise.all(codes.map((code) => options.documents.get<SiteBody>('sites', code, code)));
  const sites = found.flatMap((stored) => stored ?? []);
  return new Map(sites.map(({ body }) => [body.code, options.regions.zoneOf(body.region)]));
}
