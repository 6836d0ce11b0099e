import { isPoint } from '../domain/geo.ts';
import type { CellFault } from '../registry/csv/faults.ts';
import type { Column } from '../registry/csv/header.ts';
import type { RowFault, SessionRow, SiteRow } from './import-rows.ts';

/** Columns of the list of places, English or Indonesian. */
export const SITE_COLUMNS: readonly Column[] = [
  { name: 'code', also: ['kode'] },
  { name: 'name', also: ['nama'] },
  { name: 'address', also: ['alamat'] },
  { name: 'region_code', also: ['kode_wilayah'] },
  { name: 'lat', also: ['lintang', 'latitude'], optional: true },
  { name: 'lon', also: ['bujur', 'lng', 'longitude'], optional: true },
  { name: 'phone', also: ['no_hp', 'telepon', 'telp'], optional: true },
];

/** Columns of dated capacity. `end_date` only for windows of several days. */
export const SESSION_COLUMNS: readonly Column[] = [
  { name: 'site_code', also: ['kode_faskes'] },
  { name: 'date', also: ['tanggal'] },
  { name: 'start', also: ['mulai'] },
  { name: 'end', also: ['selesai'] },
  { name: 'capacity', also: ['kuota'] },
  { name: 'product', also: ['produk'] },
  { name: 'end_date', also: ['tanggal_selesai'], optional: true },
];

const fault = (column: string, code: string, reason: string): CellFault => ({ column, code, reason });

/** What an officer reads about a row that means nothing. */
const WORDS: Readonly<Record<Exclude<RowFault, 'booked'>, CellFault>> = {
  code: fault('code', 'code', 'expected 1 to 40 letters, digits, dots and dashes'),
  name: fault('name', 'name', 'the name is empty'),
  region: fault('region_code', 'region', 'expected the code of a regency or city: 4 digits, such as 32.73 or 3273'),
  site: fault('site_code', 'site', 'there is no place with this code: import the places first'),
  date: fault('date', 'date', 'expected a day as YYYY-MM-DD (or DD/MM/YYYY)'),
  end_date: fault('end_date', 'end_date', 'expected a day as YYYY-MM-DD, not before the first and within 31 days'),
  time: fault('start', 'time', 'expected hours as HH:MM, and an end after the start'),
  capacity: fault(
    'capacity',
    'capacity',
    'expected a whole number from 0 to 5000; several sessions side by side hold more',
  ),
  product: fault('product', 'product', 'expected the name of a product, up to 40 signs'),
};

export const faultOf = (code: Exclude<RowFault, 'booked'>): CellFault => WORDS[code];

/** `-6,9147` and `-6.9147`. `undefined`: not a number. */
function degrees(text: string): number | undefined {
  const plain = text.replace(',', '.');
  return /^-?\d{1,3}(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/** Where Indonesia is, with room: a pair the wrong way round lies outside. */
const inside = (lat: number, lon: number): boolean => lat >= -12 && lat <= 7 && lon >= 94 && lon <= 142;

function pointCell(lat: string, lon: string): { lat?: number; lon?: number } | CellFault {
  if (lat === '' && lon === '') return {};
  const point = { lat: degrees(lat) ?? Number.NaN, lon: degrees(lon) ?? Number.NaN };
  if (!inside(point.lat, point.lon) && inside(point.lon, point.lat))
    return fault('lat', 'point', 'latitude and longitude are the wrong way round');
  if (!isPoint(point))
    return fault(
      lat === '' ? 'lat' : 'lon',
      'point',
      'expected both degrees, such as -6.9147 and 107.6098, or neither',
    );
  return inside(point.lat, point.lon) ? point : fault('lat', 'point', 'this point is not in Indonesia');
}

/** A row of places from the cells of `SITE_COLUMNS`. */
export function siteCells(cells: readonly string[]): SiteRow | CellFault {
  const [code = '', name = '', address = '', region_code = '', lat = '', lon = '', phone = ''] = cells;
  if (cells.some((cell) => cell.includes('\uFFFD')))
    return fault('', 'encoding', 'holds signs that are no UTF-8: save the file as "CSV UTF-8"');
  if (name.length > 120 || address.length > 200)
    return fault(
      name.length > 120 ? 'name' : 'address',
      'too_long',
      'a name has up to 120 signs, an address up to 200',
    );
  if (phone !== '' && !/^[+\d][\d ()./-]{3,24}$/.test(phone))
    return fault('phone', 'phone', 'expected a phone number, or nothing');
  const point = pointCell(lat, lon);
  if ('code' in point) return point;
  return { code, name, address, region_code, ...point, ...(phone === '' ? {} : { phone }) };
}

/** ISO, or day, month and year with any sign between; what is neither stays as it is and is refused later. */
function dayOf(text: string): string {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  return year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** `8:00`, `08.00`, `0800` and `08:00:00` are `08:00`. */
function timeOf(text: string): string {
  const [, hour = '', minute = ''] = /^(\d{1,2})[:.]?(\d{2})(?:[:.]00)?$/.exec(text) ?? [];
  return hour === '' ? text : `${hour.padStart(2, '0')}:${minute}`;
}

/** A row of capacity from the cells of `SESSION_COLUMNS`. */
export function sessionCells(cells: readonly string[]): SessionRow | CellFault {
  const [site_code = '', date = '', start = '', end = '', capacity = '', product = '', last = ''] = cells;
  if (!/^\d{1,6}$/.test(capacity)) return faultOf('capacity');
  const window = last === '' ? {} : { end_date: dayOf(last) };
  const hours = { start: timeOf(start), end: timeOf(end) };
  return { site_code, date: dayOf(date), ...window, ...hours, capacity: Number(capacity), product };
}
