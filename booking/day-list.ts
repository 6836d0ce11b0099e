import type { Sealer } from '../domain/sealer.ts';
import { openIdentity } from '../registry/identity.ts';
import type { PersonBody } from '../registry/person.ts';
import type { Documents, Stored } from '../stores/documents.ts';
import { type Holder, liveHolders, type SessionBody } from './bodies.ts';
import type { Claims } from './claims.ts';
import { DAY, instantOf, localDate, localTime } from './times.ts';

/** One appointment, as the staff at the door need it. No NIK: that is on the card they compare with. */
export interface DayRow {
  /** Local to the place, `HH:MM`. */
  readonly start: string;
  readonly end: string;
  readonly product: string;
  readonly code: string;
  readonly name: string;
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
  readonly phone: string;
  readonly dose: number;
  /** Local time at which the person was marked present. */
  readonly present: string;
  readonly status: 'booked' | 'present' | 'cancelled';
}

export interface DayListOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly claims: Pick<Claims, 'idOf' | 'get' | 'codeOf'>;
}

const PAGE = 200;
/** People looked up side by side. */
const TOGETHER = 16;
/** No window of several days is longer. */
const LONGEST = 62 * DAY;

/** The sessions of a site that are on a local day, a window of several days on each of them. */
async function sessionsOn(
  documents: Documents,
  site: string,
  date: string,
  zone: string,
): Promise<Stored<SessionBody>[]> {
  const midnight = instantOf(date, '00:00', zone);
  if (midnight === undefined) return [];
  const found: Stored<SessionBody>[] = [];
  let continuation: string | undefined;
  do {
    const page = await documents.query<SessionBody>('sessions', {
      ...{ pk: site, index: { field: 'start', from: midnight - LONGEST, to: midnight + DAY - 1 } },
      ...{ order: { field: 'start' }, limit: PAGE },
      ...(continuation === undefined ? {} : { continuation }),
    });
    found.push(...page.items.filter(({ body }) => localDate(body.end, zone) >= date));
    continuation = page.continuation;
  } while (continuation !== undefined);
  return found;
}

/**
 * Who has an appointment at a site on a day, by time and name. `zone`: the site's. Holds that run are not in it. This is
 * the one list that shows who people are: its callers ask for a role first and write the look into the audit trail.
 */
export async function dayList(
  { documents, sealer, claims }: DayListOptions,
  {
    site,
    date,
    zone,
    now,
  }: { readonly site: string; readonly date: string; readonly zone: string; readonly now: number },
): Promise<readonly DayRow[]> {
  async function row(session: SessionBody, [key, holder]: [string, Holder]): Promise<DayRow> {
    const split = key.lastIndexOf('|');
    const [person, dose] = [key.slice(0, split), Number(key.slice(split + 1))];
    const stored = await documents.get<PersonBody>('persons', person, person);
    const claim = await claims.get(claims.idOf(person, dose));
    const { name = '', birthDate = '', phone = '' } = openIdentity(stored, sealer) ?? {};
    const code = claim?.body.ticket === holder.ticket ? claims.codeOf(claim) : '';
    const present = holder.used === undefined ? '' : localTime(holder.used, zone);
    const off = session.cancelled === undefined ? 'booked' : 'cancelled';
    const status = present === '' ? off : 'present';
    const { start, end, product } = session;
    return {
      ...{ start: localTime(start, zone), end: localTime(end, zone), product, code },
      ...{ name, birthDate, phone, dose, present, status },
    };
  }

  const rows: DayRow[] = [];
  for (const { body } of await sessionsOn(documents, site, date, zone)) {
    const booked = Object.entries(liveHolders(body, now)).filter(([, { until }]) => until === undefined);
    for (let from = 0; from < booked.length; from += TOGETHER) {
      rows.push(...(await Promise.all(booked.slice(from, from + TOGETHER).map((one) => row(body, one)))));
    }
  }
  return rows.sort((a, b) => a.start.localeCompare(b.start) || a.name.localeCompare(b.name, 'id'));
}

const COLUMNS = [
  'start',
  'end',
  'product',
  'code',
  'name',
  'birth_date',
  'phone',
  'dose',
  'present',
  'status',
] as const;

/** A cell that a spreadsheet takes for text: what citizens type must not become a formula on the clinic's computer. */
function cell(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) && !/^\+\d+$/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The list as CSV, UTF-8 with a mark in front, so that a spreadsheet reads the names right. */
export function dayListCsv(rows: readonly DayRow[]): string {
  const lines = rows.map(({ start, end, product, code, name, birthDate, phone, dose, present, status }) =>
    [start, end, product, code, name, birthDate, phone, String(dose), present, status].map(cell).join(','),
  );
  return `\uFEFF${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}
