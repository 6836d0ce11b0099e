import type { HttpRequest, HttpResponse, Route } from '../../domain/http.ts';
import { errorWords, type Logger, word } from '../../domain/log.ts';
import type { Metrics } from '../../domain/metrics.ts';
import { addressKey, type Limiter } from './limits.ts';
import { Refusal, refusalResponse, tooMany } from './refusal.ts';

/** Bytes of one request, as in Azure's Direct Line and our contract. */
const BODY_MOST = 256 * 1024;
const ALLOWED_HEADERS = 'authorization, content-type, x-ms-bot-agent, x-requested-with';

/** What every route has around it: CORS, the rate per address, and refusals as answers. */
export interface Edge {
  /** The route, and the one that answers its preflight. */
  route(method: 'GET' | 'POST', path: string, handle: Route['handle']): Route[];
  /** Notes a failure that the client does not see. */
  failed(error: unknown): void;
}

export interface EdgeOptions {
  readonly origins: ReadonlySet<string>;
  readonly perAddress: Limiter;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export function createEdge({ origins, perAddress, logger, metrics }: EdgeOptions): Edge {
  function failed(error: unknown): void {
    metrics.count('webchat_failures_total');
    logger.warn('webchat_failed', errorWords(error));
  }

  function refused(error: unknown): HttpResponse {
    if (!(error instanceof Refusal)) {
      failed(error);
      return refusalResponse(new Refusal(503, 'Unavailable', 'Not possible just now. Try again.', 2_000));
    }
    metrics.count('webchat_refused_total', { code: word(error.code) });
    return refusalResponse(error);
  }

  function cors({ headers }: HttpRequest): Record<string, string> {
    const always = { vary: 'Origin', 'cache-control': 'no-store' };
    const { origin } = headers;
    if (origin === undefined || !origins.has(origin)) return always;
    return { ...always, 'access-control-allow-origin': origin, 'access-control-expose-headers': 'retry-after' };
  }

  async function answered(request: HttpRequest, handle: Route['handle']): Promise<HttpResponse> {
    try {
      const wait = perAddress.take(addressKey(request.remote));
      if (wait > 0) throw tooMany(wait);
      return await handle(request);
    } catch (error) {
      return refused(error);
    }
  }

  async function preflight(request: HttpRequest): Promise<HttpResponse> {
    const headers = {
      ...cors(request),
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': ALLOWED_HEADERS,
      'access-control-max-age': '7200',
    };
    return { status: 204, headers };
  }

  return {
    failed,
    route: (method, path, handle) => [
      {
        method,
        path,
        maxBytes: BODY_MOST,
        async handle(request) {
          const response = await answered(request, handle);
          return { ...response, headers: { ...cors(request), ...response.headers } };
        },
      },
      { method: 'OPTIONS', path, handle: preflight },
    ],
  };
}
