import { randomBytes } from 'node:crypto';
import type { CheckAnswer } from '../booking/booking.ts';
import { createClaims } from '../booking/claims.ts';
import { type DayRow, dayList } from '../booking/day-list.ts';
import { isToday } from '../booking/times.ts';
import { whenText } from '../booking/verify-page.ts';
import type { Config } from '../config.ts';
import { type Inside, inside, permit } from './inside.ts';

/** What the staff at the door learn of a code. Nothing of the person: the card tells that. */
export interface TicketCheck {
  readonly status: 'valid' | 'used' | 'wrong_day' | 'cancelled' | 'unknown';
  /** This call has marked the person present. */
  readonly marked: boolean;
  readonly site: { readonly code: string; readonly name: string } | null;
  /** In the zone of the place. */
  readonly when: string | null;
  /** ISO instant. */
  readonly usedAt: string | null;
}

function statusOf(answer: CheckAnswer, now: number): TicketCheck['status'] {
  if (answer.kind === 'invalid') return 'unknown';
  if (answer.kind === 'used' || answer.kind === 'cancelled') return answer.kind;
  return isToday(answer.ticket.session, now) ? 'valid' : 'wrong_day';
}

function checkOf(answer: CheckAnswer, marked: boolean, now: number): TicketCheck {
  const ticket = answer.kind === 'invalid' ? undefined : answer.ticket;
  // Marked just now is what "valid" leads to; "used" is for the next who shows the same code.
  return {
    status: marked ? 'valid' : statusOf(answer, now),
    marked,
    site: ticket ? { code: ticket.site.code, name: ticket.site.name } : null,
    when: ticket ? whenText(ticket.session, 'id') : null,
    usedAt: ticket?.used === undefined ? null : new Date(ticket.used).toISOString(),
  };
}

export interface CheckOptions {
  readonly code: string;
  readonly present: boolean;
  readonly token: string | undefined;
  readonly now: number;
}

/** Who marks somebody present: the operator of a token, or whoever has the machine with the store and the key itself. */
async function mark(room: Inside, { code, token, now }: CheckOptions): Promise<TicketCheck> {
  const { booking, vault } = room.rooms;
  const before = await booking.check(code, now);
  const site = before.kind === 'invalid' ? {} : { site: before.ticket.site.code };
  const object = vault.of('ticket', before.kind === 'invalid' ? code.slice(0, 100) : before.ticket.code);
  const action = 'ticket_present';
  if (token !== undefined) await permit(room, { token, role: 'facility', ...site, action, object }, now);
  else await room.audit.record({ actor: 'console', role: 'none', action, object, outcome: 'done' }, now);
  const { marked, ...answer } = await booking.present(code, now);
  return checkOf(answer, marked, now);
}

/** `ticket check CODE [--present]`. Throws `Failure` for a token that may not. */
export function checkTicket(config: Config, options: CheckOptions): Promise<TicketCheck> {
  return inside(config, async (room) => {
    if (options.present) return mark(room, options);
    return checkOf(await room.rooms.booking.check(options.code, options.now), false, options.now);
  });
}

export interface ListOptions {
  readonly site: string;
  /** `YYYY-MM-DD`, local to the place. */
  readonly date: string;
  readonly token: string | undefined;
  readonly now: number;
}

/** `ticket list`: who comes on a day. `undefined`: no such site. Throws `Failure` without the right token. */
export function listDay(
  config: Config,
  { site, date, token, now }: ListOptions,
): Promise<readonly DayRow[] | undefined> {
  return inside(config, async (room) => {
    const object = `${site.slice(0, 40)} ${date}`;
    await permit(room, { token, role: 'facility', site, action: 'ticket_list', object }, now);
    const { documents, vault, regions } = room.rooms;
    const stored = await documents.get<{ readonly region: string }>('sites', site, site);
    if (!stored) return undefined;
    const claims = createClaims({ documents, pseudonyms: vault, sealer: vault, random: randomBytes });
    const zone = regions.zoneOf(stored.body.region);
    return dayList({ documents, sealer: vault, claims }, { site, date, zone, now });
  });
}
