import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDistricts, type DistrictSearch } from './district-search.ts';
import { createSearch, type Found, WHOLE } from './region-search.ts';

export type Zone = 'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura';

/** A province (`32`), regency or city (`32.73`) or district (`32.73.05`), with the codes of Kemendagri. */
export interface Region {
  readonly code: string;
  readonly name: string;
  /** Code of its province: `32`. */
  readonly province: string;
  readonly zone: Zone;
}

export interface Regions {
  /** With or without dots; a retired code of a regency (or of a district in one) answers the regency of today. */
  find(code: string): Region | undefined;
  /** Regencies, cities and provinces whose name or alias fits what was typed, best first; else those of a district. */
  search(text: string, limit: number): readonly Region[];
  /**
   * What a citizen may have meant by a place. A district's name that several regencies have is asked back:
   * `which_regency`. Never more than `limit` regions.
   */
  locate(text: string, limit: number): Place;
  /** Zone of a code, by its province; `Asia/Jakarta` when even that is not known. */
  zoneOf(code: string): string;
  /** Name of a code, or the code itself when it is not known. */
  nameOf(code: string): string;
}

/** The answer to "where?": regions best first, one district in its regency, a question back, or nothing. */
export type Place =
  | { readonly kind: 'regions'; readonly regions: readonly Region[] }
  | { readonly kind: 'district'; readonly district: Region; readonly regency: Region }
  | { readonly kind: 'which_regency'; readonly name: string; readonly regencies: readonly Region[] }
  | { readonly kind: 'nowhere' };

/** `content/regions/regions.json`, as `scripts/regions.ts` writes it. */
export interface RegionData {
  /** `{"32": "Jawa Barat"}` */
  readonly provinces: Readonly<Record<string, string>>;
  /** `{"32.73": "Kota Bandung"}` */
  readonly regencies: Readonly<Record<string, string>>;
  /** `{"32.73": "01Sukasari|02Coblong"}`: one string per regency, taken apart only when it is asked for. */
  readonly districts: Readonly<Record<string, string>>;
  /** Retired code of a regency to the code of today. */
  readonly legacy: Readonly<Record<string, string>>;
  /** What people call a place, in small letters, to its code. */
  readonly aliases: Readonly<Record<string, string>>;
}

/** WITA: Bali, Nusa Tenggara, South, East and North Kalimantan, Sulawesi. */
const CENTRAL = /^(5[1-3]|6[3-5]|7[1-6])/;
/** WIT: Maluku, Papua. */
const EASTERN = /^(8[12]|9[1-6])/;

function zoneOfProvince(province: string): Zone {
  if (CENTRAL.test(province)) return 'Asia/Makassar';
  return EASTERN.test(province) ? 'Asia/Jayapura' : 'Asia/Jakarta';
}

/** `327305`, `32.73.05` or blanks between: `32.73.05`. Undefined when it is no code of 2, 4 or 6 digits. */
function dotted(code: string): string | undefined {
  const digits = code.replace(/[\s.]/g, '');
  return /^(\d\d){1,3}$/.test(digits) ? digits.replace(/\d\d(?=\d)/g, '$&.') : undefined;
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function district(data: RegionData, code: string): string | undefined {
  const inside = `|${own(data.districts, code.slice(0, 5)) ?? ''}|`;
  const at = inside.indexOf(`|${code.slice(6)}`);
  return at < 0 ? undefined : inside.slice(at + 3, inside.indexOf('|', at + 1));
}

interface Index {
  readonly search: (text: string, limit: number) => readonly Found[];
  readonly districts: () => DistrictSearch;
}

/** Codes of the regencies of districts, each once. */
function regencies(districts: readonly string[]): readonly string[] {
  return [...new Set(districts.map((code) => code.slice(0, 5)))];
}

/** A district with its regency beside it first, then the whole name of a region, then of a district, then what is near. */
function place(index: Index, text: string, limit: number, all: (codes: readonly string[]) => readonly Region[]): Place {
  const regions = index.search(text, limit);
  const districts = index.districts();
  const asRegions: Place = { kind: 'regions', regions: all(regions.map((one) => one.code)) };
  const asDistrict = (codes: readonly string[]): Place | undefined => {
    const [first] = all(codes);
    const [regency, ...more] = all(regencies(codes));
    if (first === undefined || regency === undefined) return undefined;
    if (more.length === 0) return { kind: 'district', district: first, regency };
    return { kind: 'which_regency', name: first.name, regencies: [regency, ...more].slice(0, limit) };
  };
  const within = asDistrict(districts.within(text));
  if (within !== undefined) return within;
  const whole = (regions[0]?.fit ?? 0) >= WHOLE && !districts.named(text);
  const exact = whole ? undefined : asDistrict(districts.exact(text));
  if (exact !== undefined) return exact;
  if (regions.length > 0) return asRegions;
  return asDistrict(districts.near(text)) ?? { kind: 'nowhere' };
}

/** The regions over given data; `loadRegions` takes the shipped ones. */
export function createRegions(data: RegionData): Regions {
  const region = (code: string, name: string): Region => {
    const province = code.slice(0, 2);
    return { code, name, province, zone: zoneOfProvince(province) };
  };
  const find = (text: string): Region | undefined => {
    const code = dotted(text);
    if (code === undefined) return undefined;
    const today = own(data.legacy, code.slice(0, 5));
    // Which district of today an old one became is not known: the regency is as near as it gets.
    if (today !== undefined) return find(today);
    const name = code.length === 8 ? district(data, code) : (own(data.regencies, code) ?? own(data.provinces, code));
    return name === undefined ? undefined : region(code, name);
  };
  // Built with the first question of its kind: most starts of the program ask none at once.
  let searching: Index['search'] | undefined;
  let districts: DistrictSearch | undefined;
  const index: Index = {
    search(text, limit) {
      searching ??= createSearch(data);
      return searching(text, limit);
    },
    districts() {
      districts ??= createDistricts(data.districts, (text) => index.search(text, 1)[0]?.code);
      return districts;
    },
  };
  const all = (codes: readonly string[]): readonly Region[] => codes.flatMap((code) => find(code) ?? []);
  return {
    find,
    search(text, limit) {
      const codes = index.search(text, limit).map((one) => one.code);
      if (codes.length > 0 || limit <= 0) return all(codes);
      return all(regencies(index.districts().exact(text))).slice(0, limit);
    },
    locate: (text, limit) => place(index, text, Math.max(1, limit), all),
    zoneOf: (code) => zoneOfProvince(code),
    nameOf: (code) => find(code)?.name ?? code,
  };
}

/** Reads the shipped regions; throws when the file is missing. */
export function loadRegions(): Regions {
  const file = join(import.meta.dirname, '..', 'content', 'regions', 'regions.json');
  return createRegions(JSON.parse(readFileSync(file, 'utf8')) as RegionData);
}
