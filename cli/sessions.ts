import { liveHolders, placesLeft, type SessionBody } from '../booking/bodies.ts';
import { bookedIn, type Changed, createChanges } from '../booking/changes.ts';
import { DAY, instantOf, localDate, localTime } from '../booking/times.ts';
import type { Config } from '../config.ts';
import { type Inside, inside } from './inside.ts';

/** A session, as an officer sees it: numbers only. */
export interface SessionRow {
  readonly id: string;
  readonly date: string;
  readonly start: string;
  readonly end: string;
  readonly product: string;
  readonly capacity: number;
  readonly booked: number;
  readonly left: number;
  readonly cancelled: boolean;
}

function rowOf({ id, body }: { readonly id: string; readonly body: SessionBody }, now: number): SessionRow {
  const { start, end, zone, product, capacity, cancelled } = body;
  const booked = Object.values(liveHolders(body, now)).filter(({ until }) => until === undefined).length;
  const hours = { date: localDate(start, zone), start: localTime(start, zone), end: localTime(end, zone) };
  const numbers = { capacity, booked, left: placesLeft(body, now) };
  return { id, ...hours, product, ...numbers, cancelled: cancelled !== undefined };
}

const PAGE = 500;

/** `session list`: the sessions of a site from yesterday on, or of one local day. `undefined`: there is no such site. */
export function listSessions(
  config: Config,
  { site, date, now }: { readonly site: string; readonly date: string | undefined; readonly now: number },
): Promise<readonly SessionRow[] | undefined> {
  return inside(config, async ({ rooms: { documents } }) => {
    const rows: SessionRow[] = [];
    let continuation: string | undefined;
    do {
      const page = await documents.query<SessionBody>('sessions', {
        // From the first instant of a named day in the zone that begins it first.
        index: {
          field: 'start',
          from: date === undefined ? now - DAY : (instantOf(date, '00:00', 'Asia/Jayapura') ?? 0),
        },
        ...{ pk: site, order: { field: 'start' }, limit: PAGE },
        ...(continuation === undefined ? {} : { continuation }),
      });
      rows.push(...page.items.map((one) => rowOf(one, now)));
      continuation = page.continuation;
    } while (continuation !== undefined);
    if (rows.length === 0 && !(await documents.get('sites', site, site))) return undefined;
    return date === undefined ? rows : rows.filter((one) => one.date === date);
  });
}

export interface Change {
  readonly site: string;
  readonly session: string;
  /** New local hours; absent: the session is called off. */
  readonly to?: { readonly date: string; readonly start: string; readonly end: string };
  readonly apply: boolean;
  readonly now: number;
}

/** `wrong_time`: the new hours are no such day or time, or end before they begin. */
export type ChangeResult = (
  | Changed
  | { readonly kind: 'would'; readonly booked: number }
  | { readonly kind: 'wrong_time' }
) & {
  readonly applied: boolean;
};

async function applyChange(room: Inside, { site, session, to, apply, now }: Change): Promise<ChangeResult> {
  const { documents, vault, recording } = room.rooms;
  const stored = await documents.get<SessionBody>('sessions', site, session);
  if (!stored) return { kind: 'unknown', applied: false };
  const { zone } = stored.body;
  const start = to && instantOf(to.date, to.start, zone);
  const end = to && instantOf(to.date, to.end, zone);
  if (to && (start === undefined || end === undefined || end <= start)) return { kind: 'wrong_time', applied: false };
  if (!apply) return { kind: 'would', booked: bookedIn(stored.body, now), applied: false };
  const action = to ? 'session_move' : 'session_cancel';
  await room.audit.record({ actor: 'console', role: 'none', action, object: session, outcome: 'done' }, now);
  const changes = createChanges({ documents, pseudonyms: vault, recording });
  const moved = start !== undefined && end !== undefined;
  const changed = moved ? changes.move(site, session, { start, end }, now) : changes.cancel(site, session, now);
  return { ...(await changed), applied: true };
}

/** `session cancel` and `session move`: shows how many people it touches, and with `apply` does it and notes whom to tell. */
export function changeSession(config: Config, change: Change): Promise<ChangeResult> {
  return inside(config, (room) => applyChange(room, change));
}
