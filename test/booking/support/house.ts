import type { SessionBody } from '../../../booking/bodies.ts';
import type { Booking, BookRequest } from '../../../booking/booking.ts';
import { createBooking } from '../../../booking/documents.ts';
import { importSessions, importSites, type SessionRow } from '../../../booking/import.ts';
import type { Documents } from '../../../stores/documents.ts';
import { testKeys } from '../../registry/support/keys.ts';
import { NOW, regions } from '../../registry/support/rows.ts';

export { NOW, regions };
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const pause = async (): Promise<void> => {};

/** Four invented places: two in one city, one in the same province, one far away. */
export const SITES = [
  { code: 'UJI-1', name: 'Puskesmas Melati Contoh', address: 'Jl. Contoh No. 1', region_code: '32.73' },
  { code: 'UJI-2', name: 'Puskesmas Kenanga Contoh', address: 'Jl. Contoh No. 2', region_code: '3273' },
  { code: 'UJI-3', name: 'Klinik Anggrek Contoh', address: 'Jl. Contoh No. 3', region_code: '32.04' },
  { code: 'UJI-4', name: 'Puskesmas Bakau Contoh', address: 'Jl. Contoh No. 4', region_code: '91.01' },
];

/** A session `days` after the day of `NOW`, 8 to 11 local time. */
export function row(site: string, days: number, capacity: number, start = '08:00'): SessionRow {
  const date = new Date(NOW + days * DAY).toISOString().slice(0, 10);
  return { site_code: site, date, start, end: '23:00', capacity, product: 'CoronaVac' };
}

export async function fill(documents: Documents, rows: readonly SessionRow[]): Promise<void> {
  await importSites({ documents, regions, pause }, SITES);
  await importSessions({ documents, regions, pause }, rows);
}

export function booking(documents: Documents, random?: (bytes: number) => Uint8Array): Booking {
  const options = { documents, pseudonyms: testKeys, sealer: testKeys, regions, pause, clock: () => NOW };
  return createBooking(random ? { ...options, random } : options);
}

export function sessionOf(site: string, days: number, start = '08:00'): string {
  const { date } = row(site, days, 1);
  return `${site}-${date}-${start.replace(':', '')}-coronavac`;
}

export function request(person: string, site: string, days: number, change: Partial<BookRequest> = {}): BookRequest {
  return { person, dose: 1, site, session: sessionOf(site, days), contact: `contact-${person}`, ...change };
}

/** Every session as stored, by id. */
export async function sessions(documents: Documents): Promise<Map<string, SessionBody>> {
  const page = await documents.query<SessionBody>('sessions', { index: { field: 'start', from: 0 }, limit: 1000 });
  return new Map(page.items.map((item) => [item.id, item.body]));
}

/** In which sessions somebody holds a place. */
export async function placesOf(documents: Documents, person: string): Promise<string[]> {
  const all = await sessions(documents);
  return [...all].filter(([, body]) => `${person}|1` in body.holders).map(([id]) => id);
}
