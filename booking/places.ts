import type { Regions } from '../domain/regions.ts';
import type { SiteBody } from './bodies.ts';
import type { Booking, SessionView, SiteView } from './booking.ts';
import type { Directory } from './directory.ts';
import type { Openings } from './openings.ts';
import { sitesNamed } from './site-names.ts';

export interface PlacesOptions {
  readonly directory: Directory;
  readonly openings: Openings;
  readonly regions: Regions;
}

export interface Places {
  places: Booking['places'];
  view(site: SiteBody, now: number): Promise<SiteView>;
  /** What else is free: this site, nearest in time to `around` (ms) first, then the sites of its region. */
  others(site: string, around: number, now: number, except?: string): Promise<readonly SessionView[]>;
}

type Scope = 'regency' | 'province' | 'country';
/** Sites looked at for one answer: bounds the reading when a whole country is full. */
const LOOKED_AT = 300;
const TOGETHER = 8;
/** Regencies that one typed place may mean: "bandung" is a city and two regencies. */
const MEANINGS = 5;
const OTHERS = 6;
const OTHERS_HERE = 4;

export function createPlaces({ directory, openings, regions }: PlacesOptions): Places {
  async function view(site: SiteBody, now: number): Promise<SiteView> {
    const left = (await openings.upcoming(site.code, now)).reduce((sum, one) => sum + one.left, 0);
    const { code, name, address, region } = site;
    return { code, name, address, region, regionName: regions.nameOf(region), zone: regions.zoneOf(region), left };
  }

  /** The first `limit` of these sites that have a place left. */
  async function free(sites: readonly SiteBody[], now: number, limit: number): Promise<SiteView[]> {
    const found: SiteView[] = [];
    const looked = sites.slice(0, LOOKED_AT);
    for (let at = 0; at < looked.length && found.length < limit; at += TOGETHER) {
      const views = await Promise.all(looked.slice(at, at + TOGETHER).map((site) => view(site, now)));
      found.push(...views.filter((one) => one.left > 0));
    }
    return found.slice(0, limit);
  }

  /** The first of these circles with something free. */
  async function widen(circles: readonly (readonly [Scope, readonly SiteBody[]])[], now: number, limit: number) {
    for (const [scope, sites] of circles) {
      const found = await free(sites, now, limit);
      if (found.length > 0) return { scope, sites: found };
    }
    return { scope: 'none' as const, sites: [] };
  }

  /** Circles around region codes: these regencies, their first one's province, the country. */
  function around(all: readonly SiteBody[], codes: readonly string[]): (readonly [Scope, readonly SiteBody[]])[] {
    const regencies = codes.map((code) => code.slice(0, 5)).filter((code) => code.length === 5);
    const province = codes[0]?.slice(0, 2);
    // In the order of the codes: what fits best comes first.
    const near = [...new Set(regencies)].flatMap((code) => all.filter((site) => site.region === code));
    return [
      ['regency', near],
      ['province', all.filter((site) => site.province === province)],
      ['country', all],
    ];
  }

  return {
    view,
    async places({ region, text }, now, limit) {
      const all = await directory.all(now);
      const found = region === undefined ? undefined : regions.find(region);
      if (found) return widen(around(all, [found.code]), now, limit);
      if (text === undefined)
        return region === undefined ? widen([['country', all]], now, limit) : widen([], now, limit);
      const named = sitesNamed(all, text, regions.nameOf);
      const codes = regions.search(text, MEANINGS).map((one) => one.code);
      const codesNear = codes.length > 0 ? codes : named.map((site) => site.region);
      // Neither a place nor a region: better said than answered with the whole country.
      if (codesNear.length === 0) return widen([], now, limit);
      return widen([['regency', named], ...around(all, codesNear)], now, limit);
    },
    async others(site, reference, now, except) {
      const sites = await directory.all(now);
      const here = (await openings.open(site, now, OTHERS * 4)).filter((one) => one.id !== except);
      const nearest = [...here]
        .sort((a, b) => Math.abs(a.start - reference) - Math.abs(b.start - reference))
        .slice(0, OTHERS_HERE);
      const region = sites.find((one) => one.code === site)?.region;
      const elsewhere: SessionView[] = [];
      for (const other of sites.filter((one) => one.region === region && one.code !== site).slice(0, TOGETHER)) {
        if (nearest.length + elsewhere.length >= OTHERS) break;
        elsewhere.push(...(await openings.open(other.code, now, 1)));
      }
      return [...nearest, ...elsewhere].slice(0, OTHERS);
    },
  };
}
