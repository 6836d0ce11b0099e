import { type HttpRequest, type HttpResponse, problem, type Route } from '../domain/http.ts';
import { errorWords, type Logger, type Word, word } from '../domain/log.ts';
import { type Metrics, uncounted } from '../domain/metrics.ts';
import { Busy, StoreError } from '../stores/errors.ts';
import type { Booking, Ticket } from './booking.ts';
import { calendarFile } from './calendar.ts';
import { createGuessBudget, type GuessBudget } from './guess-budget.ts';
import { PRIVATE_HEADERS, verifyPage } from './verify-page.ts';
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

type Checked = Awaited<ReturnType<Booking['check']>>;
type Answer = (checked: Checked, language: Language) => HttpResponse;

const RETRY_SECONDS = 2;

/** What a program learns: whether, where and when. Not the dose: that is about the person. */
function facts(kind: 'valid' | 'past', { site, session }: Ticket): object {
  return {
    valid: kind === 'valid',
    status: kind,
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
 * `GET /verify/:code` (a page for browsers, JSON for programs) and `GET /tickets/:code/calendar.ics`.
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
      return withPrivacy(answer(checked, language));
    } catch (error) {
      guesses.giveBack(request.remote);
      return failure(error, language);
    }
  }

  const unknown = (language: Language): HttpResponse => problem(404, 'not_valid', ticketWords(language).invalid);

  return [
    {
      method: 'GET',
      path: '/verify/:code',
      handle: (request) =>
        guarded(request, (checked, language) => {
          const ticket = checked.kind === 'invalid' ? {} : { ticket: checked.ticket };
          if (/\btext\/html\b/i.test(request.headers['accept'] ?? '')) {
            return verifyPage({ kind: checked.kind, ...ticket, language, ministry });
          }
          if (checked.kind === 'invalid') return unknown(language);
          return { status: 200, body: facts(checked.kind, checked.ticket) };
        }),
    },
    {
      method: 'GET',
      path: '/tickets/:code/calendar.ics',
      handle: (request) =>
        guarded(request, (checked, language) => {
          if (checked.kind === 'invalid') return unknown(language);
          const headers = {
            'content-type': 'text/calendar; charset=utf-8',
            'content-disposition': 'attachment; filename="vaksinasi.ics"',
          };
          return { status: 200, headers, body: calendarFile(checked.ticket, publicUrl, language, clock()) };
        }),
    },
  ];
}
