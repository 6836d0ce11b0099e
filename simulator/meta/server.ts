import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { HttpResponse } from '../../domain/http.ts';
import { problem } from '../../domain/http.ts';
import type { Fault } from './faults.ts';
import { channelOf, graph } from './graph.ts';
import { errorBody, GraphError } from './graph-error.ts';
import { findRoute, type SimRoute } from './route-table.ts';
import type { GraphAnswer, GraphRequest, Sim } from './sim.ts';
import { stream } from './stream.ts';
import { attached, download } from './whatsapp/media-routes.ts';

const MOST_BYTES = 105 * 1_048_576;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > MOST_BYTES) throw new GraphError(100, { status: 413, title: 'The body is too long' });
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

const plainHeaders = (request: IncomingMessage): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );

function write(response: ServerResponse, { status, body, headers = {} }: GraphAnswer): void {
  if (response.headersSent || response.destroyed) return;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': bytes.length,
    ...headers,
  });
  response.end(bytes);
}

/** The refusal that a fault asks for; nothing for faults that let the request through. */
function refusal(fault: Fault): GraphAnswer | undefined {
  if (fault.kind === 'text') {
    return { status: 502, body: Buffer.from('<html>Bad Gateway</html>'), headers: { 'content-type': 'text/html' } };
  }
  if (fault.kind === 'ok_error') return { status: 200, body: { error: { code: fault.code ?? 0, message: 'Unknown' } } };
  if (fault.kind !== 'status') return undefined;
  const status = fault.status ?? 500;
  const code = fault.code ?? (status === 429 ? 4 : status >= 500 ? 131000 : 100);
  const headers: Record<string, string> =
    status === 429 ? { 'retry-after': String(Math.ceil((fault.ms ?? 1_000) / 1_000)) } : {};
  return { status, body: errorBody(new GraphError(code, { status }), 'Afault'), headers };
}

function withoutId(answer: GraphAnswer): GraphAnswer {
  if (Buffer.isBuffer(answer.body)) return answer;
  const { messages: _messages, message_id: _id, ...rest } = answer.body as Record<string, unknown>;
  return { ...answer, body: rest };
}

async function answerOf(sim: Sim, request: GraphRequest): Promise<GraphAnswer> {
  try {
    return await graph(sim, request);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const product = channelOf(sim, request) === 'whatsapp' ? 'whatsapp' : undefined;
    const body = errorBody(error, `A${sim.random.letters(22)}`, product);
    const { retryAfter } = error.more;
    return {
      status: error.status,
      body,
      ...(retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } }),
    };
  }
}

/** One request of the bot, through whatever fault is due. */
async function serveGraph(sim: Sim, request: GraphRequest, response: ServerResponse): Promise<void> {
  const cut = (): void => void response.socket?.destroy();
  if (sim.clock() < sim.faults.downUntil) return cut();
  const fault = sim.faults.next('graph', channelOf(sim, request), `/${request.path.join('/')}`);
  if (fault?.kind === 'cut_before') return cut();
  if (fault?.kind === 'delay') await pause(fault.ms ?? 1_000);
  const answer = (fault && refusal(fault)) ?? (await answerOf(sim, request));
  if (fault?.kind === 'cut_after') return cut();
  write(response, fault?.kind === 'no_id' ? withoutId(answer) : answer);
}

const asGraph = ({ status, body = '', headers }: HttpResponse): GraphAnswer => ({
  status,
  body: typeof body === 'string' ? Buffer.from(body) : body,
  ...(headers ? { headers } : {}),
});

export interface ServerParts {
  readonly sim: Sim;
  readonly routes: readonly SimRoute[];
}

async function take({ sim, routes }: ServerParts, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://meta');
  const method = incoming.method ?? 'GET';
  if (url.pathname === '/simulator/stream') return stream(sim.phones.feed, response);
  const found = findRoute(routes, method, url.pathname);
  const body = await bodyOf(incoming);
  const headers = plainHeaders(incoming);
  if (found) {
    const { route, params } = found;
    const request = { method, path: url.pathname, params, query: url.searchParams, headers, body, remote: '' };
    return write(response, asGraph(await route.handle(request)));
  }
  if (url.pathname.startsWith('/simulator'))
    return write(response, asGraph(problem(404, 'not_found', 'There is nothing here.')));
  if (url.pathname === '/whatsapp_business/attachments/') {
    return write(response, download(sim, headers['authorization'], url.searchParams));
  }
  if (url.pathname.startsWith('/attachment/')) return write(response, attached(sim, url.pathname.slice(12)));
  const path = url.pathname.split('/').filter((part) => part !== '' && !/^v\d+\.\d+$/.test(part));
  await serveGraph(
    sim,
    { method, path: path.map(decodeURIComponent), query: url.searchParams, headers, body },
    response,
  );
}

export interface MetaServer {
  /** Resolves with the port. */
  listen(port: number, host: string): Promise<number>;
  close(): Promise<void>;
}

/** The door of the simulator: the Graph API, and the API by which phones and faults are worked. */
export function createMetaServer(parts: ServerParts): MetaServer {
  const server = createServer((incoming, response) => {
    take(parts, incoming, response).catch((error: unknown) => {
      if (error instanceof GraphError) write(response, { status: error.status, body: errorBody(error, 'A') });
      else if (response.headersSent) incoming.socket.destroy();
      else write(response, { status: 500, body: errorBody(new GraphError(131000), 'Abug') });
    });
  });
  server.keepAliveTimeout = 60_000;
  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
      }),
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}
