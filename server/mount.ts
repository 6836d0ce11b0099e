import type { IncomingMessage, ServerResponse } from 'node:http';
import { pino } from 'pino';
import restify from 'restify';
import { type HttpResponse, problem, type Route } from '../domain/http.ts';
import { isReadable, pathOf } from './request.ts';
import { type Mounted, mountedOf, type Traffic } from './traffic.ts';

const NOT_FOUND = problem(404, 'not_found', 'There is nothing at this address.');
const NOT_ALLOWED = problem(405, 'method_not_allowed', 'This address does not take this method.');
const BAD_TARGET = problem(400, 'bad_request', 'The address of this request cannot be read.');
const INTERNAL = problem(500, 'internal', 'Something went wrong here. It has been noted.');
/** restify's names of the methods. */
const VERBS = { GET: 'get', HEAD: 'head', POST: 'post', PUT: 'put', DELETE: 'del', OPTIONS: 'opts' } as const;

/** restify's hook in front of everything, which its published types leave out. */
interface First {
  first(handler: (request: IncomingMessage, response: ServerResponse) => boolean): void;
}

/** What restify's own router complains about, in our words. Its messages quote the address: they stay inside. */
function answerFor(error: unknown): HttpResponse {
  const status = typeof error === 'object' && error && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 404) return NOT_FOUND;
  if (status === 405) return NOT_ALLOWED;
  return status === 400 ? BAD_TARGET : INTERNAL;
}

/**
 * restify with our routes. Paths without parameters (the webhooks) are looked up in its `first` hook, before it builds a
 * request of its own: that keeps a webhook at the price of the bare server. Paths with parameters, 404 and 405 go
 * restify's way. Its own answers and logs never get out.
 */
export function mount(routes: readonly Route[], maxBytes: number, traffic: Traffic): restify.Server {
  const app = restify.createServer({ name: '', log: pino({ level: 'silent' }) as never }) as restify.Server & First;
  const fixed = new Map<string, Map<string, Mounted>>();
  const add = (method: keyof typeof VERBS, mounted: Mounted): void => {
    const { path } = mounted.route;
    if (!/[:*]/.test(path)) fixed.set(method, (fixed.get(method) ?? new Map()).set(path, mounted));
    app[VERBS[method]](path, (request: restify.Request, response: restify.Response, next: restify.Next) => {
      response.once('close', () => next(false));
      traffic.serve(mounted, request, response, request.params as Record<string, string>);
    });
  };
  for (const route of routes) {
    const mounted = mountedOf(route, maxBytes);
    add(route.method, mounted);
    if (route.method === 'GET') add('HEAD', mounted);
  }
  app.first((request: IncomingMessage, response: ServerResponse): boolean => {
    const path = pathOf(request.url ?? '');
    const mounted = fixed.get(request.method ?? '')?.get(path);
    if (mounted) traffic.serve(mounted, request, response);
    else if (isReadable(request, path)) return true;
    else traffic.refuse(response, BAD_TARGET);
    return false;
  });
  // Its callback is left alone on purpose: with it restify would go on and write an answer of its own.
  app.on('restifyError', (_request: unknown, response: ServerResponse, error: unknown) =>
    traffic.refuse(response, answerFor(error)),
  );
  // It repeats the errors of Node's server (a port that is taken) and would throw them where nobody listens.
  app.on('error', () => {});
  return app;
}
