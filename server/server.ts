import type { IncomingMessage, Server as NodeServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type HttpResponse, problem, type Route } from '../domain/http.ts';
import { errorWords, type Logger } from '../domain/log.ts';
import type { Metrics } from '../domain/metrics.ts';
import { rawAnswer } from './answer.ts';
import { mount } from './mount.ts';
import { Traffic } from './traffic.ts';

export interface ServerOptions {
  readonly routes: readonly Route[];
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Takes a WebSocket handshake, or answers false: 404. */
  readonly upgrade?: ((request: IncomingMessage, socket: Duplex, head: Buffer) => boolean) | undefined;
  /** Body limit of routes that name none: 262,144 bytes. */
  readonly maxBytes?: number;
  /** Headers must be complete after this long: 10 s. */
  readonly headersTimeoutMs?: number;
  /** Headers and body must be complete after this long: 30 s. */
  readonly requestTimeoutMs?: number;
  /** Trusted proxies in front (`x-forwarded-for`): 0. */
  readonly proxyHops?: number;
  /** How long `stop` waits for running requests: 5 s. */
  readonly graceMs?: number;
  /** How long open sockets may then still say goodbye: 3 s. Costs nothing where they do. */
  readonly goodbyeMs?: number;
}

export interface Server {
  /** Resolves with the port that it listens on (0 asks for a free one). Rejects with Node's error when it cannot. */
  listen(port: number, host: string): Promise<number>;
  /** Accepts no more, lets running requests end (bounded), then closes every connection. */
  stop(): Promise<void>;
}

type Broken = readonly [answer: HttpResponse, reason: string];
const BROKEN: Readonly<Record<string, Broken>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [problem(408, 'timeout', 'The request took too long to arrive.'), 'Request Timeout'],
  HPE_HEADER_OVERFLOW: [
    problem(431, 'headers_too_large', 'The headers are too long.'),
    'Request Header Fields Too Large',
  ],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [problem(413, 'too_large', 'The body is too long.'), 'Content Too Large'],
};
const UNREADABLE: Broken = [problem(400, 'bad_request', 'This is not a readable HTTP request.'), 'Bad Request'];
const NO_SOCKET: Broken = [problem(404, 'not_found', 'There is nothing at this address.'), 'Not Found'];
const STOPPING: Broken = [problem(503, 'stopping', 'Come back later.', 1), 'Service Unavailable'];

/** Above the 60 s of common load balancers, or they would reuse a connection in the moment it is closed. */
const KEEP_ALIVE_MS = 65_000;

function reject(socket: Duplex, [answer, reason]: Broken): void {
  socket.end(rawAnswer(answer, reason), () => socket.destroy());
}

/** What Node could not parse, and requests that took too long to arrive: an answer, then the connection ends. */
function onClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
  else reject(socket, BROKEN[error.code ?? ''] ?? UNREADABLE);
}

/** Limits against senders that trickle. Node looks for late ones at an interval that it only takes as a property. */
function guard(node: NodeServer, headersTimeoutMs: number, requestTimeoutMs: number): void {
  node.headersTimeout = Math.min(headersTimeoutMs, requestTimeoutMs);
  node.requestTimeout = requestTimeoutMs;
  node.keepAliveTimeout = KEEP_ALIVE_MS;
  Object.assign(node, { connectionsCheckingInterval: Math.max(20, Math.min(2_000, node.headersTimeout / 2)) });
  node.on('clientError', onClientError);
}

function listenOn(node: NodeServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, fail) => {
    node.once('error', fail);
    node.listen(port, host, () => {
      node.off('error', fail);
      resolve((node.address() as AddressInfo).port);
    });
  });
}

/** The HTTP server. It knows routes and nothing of what is behind them. */
export function createServer(options: ServerOptions): Server {
  const { metrics, logger, proxyHops = 0, maxBytes = 262_144, graceMs = 5_000, goodbyeMs = 3_000 } = options;
  const traffic = new Traffic({ metrics, logger, proxyHops });
  const node = mount(options.routes, maxBytes, traffic).server as NodeServer;
  const upgraded = new Set<Duplex>();
  guard(node, options.headersTimeoutMs ?? 10_000, options.requestTimeoutMs ?? 30_000);
  node.on('error', (error) => logger.error('http_server_failed', errorWords(error)));
  node.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (traffic.closing) return reject(socket, STOPPING);
    if (!options.upgrade?.(request, socket, head)) return reject(socket, NO_SOCKET);
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
  });

  return {
    listen: (port, host) => listenOn(node, port, host),
    async stop() {
      traffic.closing = true;
      const closed = new Promise<void>((resolve) => node.close(() => resolve()));
      await traffic.quiet(graceMs);
      node.closeIdleConnections();
      const timer = setTimeout(() => {
        for (const socket of upgraded) socket.destroy();
        node.closeAllConnections();
      }, goodbyeMs);
      await closed;
      clearTimeout(timer);
    },
  };
}
