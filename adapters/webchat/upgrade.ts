import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { checkOrigin } from './auth.ts';
import { readWatermark } from './history.ts';
import { addressKey, type Limiter } from './limits.ts';
import { badRequest, missingToken, notYours, Refusal, refusalResponse, tooMany } from './refusal.ts';
import { createStream, type StreamOptions } from './stream.ts';
import type { Streams } from './streams.ts';
import type { Claims, Tokens } from './tokens.ts';

const PATH = /^\/v3\/directline\/conversations\/([^/?]{1,200})\/stream$/;
/** A browser has nothing to say on the socket but empty frames. */
const FRAME_MOST = 4_096;

export interface UpgradeOptions extends StreamOptions {
  readonly tokens: Tokens;
  readonly streams: Streams;
  readonly origins: ReadonlySet<string>;
  readonly perAddress: Limiter;
  readonly onRefused: (refusal: Refusal) => void;
}

function answer(socket: Duplex, refusal: Refusal): void {
  const { status, headers, body } = refusalResponse(refusal);
  const text = JSON.stringify(body);
  const lines = Object.entries({
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    connection: 'close',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} Refused\r\n${lines.join('')}\r\n${text}`);
}

/**
 * The WebSocket's handshake. The function it makes answers `false` for a path that is not ours, and otherwise takes the
 * socket over, whatever comes of it.
 */
export function createUpgrade(options: UpgradeOptions): (r: IncomingMessage, s: Duplex, head: Buffer) => boolean {
  const { tokens, streams, origins, perAddress } = options;
  // `ws` negotiates no compression: with secrets of two people in one frame it would leak lengths, and it costs 300 KB each.
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_MOST,
    perMessageDeflate: false,
    clientTracking: false,
  });

  async function admit(request: IncomingMessage, conversation: string, url: URL, address: string): Promise<Claims> {
    const wait = perAddress.take(address);
    if (wait > 0) throw tooMany(wait);
    const ticket = url.searchParams.get('t');
    if (!ticket) throw missingToken();
    const claims = await tokens.verifyStream(ticket);
    if (claims.conversation !== conversation) throw notYours();
    checkOrigin(claims, request.headers.origin, origins);
    const full = streams.refusal(address);
    if (full === 'address') throw tooMany(10_000);
    if (full === 'total') throw new Refusal(503, 'Overloaded', 'Too many open chats. Try again.', 10_000);
    if (request.method !== 'GET') throw badRequest('A WebSocket handshake is a GET.');
    return claims;
  }

  return (request, socket, head) => {
    const url = URL.parse(request.url ?? '', 'http://host');
    const conversation = url && PATH.exec(url.pathname)?.[1];
    if (!url || !conversation) return false;
    const address = addressKey(request.socket.remoteAddress ?? '');
    // Until `ws` takes over nobody else listens, and an unheard 'error' ends the process.
    const ignore = (): void => void socket.destroy();
    socket.on('error', ignore);
    admit(request, conversation, url, address).then(
      (claims) => {
        socket.off('error', ignore);
        server.handleUpgrade(request, socket, head, (ws) => {
          const after = readWatermark(url.searchParams.get('watermark'));
          streams.add(createStream(ws, claims, address, after, options));
        });
      },
      (error: unknown) => {
        const refusal = error instanceof Refusal ? error : badRequest('The handshake was not understood.');
        options.onRefused(refusal);
        answer(socket, refusal);
      },
    );
    return true;
  };
}
