import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRegions, type Regions } from '../domain/regions.ts';
import type { LocalRegistry } from '../registry/local.ts';
import { seedTargets } from '../registry/sample.ts';
import type { BulkOperation, Documents } from '../stores/documents.ts';
import type { SessionBody } from './bodies.ts';
import { importSessions, importSites, type SessionRow, type SiteRow } from './import.ts';
import { DAY, localDate } from './times.ts';

/** A place of `content/sample/sites.json`, with the capacity and product of each of its sessions. */
export interface SampleSite extends SiteRow {
  readonly capacity: number;
  readonly product: string;
}

export interface SampleOptions {
  readonly documents: Documents;
  readonly registry: LocalRegistry;
  /** ms since 1970. */
  readonly clock?: () => number;
  readonly regions?: Regions;
}

/** Grows when the sample files change, so that an older installation takes them over. */
const VERSION = 2;
const DAYS = 14;
const SUNDAY = 0;
/** Local times, clear of the Friday prayer (11.30 to 13.00). */
const WINDOWS = [
  ['08:00', '11:00'],
  ['13:30', '15:30'],
] as const;
/** Every sample place's code begins so: what an operator imported is never touched. */
const PREFIX = 'CTH-';

const FOLDER = join(import.meta.dirname, '..', 'content', 'sample');

/** The invented places. */
export function sampleSites(): readonly SampleSite[] {
  return JSON.parse(readFileSync(join(FOLDER, 'sites.json'), 'utf8')) as SampleSite[];
}

/** Sessions of the next 14 days from the local day of `now`, two a day, Sundays off. */
export function sampleSessions(sites: readonly SampleSite[], regions: Regions, now: number): readonly SessionRow[] {
  return sites.flatMap(({ code, region_code, capacity, product }) => {
    const days = Array.from({ length: DAYS }, (_, day) => localDate(now + day * DAY, regions.zoneOf(region_code)));
    return days
      .filter((date) => new Date(date).getUTCDay() !== SUNDAY)
      .flatMap((date) => WINDOWS.map(([start, end]) => ({ site_code: code, date, start, end, capacity, product })));
  });
}

/** Removes sample sessions that are over and that nobody held a place in. */
async function sweep(documents: Documents, now: number): Promise<void> {
  let continuation: string | undefined;
  do {
    const page = await documents.query<SessionBody>('sessions', {
      index: { field: 'start', to: now - DAY },
      limit: 1_000,
      ...(continuation === undefined ? {} : { continuation }),
    });
    const idle = page.items.filter(({ pk, body }) => pk.startsWith(PREFIX) && Object.keys(body.holders).length === 0);
    const operations = idle.map(({ pk, id, etag }): BulkOperation => ({ pk, id, remove: true, ifMatch: etag }));
    // What fails was changed or removed by another process that starts: as good.
    if (operations.length > 0) await documents.bulk('sessions', operations);
    continuation = page.continuation;
  } while (continuation !== undefined);
}

/**
 * Fills an installation with invented people, places and sessions, once a day at most; two processes that start
 * together come to the same. A booked session is never touched. Throws `StoreError`s only.
 */
export async function seedSample(options: SampleOptions): Promise<void> {
  const { documents, registry, clock = Date.now } = options;
  const now = clock();
  const mark = { version: VERSION, day: localDate(now, 'Asia/Jakarta') };
  const done = await documents.get<typeof mark>('meta', 'sample', 'sample');
  if (done?.body.version === mark.version && done.body.day === mark.day) return;
  const regions = options.regions ?? loadRegions();
  const sites = sampleSites();
  const rows = sites.map(({ capacity: _capacity, product: _product, ...row }) => row);
  const zones = new Map(sites.map(({ code, region_code }) => [code, regions.zoneOf(region_code)]));
  await Promise.all([
    importSites({ documents, regions }, rows),
    importSessions({ documents, regions }, sampleSessions(sites, regions, now), zones),
    seedTargets(registry, now),
    sweep(documents, now),
  ]);
  // Last: a start that was cut off before this does it all again.
  await documents.put('meta', 'sample', 'sample', mark);
}
