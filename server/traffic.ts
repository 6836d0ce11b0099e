import type { IncomingMessage, ServerResponse } from 'node:http';
import { type HttpResponse, problem, type Route } from '../domain/http.ts';
import { errorWords, type Logger, type Word, word } from '../domain/log.ts';
import type { Metrics } from '../domain/metrics.ts';
import { send } from './answer.ts';
import { readBody } from './body.ts';
import { pathOf, RequestView } from './request.ts';

/** A route with what is counted for it. */
export interface Mounted {
  readonly route: Route;
  readonly name: Word;
  readonly limit: number;
  readonly hasBody: boolean;
  /** Labels by status, made once: this runs for every request. */
  readonly labels: Map<number, Readonly<Record<string, Word>>>;
}

export interface TrafficOptions {
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly proxyHops: number;
}

const INTERNAL = problem(500, 'internal', 'Something went wrong here. It has been noted.');
const NO_BODY = Buffer.alloc(0);
const NO_ROUTE = word('none');
/** A status is a number of ours: the one word of digits only. */
const statusWord = (status: number): Word => String(status) as Word;

/** `/verify/:code` -> `verify.code`: a name that may be a metric's label. */
function routeName(path: string): Word {
  return word(path.replaceAll(/[^A-Za-z0-9_-]+/g, '.').replaceAll(/^\.+|\.+$/g, '') || 'root');
}

export function mountedOf(route: Route, maxBytes: number): Mounted {
  const hasBody = route.method === 'POST' || route.method === 'PUT' || route.method === 'DELETE';
  return { route, name: routeName(route.path), limit: route.maxBytes ?? maxBytes, hasBody, labels: new Map() };
}

/** Async, so that a handler that throws at once is caught like one that rejects. */
async function run(route: Route, view: RequestView): Promise<HttpResponse> {
  return route.handle(view);
}

/** The requests of one server while they run: answered, counted, waited for. */
export class Traffic {
  /** Set while stopping: every answer then closes its connection. */
  closing = false;
  readonly #options: TrafficOptions;
  #running = 0;
  #idle: (() => void) | undefined;

  constructor(options: TrafficOptions) {
    this.#options = options;
  }

  /** Runs a route over a request and answers, whatever happens. */
  serve(mounted: Mounted, request: IncomingMessage, response: ServerResponse, params?: Record<string, string>): void {
    const began = performance.now();
    this.#running += 1;
    response.once('close', () => this.#ended());
    const finish = (answer: HttpResponse): void => {
      send(response, answer, this.closing);
      this.#count(mounted, answer.status, began);
    };
    const failed = (error: unknown): void => {
      this.#options.logger.error('http_handler_failed', { route: mounted.name, ...errorWords(error) });
      send(response, INTERNAL, this.closing);
      this.#count(mounted, 500, began);
    };
    const read = (body: Buffer): void => {
      const view = new RequestView(request, pathOf(request.url ?? ''), params, body, this.#options.proxyHops);
      run(mounted.route, view).then(finish).catch(failed);
    };
    const refused = (): void => this.#count(mounted, 413, began);
    if (mounted.hasBody) readBody(request, response, { limit: mounted.limit, read, refused });
    else read(NO_BODY);
  }

  /** An answer outside of any route. */
  refuse(response: ServerResponse, answer: HttpResponse): void {
    send(response, answer, this.closing);
    this.#options.metrics.count('http_requests_total', { route: NO_ROUTE, status: statusWord(answer.status) });
  }

  /** Resolves when no request runs any more, at the latest after `ms`. */
  quiet(ms: number): Promise<void> {
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#idle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #ended(): void {
    this.#running -= 1;
    if (this.#running === 0) this.#idle?.();
  }

  #count({ name, labels }: Mounted, status: number, began: number): void {
    let known = labels.get(status);
    if (known === undefined) {
      known = { route: name, status: statusWord(status) };
      labels.set(status, known);
    }
    this.#options.metrics.count('http_requests_total', known);
    this.#options.metrics.observe('http_request_seconds', (performance.now() - began) / 1000);
  }
}
