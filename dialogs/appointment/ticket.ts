import type { Attachment } from 'botbuilder-core';
import type { Ticket } from '../../booking/booking.ts';
import { ticketDataUri } from '../../booking/picture.ts';
import { today } from '../../domain/calendar.ts';
import { inForce } from '../../domain/facts.ts';
import type { Turn } from '../turn.ts';

/**
 * The public check of the ticket as a picture. Small on purpose: it travels in the message itself. Channels that cannot
 * carry it inside take it from the address in `content`.
 */
function picture(publicUrl: string, code: string): Attachment {
  const contentUrl = ticketDataUri(publicUrl, code);
  const content = { url: `${publicUrl}/tickets/${code}/qr.png` };
  return { contentType: 'image/png', contentUrl, name: `${code}.png`, content };
}

/** Cuts what a site's operator may have typed too long, so that a bubble stays a bubble. */
function short(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}

export type Headline = 'ticket.code' | 'ticket.held' | 'ticket.changed';

/** The whole ticket: code, place and time, what to bring, picture and calendar. */
export async function sayTicket(turn: Turn, ticket: Ticket, headline: Headline): Promise<void> {
  const { words, services } = turn;
  const { code, site, session } = ticket;
  turn.say(words.text(headline, { code }));
  const time = words.session(session.start, session.end, session.zone);
  const where = {
    site: short(site.name, 70),
    address: short(site.address, 110),
    region: short(site.regionName, 40),
    time,
  };
  turn.say(words.text('ticket.where', where));
  const bring = services.programme.bring.filter((one) => inForce(one, today(turn.facts.now)));
  turn.say(words.text('ticket.bring', { things: short(bring.map((one) => one[words.lang]).join('; '), 180) }));
  const calendar = `${services.publicUrl}/tickets/${code}/calendar.ics`;
  turn.say(words.text('ticket.picture', { calendar }), picture(services.publicUrl, code));
}
