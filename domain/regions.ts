import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSearch } from './region-search.ts';

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
  /** Regencies, cities and provinces whose name or alias fits what was typed, best first. */
  search(text: string, limit: number): readonly Region[];
  /** Zone of a code, by its province; `Asia/Jakarta` when even that is not known. */
  zoneOf(code: string): string;
  /** Name of a code, or the code itself when it is not known. */
  nameOf(code: string): string;
}

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
  let searching: ((text: string, limit: number) => readonly string[]) | undefined;
  return {
    find,
    search(text, limit) {
      searching ??= createSearch(data);
      return searching(text, limit).flatMap((code) => find(code) ?? []);
    },
    zoneOf: (code) => zoneOfProvince(code),
    nameOf: (code) => find(code)?.name ?? code,
  };
}

/** Reads the shipped regions; throws when the file is missing. */
export function loadRegions(): Regions {
  const file = join(import.meta.dirname, '..', 'content', 'regions', 'regions.json');
  return createRegions(JSON.parse(readFileSync(file, 'utf8')) as RegionData);
}
