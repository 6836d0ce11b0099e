import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { HttpRequest, HttpResponse, Route } from '../../domain/http.ts';

/** A bare HTTP server around a list of routes, for tests of a room that must not wait for the product's server. */
export interface RouteHost {
  readonly url: string;
  close(): Promise<void>;
}

export interface RouteHostParts {
  readonly routes: readonly Route[];
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

function match(route: Route, path: string): Record<string, string> | undefined {
  const wanted = route.path.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return params;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function write(response: ServerResponse, answer: HttpResponse): void {
  const { status, headers = {}, body } = answer;
  const isObject = typeof body === 'object' && !Buffer.isBuffer(body);
  response.writeHead(status, isObject ? { 'content-type': 'application/json; charset=utf-8', ...headers } : headers);
  response.end(isObject ? JSON.stringify(body) : body);
}

async function serve(routes: readonly Route[], incoming: IncomingMessage): Promise<HttpResponse> {
  const url = new URL(incoming.url ?? '', 'http://host');
  const method = incoming.method ?? '';
  const body = await bodyOf(incoming);
  for (const route of routes) {
    let params: Record<string, string> | undefined;
    try {
      params = match(route, url.pathname);
    } catch {
      return { status: 400, body: { code: 'BadPath', message: 'bad percent-encoding' } };
    }
    if (!params || route.method !== method) continue;
    if (body.length > (route.maxBytes ?? 262_144))
      return { status: 413, body: { code: 'TooLarge', message: 'too large' } };
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
    );
    const remote = incoming.socket.remoteAddress ?? '';
    const request: HttpRequest = { method, path: url.pathname, params, query: url.searchParams, headers, body, remote };
    return route.handle(request);
  }
  return { status: 404, body: { code: 'NotFound', message: 'no such route' } };
}

/** Listens on a free port of the loopback. */
export async function routeHost(parts: RouteHostParts): Promise<RouteHost> {
  const server = createServer((incoming, response) => {
    serve(parts.routes, incoming).then(
      (answer) => write(response, answer),
      // A handler must never throw: the status says so to the test.
      () => write(response, { status: 599, body: { code: 'HandlerThrew', message: '' } }),
    );
  });
  server.on('upgrade', (request, socket, head) => {
    if (!parts.upgrade?.(request, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
