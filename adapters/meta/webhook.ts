import { createHash, timingSafeEqual } from 'node:crypto';
import { type HttpRequest, type HttpResponse, problem, type Route } from '../../domain/http.ts';
import { errorWords, type Logger, word } from '../../domain/log.ts';
import type { Metrics } from '../../domain/metrics.ts';
import type { Receipt } from '../port.ts';
import { isRecord } from '../webchat/plain.ts';
import { isSigned } from './signature.ts';

/** What became of one piece of a delivery. `ignored`: nothing in it was for the bot. */
export type Taken = Receipt | { readonly kind: 'ignored' };

/** One message, or one bundle of statuses: what must be done before the delivery may be answered with 200. */
export interface Piece {
  /** Pieces with the same lane run one after the other, in the order of the delivery: one person's messages. */
  readonly lane: string;
  run(): Promise<Taken>;
}

export interface WebhookOptions {
  /** `/webhooks/whatsapp` */
  readonly path: string;
  /** What `object` says in the deliveries of this product. Others are answered with 200 and not looked at. */
  readonly object: string;
  readonly secrets: readonly string[];
  readonly verifyTokens: readonly string[];
  /** Takes one `entry` apart. May throw for an entry that it cannot read: that costs this entry alone. */
  readonly read: (entry: Readonly<Record<string, unknown>>) => readonly Piece[];
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Meta's largest delivery (§1.2). */
const BYTES_MOST = 3 * 1024 * 1024;
/** People of one delivery served at once. Enough for one group commit to carry many; more would only wait in lanes. */
const AT_ONCE = 200;
const NOT_SIGNED = problem(401, 'not_signed', 'The signature does not fit the body.');
const NOT_JSON = problem(400, 'bad_request', 'The body is not a JSON object.');
const WRONG_TOKEN = problem(403, 'wrong_token', 'This is not the verify token.');
const OK: HttpResponse = { status: 200 };

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** §1.1: the challenge comes back as it is, when the token is one of ours; compared in constant time. */
function handshake(query: URLSearchParams, tokens: readonly Buffer[]): HttpResponse {
  const given = digest(query.get('hub.verify_token') ?? '');
  const known = tokens.reduce((found, token) => timingSafeEqual(token, given) || found, false);
  const challenge = query.get('hub.challenge');
  if (!known || query.get('hub.mode') !== 'subscribe' || challenge === null) return WRONG_TOKEN;
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: challenge };
}

function parse(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function lanesOf(pieces: readonly Piece[]): Piece[][] {
  const lanes = new Map<string, Piece[]>();
  for (const piece of pieces) {
    const lane = lanes.get(piece.lane);
    if (lane) lane.push(piece);
    else lanes.set(piece.lane, [piece]);
  }
  return [...lanes.values()];
}

/** The longest wait that anybody asked for, in a 503; 200 when everything was taken. */
function answer(taken: readonly Taken[]): HttpResponse {
  let wait = -1;
  let reason = '';
  for (const one of taken) {
    if (one.kind !== 'refused' || one.retryAfterMs <= wait) continue;
    wait = one.retryAfterMs;
    reason = one.reason;
  }
  return wait < 0 ? OK : problem(503, reason, 'Come back later.', wait / 1000);
}

/**
 * The two routes of a webhook of Meta's (WhatsApp and Messenger alike): the handshake, and deliveries. Nothing is done
 * before the signature fits. A 200 says that every message in the delivery is saved or was here before; one message that
 * cannot be read, or that makes us stumble, never costs the others.
 */
export function createWebhook(options: WebhookOptions): readonly Route[] {
  const { secrets, logger, metrics } = options;
  const tokens = options.verifyTokens.map(digest);
  const webhook = word(options.path.split('/').at(-1));

  function stumbled(error: unknown): Taken {
    // A fault of ours. Refused, it would come back for seven days and end the subscription of a page after an hour.
    logger.error('webhook_piece_failed', { webhook, ...errorWords(error) });
    metrics.count('webhook_failures_total', { webhook });
    return { kind: 'ignored' };
  }

  async function run(piece: Piece): Promise<Taken> {
    try {
      return await piece.run();
    } catch (error) {
      return stumbled(error);
    }
  }

  function read(entries: unknown): Piece[] {
    const pieces: Piece[] = [];
    for (const entry of Array.isArray(entries) ? entries : []) {
      try {
        if (isRecord(entry)) pieces.push(...options.read(entry));
      } catch (error) {
        stumbled(error);
      }
    }
    return pieces;
  }

  /** After a refusal the person's later messages are not tried: they would be answered before the earlier one. */
  async function takeLane(lane: readonly Piece[], taken: Taken[]): Promise<void> {
    for (const piece of lane) {
      const one = await run(piece);
      taken.push(one);
      if (one.kind === 'refused') return;
    }
  }

  async function takeAll(pieces: readonly Piece[]): Promise<Taken[]> {
    const taken: Taken[] = [];
    const lanes = lanesOf(pieces).values();
    const walk = async (): Promise<void> => {
      for (const lane of lanes) await takeLane(lane, taken);
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, pieces.length) }, walk));
    return taken;
  }

  async function deliver({ body, headers }: HttpRequest): Promise<HttpResponse> {
    if (!isSigned(body, headers['x-hub-signature-256'], secrets)) return NOT_SIGNED;
    const delivery = parse(body);
    if (!delivery) return NOT_JSON;
    if (delivery['object'] !== options.object) return OK;
    const [first, ...more] = read(delivery['entry']);
    if (first === undefined) return OK;
    // Nearly every delivery brings one message: no lanes, no workers.
    return answer(more.length === 0 ? [await run(first)] : await takeAll([first, ...more]));
  }

  return [
    { method: 'GET', path: options.path, handle: ({ query }) => Promise.resolve(handshake(query, tokens)) },
    { method: 'POST', path: options.path, maxBytes: BYTES_MOST, handle: deliver },
  ];
}
