import type { HttpRequest, HttpResponse, Route } from '../../domain/http.ts';
import type { Metrics } from '../../domain/metrics.ts';
import type { Inbound, Receipt, Receive } from '../port.ts';
import type { Auth } from './auth.ts';
import { readJson } from './body.ts';
import type { Edge } from './edge.ts';
import { type ActivitySet, activitySet, readWatermark, withoutGap } from './history.ts';
import { joinActivity, readPosted } from './inbound.ts';
import { addressKey, type Limiter } from './limits.ts';
import { isRecord } from './plain.ts';
import { badRequest, Refusal, tooMany, wrongOrigin } from './refusal.ts';
import type { Streams } from './streams.ts';
import { type Claims, newConversationId, newUserId, TOKEN_SECONDS, type Tokens } from './tokens.ts';
import type { Transcript } from './transcript.ts';

export interface RoutesOptions {
  readonly edge: Edge;
  readonly auth: Auth;
  readonly tokens: Tokens;
  readonly streams: Streams;
  readonly transcript: Transcript;
  readonly receive: Receive;
  readonly clock: () => number;
  readonly origins: ReadonlySet<string>;
  readonly publicUrl: () => string;
  readonly events: ReadonlySet<string>;
  readonly greet: boolean;
  readonly gapMs: number;
  readonly resumeMs: number;
  readonly opens: Limiter;
  readonly posts: Limiter;
  readonly reads: Limiter;
  readonly metrics: Metrics;
}

const BASE = '/v3/directline';
const HISTORY_PAGE = 500;

const json = (status: number, body: object): HttpResponse => ({ status, body });
const record = (request: HttpRequest): Record<string, unknown> => {
  const body = readJson(request);
  if (!isRecord(body)) throw badRequest('The body must be a JSON object.');
  return body;
};

/** The user that the holder of the secret names, or a new one. Ids only: letters, digits and a few marks. */
function userOf(body: Record<string, unknown>): string {
  const user = isRecord(body['user']) ? body['user'] : {};
  const { id } = user;
  if (id === undefined || id === null) return newUserId();
  if (typeof id !== 'string' || !/^[\w.:@-]{1,64}$/.test(id))
    throw badRequest('"user.id" must have 1 to 64 letters, digits or any of _ . : @ -');
  return id;
}

/** Sites a token is bound to; each must be one of the sites that may use the web chat at all. */
function trustedOrigins(body: Record<string, unknown>, allowed: ReadonlySet<string>): string[] {
  const list = body['trustedOrigins'] ?? [];
  if (!Array.isArray(list)) throw badRequest('"trustedOrigins" must be a list.');
  return list.map((one: unknown) => {
    if (typeof one !== 'string' || !allowed.has(one)) throw wrongOrigin();
    return one;
  });
}

/** Tokens: for a browser on one of our sites, for the holder of the secret, and a new one for an old one. */
function tokenRoutes({ edge, auth, tokens, streams, origins, resumeMs, opens, metrics }: RoutesOptions): Route[] {
  async function issued(who: Omit<Claims, 'expires'>): Promise<HttpResponse> {
    const { token, expires } = await tokens.mint(who);
    streams.extend(who.conversation, expires);
    metrics.count('webchat_tokens_total');
    return json(200, { conversationId: who.conversation, token, expires_in: TOKEN_SECONDS });
  }

  return [
    ...edge.route('POST', '/webchat/token', async (request) => {
      const origin = request.headers['origin'];
      if (origin === undefined || !origins.has(origin)) throw wrongOrigin();
      const { token: old } = record(request);
      const known = typeof old === 'string' ? await tokens.resumable(old, resumeMs) : undefined;
      const mine = known && (known.origins.length === 0 || known.origins.includes(origin)) ? known : undefined;
      const wait = mine ? 0 : opens.take(addressKey(request.remote));
      if (wait > 0) throw tooMany(wait);
      const user = mine?.user ?? newUserId();
      const conversation = mine?.conversation ?? newConversationId();
      const answer = await issued({ user, conversation, origins: [origin] });
      return json(200, { ...Object(answer.body), userId: user, resumed: mine !== undefined });
    }),
    ...edge.route('POST', `${BASE}/tokens/generate`, async (request) => {
      const caller = await auth.any(request);
      if (caller.kind !== 'secret') throw new Refusal(403, 'SecretRequired', 'Only the secret makes new tokens.');
      const body = record(request);
      const user = userOf(body);
      return issued({ user, conversation: newConversationId(), origins: trustedOrigins(body, origins) });
    }),
    ...edge.route('POST', `${BASE}/tokens/refresh`, async (request) => issued(await auth.token(request))),
  ];
}

/** Starting a conversation, and coming back to one. */
function conversationRoutes(options: RoutesOptions): Route[] {
  const { edge, auth, tokens, transcript, receive, clock } = options;

  async function opened(status: number, claims: Omit<Claims, 'expires'>, watermark: number): Promise<HttpResponse> {
    const { token, expires } = await tokens.mint(claims);
    options.streams.extend(claims.conversation, expires);
    const ticket = await tokens.mintStream({ ...claims, expires });
    const base = options.publicUrl().replace(/^http/, 'ws').replace(/\/+$/, '');
    const query = new URLSearchParams({ watermark: String(watermark), t: ticket });
    const streamUrl = `${base}${BASE}/conversations/${claims.conversation}/stream?${query}`;
    return json(status, { conversationId: claims.conversation, token, expires_in: TOKEN_SECONDS, streamUrl });
  }

  /** Never an error: a client whose start fails once is dead for good. */
  async function begun(conversation: string): Promise<boolean> {
    return transcript.after(conversation, 0, 1).then(
      (items) => items.length > 0,
      () => false,
    );
  }

  return [
    ...edge.route('POST', `${BASE}/conversations`, async (request) => {
      const caller = await auth.any(request);
      const body = record(request);
      const claims =
        caller.kind === 'token'
          ? caller.claims
          : { user: userOf(body), conversation: tokens.newOwnId(), origins: [], expires: 0 };
      const known = caller.kind === 'token' && (await begun(claims.conversation));
      // Not awaited: the chat opens at once, and a page that says `webchat/join` itself is the second chance.
      if (options.greet && !known) void receive({ activity: joinActivity(claims, clock(), body) }).catch(edge.failed);
      return opened(known ? 200 : 201, claims, 0);
    }),
    ...edge.route('GET', `${BASE}/conversations/:conversation`, async (request) => {
      const claims = await auth.conversation(request);
      return opened(200, claims, readWatermark(request.query.get('watermark')));
    }),
    ...edge.route('GET', `${BASE}/session/getsessionid`, async () => {
      throw new Refusal(404, 'NotSupported', 'There is no sign-in in this chat.');
    }),
  ];
}

function refusedTurn(receipt: Receipt & { kind: 'refused' }): Refusal {
  return new Refusal(503, 'Unavailable', 'Your message could not be saved. Send it again.', receipt.retryAfterMs);
}

/** What is said: by the citizen, and by polling what was said so far. */
function activityRoutes(options: RoutesOptions): Route[] {
  const { edge, auth, transcript, receive, clock, gapMs } = options;
  const path = `${BASE}/conversations/:conversation/activities`;

  async function said(inbound: Inbound, id: string): Promise<HttpResponse> {
    const receipt = await receive(inbound);
    if (receipt.kind === 'refused') throw refusedTurn(receipt);
    return json(200, { id });
  }

  async function history(conversation: string, after: number): Promise<ActivitySet> {
    const items = await transcript.after(conversation, after, HISTORY_PAGE);
    return activitySet(withoutGap(items, after, clock(), gapMs), after, false);
  }

  return [
    ...edge.route('POST', path, async (request) => {
      const claims = await auth.conversation(request);
      const wait = options.posts.take(claims.conversation);
      if (wait > 0) throw tooMany(wait);
      const posted = readPosted(readJson(request), claims, clock(), options.events);
      return posted.kind === 'ignored'
        ? json(200, { id: posted.id })
        : said({ ...posted.inbound, network: addressKey(request.remote) }, posted.id);
    }),
    ...edge.route('GET', path, async (request) => {
      const { conversation } = await auth.conversation(request);
      const after = readWatermark(request.query.get('watermark'));
      // Any error but 403 and 404 ends a client's polling for good: under load there is simply nothing new.
      if (options.reads.take(conversation) > 0) return json(200, activitySet([], after, false));
      return json(
        200,
        await history(conversation, after).catch((error: unknown) => {
          edge.failed(error);
          return activitySet([], after, false);
        }),
      );
    }),
    ...edge.route('POST', `${BASE}/conversations/:conversation/upload`, async (request) => {
      await auth.conversation(request);
      const hint = 'This chat takes no files. Write your answer as text, or choose one of the buttons.';
      throw new Refusal(415, 'FilesNotAccepted', hint);
    }),
  ];
}

export function createRoutes(options: RoutesOptions): readonly Route[] {
  const all = [...tokenRoutes(options), ...conversationRoutes(options), ...activityRoutes(options)];
  // Two methods of one address bring the same preflight: a router takes it once.
  return [...new Map(all.map((route) => [`${route.method} ${route.path}`, route])).values()];
}
