import { escapeHtml } from '../domain/html.ts';
import type { HttpResponse } from '../domain/http.ts';
import type { CheckAnswer, Ticket } from './booking.ts';
import { page } from './page.ts';
import { isToday } from './times.ts';
import { type Language, type TicketWords, ticketWords } from './words.ts';

const ZONE_NAMES: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};

/**
 * `Rabu, 25 November 2026, 08.00-11.00 WIB`: the day and time at the place, never of whoever looks. A window of several
 * days: `Selasa, 1 Desember 2026 - Senin, 7 Desember 2026, 08.00-15.00 WIT`.
 */
export function whenText({ start, end, zone }: Ticket['session'], language: Language): string {
  const locale = language === 'id' ? 'id-ID' : 'en-GB';
  const day = new Intl.DateTimeFormat(locale, {
    ...{ timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  });
  const time = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  const days = [...new Set([day.format(start), day.format(end)])].join(' - ');
  return `${days}, ${time.format(start)}-${time.format(end)} ${ZONE_NAMES[zone] ?? zone}`;
}

function details({ site, session }: Ticket, words: TicketWords, language: Language): string {
  const place = [site.name, site.address, site.regionName].filter((part) => part !== '').map(escapeHtml);
  return `<dl><dt>${words.site}</dt><dd>${place.join('<br>')}</dd>
<dt>${words.when}</dt><dd>${escapeHtml(whenText(session, language))}</dd></dl>`;
}

export interface PageFacts {
  readonly kind: CheckAnswer['kind'];
  readonly ticket?: Ticket;
  readonly language: Language;
  readonly ministry: string;
  /** ms. */
  readonly now: number;
}

function hintOf({ kind, ticket, now }: PageFacts, words: TicketWords): string {
  if (kind === 'valid' && ticket && !isToday(ticket.session, now)) return `${words.otherDay} ${words.validHint}`;
  const hints = { used: words.usedHint, cancelled: words.cancelledHint, past: words.pastHint };
  return { ...hints, valid: words.validHint, invalid: words.invalidHint }[kind];
}

/** The page that a browser gets for a code. Says where and when, and nothing about a person. */
export function verifyPage(facts: PageFacts): HttpResponse {
  const { kind, ticket, language, ministry } = facts;
  const words = ticketWords(language);
  const body = `<main class="${kind}"><h1>${words.title}</h1><h2>${words[kind]}</h2>
${ticket ? details(ticket, words, language) : ''}
<p>${hintOf(facts, words)}</p><footer>${escapeHtml(ministry)}</footer></main>`;
  return page({ title: `${words[kind]} - ${words.title}`, body, language, status: kind === 'invalid' ? 404 : 200 });
}

export interface SlipFacts {
  readonly ticket: Ticket;
  readonly language: Language;
  readonly ministry: string;
  /** Where the code is checked. */
  readonly publicUrl: string;
  /** A PNG as a data URI. */
  readonly picture: string;
}

/** The ticket for paper: for whom there is no phone, or a phone without power. Nothing but what the code itself opens. */
export function slipPage({ ticket, language, ministry, publicUrl, picture }: SlipFacts): HttpResponse {
  const words = ticketWords(language);
  const body = `<main class="slip"><h1>${escapeHtml(ministry)}</h1><h2>${words.slip}</h2>
<p class="code"><span>${words.code}</span> <strong>${escapeHtml(ticket.code)}</strong></p>
<img src="${picture}" alt="${words.picture}" width="220" height="220">
${details(ticket, words, language)}
<p>${words.bring}</p><p>${words.check}: ${escapeHtml(publicUrl)}/verify/${escapeHtml(ticket.code)}</p>
<footer>${words.print}</footer></main>`;
  return page({ title: words.slip, body, language, status: 200 });
}
