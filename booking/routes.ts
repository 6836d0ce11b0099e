import { type HttpRequest, type HttpResponse, problem, type Route } from '../domain/http.ts';
import { errorWords, type Logger, type Word, word } from '../domain/log.ts';
import { type Metrics, uncounted } from '../domain/metrics.ts';
import { Busy, StoreError } from '../stores/errors.ts';
import type { Booking, CheckAnswer, Ticket } from './booking.ts';
import { calendarFile } from './calendar.ts';
import { createGuessBudget, type GuessBudget } from './guess-budget.ts';
import { PRIVATE_HEADERS } from './page.ts';
import { ticketDataUri, ticketPicture } from './picture.ts';
import { isToday } from './times.ts';
import { slipPage, verifyPage } from './verify-page.ts';
import { type Language, languageOf, ticketWords } from './words.ts';

export interface TicketRoutesOptions {
  readonly booking: Booking;
  /** ms since 1970. */
  readonly clock: () => number;
  readonly logger: Logger;
  /** Origin of the public check, without a slash at the end. */
  readonly publicUrl: string;
  /** Who signs the page; the ministry of the shipped programme unless given. */
  readonly ministry?: string;
  readonly metrics?: Metrics;
  readonly guesses?: GuessBudget;
}

type Known = Exclude<CheckAnswer, { kind: 'invalid' }>;
/** What is answered about a code that is a ticket. */
type Answer = (known: Known, language: Language) => HttpResponse | Promise<HttpResponse>;

const RETRY_SECONDS = 2;

/** What a program learns: whether, where and when. Not the dose: that is about the person. `today` only when it is. */
function facts(kind: Known['kind'], { site, session }: Ticket, now: number): object {
  return {
    valid: kind === 'valid',
    status: kind,
    ...(isToday(session, now) ? { today: true } : {}),
    site: { name: site.name, address: site.address, region: site.regionName },
    session: {
      start: new Date(session.start).toISOString(),
      end: new Date(session.end).toISOString(),
      zone: session.zone,
    },
  };
}

function withPrivacy(response: HttpResponse): HttpResponse {
  return { ...response, headers: { ...PRIVATE_HEADERS, ...response.headers } };
}

/**
 * `GET /verify/:code` (a page for browsers, JSON for programs) and, for whoever has the code, `/tickets/:code/qr.png`,
 * `/tickets/:code/slip` (a page to print) and `/tickets/:code/calendar.ics`.
 * An unknown code and a malformed one are answered alike, 404; too many of them from one address, 429.
 */
export function ticketRoutes(options: TicketRoutesOptions): readonly Route[] {
  const { booking, clock, logger, publicUrl, metrics = uncounted } = options;
  const ministry = options.ministry ?? 'Kementerian Kesehatan Republik Indonesia';
  const guesses = options.guesses ?? createGuessBudget();

  function count(outcome: string): void {
    const label: Word = word(outcome);
    metrics.count('ticket_checks_total', { outcome: label });
  }

  function failure(error: unknown, language: Language): HttpResponse {
    // Anything else is a fault of the program: the server answers for it.
    if (!(error instanceof StoreError)) throw error;
    logger.warn('ticket_check_failed', errorWords(error));
    const seconds = error instanceof Busy ? error.retryAfterMs / 1000 : RETRY_SECONDS;
    return withPrivacy(problem(503, error.code, ticketWords(language).later, seconds));
  }

  function unknown(request: HttpRequest, language: Language): HttpResponse {
    if (wantsPage(request)) return verifyPage({ kind: 'invalid', language, ministry, now: clock() });
    return problem(404, 'not_valid', ticketWords(language).invalid);
  }

  async function guarded(request: HttpRequest, answer: Answer): Promise<HttpResponse> {
    const language = languageOf(request.query, request.headers['accept-language']);
    const wait = guesses.take(request.remote, clock());
    if (wait > 0) {
      count('limited');
      return withPrivacy(problem(429, 'too_many_guesses', ticketWords(language).tooMany, wait / 1000));
    }
    try {
      const checked = await booking.check(request.params['code'] ?? '', clock());
      if (checked.kind !== 'invalid') guesses.giveBack(request.remote);
      count(checked.kind);
      return withPrivacy(checked.kind === 'invalid' ? unknown(request, language) : await answer(checked, language));
    } catch (error) {
      guesses.giveBack(request.remote);
      return failure(error, language);
    }
  }

  const get = (path: string, answerFor: (request: HttpRequest) => Answer): Route => ({
    method: 'GET',
    path,
    handle: (request) => guarded(request, answerFor(request)),
  });

  return [
    get('/verify/:code', (request) => ({ kind, ticket }, language) => {
      if (wantsPage(request)) return verifyPage({ kind, ticket, language, ministry, now: clock() });
      return { status: 200, body: facts(kind, ticket, clock()) };
    }),
    get('/tickets/:code/calendar.ics', () => ({ ticket }, language) => {
      return file('text/calendar; charset=utf-8', 'vaksinasi.ics', calendarFile(ticket, publicUrl, language, clock()));
    }),
    get('/tickets/:code/qr.png', () => ({ ticket }) => ({
      status: 200,
      headers: { 'content-type': 'image/png' },
      body: ticketPicture(publicUrl, ticket.code),
    })),
    get('/tickets/:code/slip', () => ({ ticket }, language) => {
      const picture = ticketDataUri(publicUrl, ticket.code);
      return slipPage({ ticket, language, ministry, publicUrl, picture });
    }),
  ];
}

const wantsPage = (request: HttpRequest): boolean => /\btext\/html\b/i.test(request.headers['accept'] ?? '');

function file(type: string, name: string, body: string): HttpResponse {
  const headers = { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` };
  return { status: 200, headers, body };
}
