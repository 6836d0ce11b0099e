import { createHash } from 'node:crypto';
import type { HttpResponse } from '../domain/http.ts';
import type { Ticket } from './booking.ts';
import { type Language, type TicketWords, ticketWords } from './words.ts';

const STYLE = `body{margin:0;font:18px/1.5 system-ui,sans-serif;color:#12232e;background:#f2f6f7}
main{max-width:30rem;margin:2rem auto;padding:1.5rem;background:#fff;border-radius:.75rem;border-top:.5rem solid #0b6e69}
main.past{border-color:#8a5a00}main.invalid{border-color:#a3232b}
h1{font-size:1rem;margin:0;color:#44545e}h2{font-size:1.6rem;margin:.25rem 0 1rem}
dt{font-size:.9rem;color:#44545e}dd{margin:0 0 .75rem}p{margin:.5rem 0 0}footer{margin-top:1.5rem;font-size:.9rem;color:#44545e}`;

/** No script, no picture, nothing from elsewhere: this one style by its hash, and no frame around the page. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** For every answer about a ticket: the code in the address is not to be kept, indexed or passed on. */
export const PRIVATE_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const text = (value: string): string => value.replace(/[&<>"']/g, (one) => ESCAPES[one] ?? one);

const ZONE_NAMES: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};

/** `Rabu, 25 November 2026, 08.00-11.00 WIB`: the day and time at the place, never of whoever looks. */
export function whenText({ start, end, zone }: Ticket['session'], language: Language): string {
  const locale = language === 'id' ? 'id-ID' : 'en-GB';
  const day = new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'full' }).format(start);
  const time = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  return `${day}, ${time.format(start)}-${time.format(end)} ${ZONE_NAMES[zone] ?? zone}`;
}

function details({ site, session }: Ticket, words: TicketWords, language: Language): string {
  const place = [site.name, site.address, site.regionName].filter((part) => part !== '').map(text);
  return `<dl><dt>${words.site}</dt><dd>${place.join('<br>')}</dd>
<dt>${words.when}</dt><dd>${text(whenText(session, language))}</dd></dl>`;
}

export interface PageFacts {
  readonly kind: 'valid' | 'past' | 'invalid';
  readonly ticket?: Ticket;
  readonly language: Language;
  readonly ministry: string;
}

/** The page that a browser gets for a code. Says where and when, and nothing about a person. */
export function verifyPage({ kind, ticket, language, ministry }: PageFacts): HttpResponse {
  const words = ticketWords(language);
  const hint = { valid: words.validHint, past: words.pastHint, invalid: words.invalidHint }[kind];
  const body = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${words[kind]} - ${words.title}</title><style>${STYLE}</style></head>
<body><main class="${kind}"><h1>${words.title}</h1><h2>${words[kind]}</h2>
${ticket ? details(ticket, words, language) : ''}
<p>${hint}</p><footer>${text(ministry)}</footer></main></body></html>
`;
  const headers = { ...PRIVATE_HEADERS, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY };
  return { status: kind === 'invalid' ? 404 : 200, headers, body };
}
