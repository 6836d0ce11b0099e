import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Ticket } from './booking.ts';
import { type Language, ticketWords } from './words.ts';

const DAY_SECONDS = 86_400;

/** Loaded with the first ticket that is asked for: it would cost every cold start. Node keeps it after that. */
function generator(): typeof import('ical-generator') {
  return createRequire(import.meta.url)('ical-generator') as typeof import('ical-generator');
}

/**
 * A calendar file (RFC 5545) for a ticket: where, when (in UTC, so that every calendar shows it in its own zone), the
 * way to the public check, and an alarm the day before. Nothing about the person. `now`: ms, the file's time stamp.
 */
export function calendarFile(ticket: Ticket, publicUrl: string, language: Language, now: number): string {
  const { ICalAlarmType, ICalCalendar } = generator();
  const words = ticketWords(language);
  const { code, site, session } = ticket;
  const calendar = new ICalCalendar({ prodId: { company: 'sapa-vaksin', product: 'ticket' } });
  calendar.createEvent({
    // The same event on every download, so that a calendar updates it and does not double it.
    id: `${createHash('sha256').update(code).digest('hex').slice(0, 32)}@sapa-vaksin`,
    start: new Date(session.start),
    end: new Date(session.end),
    stamp: new Date(now),
    summary: `${words.summary}: ${site.name}`,
    location: [site.name, site.address, site.regionName].filter((part) => part !== '').join(', '),
    description: `${words.bring}\n${words.check}: ${publicUrl}/verify/${code}`,
    url: `${publicUrl}/verify/${code}`,
    alarms: [{ type: ICalAlarmType.display, trigger: DAY_SECONDS, description: words.tomorrow }],
  });
  return calendar.toString();
}
