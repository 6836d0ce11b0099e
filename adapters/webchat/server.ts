import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Route } from '../../domain/http.ts';
import { errorWords, type Logger, word } from '../../domain/log.ts';
import type { Metrics } from '../../domain/metrics.ts';
import type { Channel, Receive } from '../port.ts';
import { createAuth } from './auth.ts';
import { createEdge } from './edge.ts';
import { stamp, type WebchatReply } from './history.ts';
import { CHANNEL_ID, JOIN } from './inbound.ts';
import { createLimiter, type Rate } from './limits.ts';
import { createRoutes } from './routes.ts';
import { createStreams, type SocketLimits } from './streams.ts';
import { createTokens } from './tokens.ts';
import type { Transcript } from './transcript.ts';
import { createUpgrade } from './upgrade.ts';

export interface WebchatLimits extends SocketLimits {
  /** Requests of one address. Generous: a mobile operator puts thousands of people behind one. */
  readonly address: Rate;
  /** New conversations of one address: each is a document for good, so this is the dearest thing a stranger can ask for. */
  readonly opens: Rate;
  /** Messages of one conversation. */
  readonly posts: Rate;
  /** Polls of one conversation. */
  readonly reads: Rate;
}

export const WEBCHAT_LIMITS: WebchatLimits = {
  perConversation: 8,
  perAddress: 2_000,
  total: 20_000,
  address: { perSecond: 500, burst: 5_000 },
  opens: { perSecond: 10, burst: 1_000 },
  posts: { perSecond: 5, burst: 60 },
  reads: { perSecond: 50, burst: 200 },
};

export interface WebchatOptions {
  readonly receive: Receive;
  readonly transcript: Transcript;
  /** `WEBCHAT_SECRET`: signs the tokens, and lets the ministry's own servers make some. */
  readonly secret: string;
  /** Sites whose pages may use the chat, as browsers write them: `https://example.go.id`. */
  readonly origins: readonly string[];
  /** Where this server is reached from outside; a function when the port is known only after listening. */
  readonly publicUrl: string | (() => string);
  readonly clock: () => number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** How often the history is asked for what other processes wrote, while a socket is open, ms. */
  readonly pollMs?: number;
  readonly pingMs?: number;
  /** How long a later reply waits for an earlier one that another process has yet to write, ms. More than an outbox lease. */
  readonly gapMs?: number;
  readonly slowMs?: number;
  /** How long after its expiry a token still brings its browser back to its conversation, ms. */
  readonly resumeMs?: number;
  /** Events of the page that go to the bot. */
  readonly events?: readonly string[];
  /** Whether starting a conversation makes the bot greet (the `webchat/join` event, once per conversation). */
  readonly greet?: boolean;
  readonly limits?: Partial<WebchatLimits>;
}

export interface Webchat {
  readonly routes: readonly Route[];
  /** Takes over WebSocket handshakes of the stream path; `false` for every other path. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Needs no facts: a page has no service window. */
  readonly channel: Omit<Channel, 'speak'> & {
    speak(address: string, outgoing: readonly WebchatReply[]): ReturnType<Channel['speak']>;
  };
  /** Open sockets. */
  readonly sockets: number;
  start(): void;
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;

/** Our own Direct Line 3.0 server (ADR 0006). Timers run only while a browser is connected. */
export function createWebchat(options: WebchatOptions): Webchat {
  const { receive, transcript, clock, logger, metrics, publicUrl, gapMs = 20_000, slowMs = 15_000 } = options;
  const limits = { ...WEBCHAT_LIMITS, ...options.limits };
  const origins: ReadonlySet<string> = new Set(options.origins);
  const tokens = createTokens(options.secret, clock);
  const perAddress = createLimiter(limits.address, clock);
  const { pollMs = 300, pingMs = 25_000 } = options;
  const streams = createStreams({ transcript, limits, pollMs, pingMs, clock, logger, metrics });
  const edge = createEdge({ origins, perAddress, logger, metrics });
  const common = { tokens, streams, transcript, clock, origins, gapMs };
  let closed = false;

  async function speak(address: string, outgoing: readonly WebchatReply[]): ReturnType<Channel['speak']> {
    const now = clock();
    const items = outgoing.map((one) => stamp(address, one, now));
    try {
      await transcript.append(address, items, now);
    } catch (error) {
      logger.warn('webchat_append_failed', errorWords(error));
      return outgoing.map(() => ({ kind: 'retry', afterMs: 1_000 }));
    }
    streams.publish(address, items);
    return outgoing.map(() => ({ kind: 'sent' }));
  }

  const upgrade = createUpgrade({
    ...common,
    perAddress,
    slowMs,
    onFailure: edge.failed,
    onRefused: ({ code }) => metrics.count('webchat_refused_total', { code: word(code) }),
  });
  return {
    routes: createRoutes({
      ...common,
      edge,
      receive,
      auth: createAuth(tokens, origins),
      publicUrl: () => (typeof publicUrl === 'string' ? publicUrl : publicUrl()),
      events: new Set(options.events ?? [JOIN]),
      greet: options.greet ?? true,
      resumeMs: options.resumeMs ?? 30 * DAY_MS,
      opens: createLimiter(limits.opens, clock),
      posts: createLimiter(limits.posts, clock),
      reads: createLimiter(limits.reads, clock),
      metrics,
    }),
    upgrade: (request, socket, head) => !closed && upgrade(request, socket, head),
    channel: { id: CHANNEL_ID, speak },
    get sockets() {
      return streams.size;
    },
    start() {
      closed = false;
    },
    close() {
      closed = true;
      return streams.close();
    },
  };
}
