import { isPoint, kmBetween, type Point } from '../domain/geo.ts';
import type { Regions } from '../domain/regions.ts';
import type { SiteBody } from './bodies.ts';
import type { Booking, Fits, SessionView, SiteView } from './booking.ts';
import type { Directory } from './directory.ts';
import type { Openings } from './openings.ts';
import { sitesByPostcode } from './postcodes.ts';
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

/** Up to so many km a place near a shared location counts as "here", and as "around here". */
const HERE_KM = 40;
const AROUND_KM = 200;

type Circle = readonly [Scope, readonly SiteBody[]];

interface Wish {
  readonly now: number;
  readonly limit: number;
  readonly fits?: Fits | undefined;
}

/** Circles around region codes: these regencies, their first one's province, the country. */
function around(all: readonly SiteBody[], codes: readonly string[]): Circle[] {
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

/** The distance of a site in km; `undefined` when the list does not say where it is. */
function kmOf({ lat, lon }: SiteBody, point: Point): number | undefined {
  return lat === undefined || lon === undefined ? undefined : kmBetween(point, { lat, lon });
}

/** Circles around a point on the map, nearest first. Sites without coordinates are not in them. */
function circlesAt(all: readonly SiteBody[], point: Point): Circle[] {
  const far = all.flatMap((site) => {
    const km = kmOf(site, point);
    return km === undefined ? [] : [{ site, km }];
  });
  far.sort((a, b) => a.km - b.km);
  const within = (least: number, most: number): SiteBody[] =>
    far.filter(({ km }) => km > least && km <= most).map(({ site }) => site);
  return [
    ['regency', within(-1, HERE_KM)],
    ['province', within(HERE_KM, AROUND_KM)],
    ['country', within(AROUND_KM, Number.POSITIVE_INFINITY)],
  ];
}

export function createPlaces({ directory, openings, regions }: PlacesOptions): Places {
  async function view(site: SiteBody, now: number, fits: Fits = () => true): Promise<SiteView> {
    const left = (await openings.upcoming(site.code, now)).filter(fits).reduce((sum, one) => sum + one.left, 0);
    const { code, name, address, region } = site;
    return { code, name, address, region, regionName: regions.nameOf(region), zone: regions.zoneOf(region), left };
  }

  /** The first `limit` of these sites that have a place left. */
  async function free(sites: readonly SiteBody[], { now, limit, fits }: Wish): Promise<SiteView[]> {
    const found: SiteView[] = [];
    const looked = sites.slice(0, LOOKED_AT);
    for (let at = 0; at < looked.length && found.length < limit; at += TOGETHER) {
      const views = await Promise.all(looked.slice(at, at + TOGETHER).map((site) => view(site, now, fits)));
      found.push(...views.filter((one) => one.left > 0));
    }
    return found.slice(0, limit);
  }

  /** The first of these circles with something free. */
  async function widen(circles: readonly Circle[], wish: Wish) {
    for (const [scope, sites] of circles) {
      const found = await free(sites, wish);
      if (found.length > 0) return { scope, sites: found };
    }
    return { scope: 'none' as const, sites: [] };
  }

  async function nearest(all: readonly SiteBody[], point: Point, wish: Wish) {
    const found = await widen(circlesAt(all, point), wish);
    const known = new Map(all.map((site) => [site.code, site]));
    const sites = found.sites.map((one): SiteView => {
      const site = known.get(one.code);
      const km = site && kmOf(site, point);
      return km === undefined ? one : { ...one, km };
    });
    return { scope: found.scope, sites };
  }

  /** Circles around what a citizen typed. None: neither a place nor a region, better said than answered with the country. */
  function circlesFor(all: readonly SiteBody[], text: string): readonly Circle[] {
    const coded = sitesByPostcode(all, text);
    if (coded.length > 0)
      return [
        ['regency', coded],
        ...around(
          all,
          coded.map((site) => site.region),
        ),
      ];
    const named = sitesNamed(all, text, regions.nameOf);
    const codes = regions.search(text, MEANINGS).map((one) => one.code);
    const near = codes.length > 0 ? codes : named.map((site) => site.region);
    return near.length === 0 ? [] : [['regency', named], ...around(all, near)];
  }

  return {
    view,
    async places({ region, text, near, fits }, now, limit) {
      const all = await directory.all(now);
      const wish = { now, limit, fits };
      if (near && isPoint(near)) return nearest(all, near, wish);
      const found = region === undefined ? undefined : regions.find(region);
      if (found) return widen(around(all, [found.code]), wish);
      if (text !== undefined) return widen(circlesFor(all, text), wish);
      return widen(region === undefined && near === undefined ? [['country', all]] : [], wish);
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
