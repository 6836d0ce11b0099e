import type { Activity } from 'botframework-schema';
import { type HttpRequest, type HttpResponse, problem, type Route } from '../../domain/http.ts';
import { errorWords, type Logger, word } from '../../domain/log.ts';
import type { Metrics } from '../../domain/metrics.ts';
import type { Channel, Receive } from '../port.ts';
import { isRecord } from '../webchat/plain.ts';
import { isLoopback, isTrusted } from './address.ts';
import { createBotServiceChannel } from './channel.ts';
import type { Cloud, CloudAddresses } from './cloud.ts';
import type { AppIdentity } from './identity.ts';
import { readActivity } from './inbound.ts';

export interface BotServiceOptions {
  /** Without an `appId` the Emulator may talk to us, without a token and from this machine only. */
  readonly identity: AppIdentity;
  readonly receive: Receive;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock?: () => number;
  readonly cloud?: CloudAddresses;
}

/** Bytes of one activity, as the contract says for everything but Meta's webhooks. */
const BODY_MOST = 256 * 1024;
const NOT_SIGNED = problem(401, 'not_signed', 'The token of this request is missing or not good.');
const UNREADABLE = problem(400, 'bad_request', 'The body must be one Activity, a JSON object.');
const NOT_TRUSTED = problem(403, 'not_trusted', 'The token does not speak for this service address.');
const NO_KEYS = problem(503, 'no_keys', 'The signing keys cannot be fetched just now.', 5);
const NOT_JSON = problem(415, 'unsupported_media_type', 'Send JSON.');

/** Not the sender's fault: the service's signing keys could not be fetched. */
function isOurs(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'FetchError' || ('statusCode' in error && error.statusCode === 500);
}

function parse({ body }: HttpRequest): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isRecord(value) && typeof value['type'] === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Only somebody at this machine: not through a proxy, and no web page, which cannot send JSON here without asking. */
const isLocal = ({ remote, headers }: HttpRequest): boolean =>
  isLoopback(remote) && headers['x-forwarded-for'] === undefined && headers['origin'] === undefined;

/**
 * `POST /api/messages` and its channel: the same turn as everywhere. The SDK checks the token and speaks through its
 * connector; it is loaded with the first request, because it is as heavy as all the rest.
 */
export function createBotService(options: BotServiceOptions): { routes: readonly Route[]; channel: Channel } {
  const { identity, receive, logger, metrics, clock = Date.now } = options;
  const anonymous = identity.appId === '';
  let made: Promise<Cloud> | undefined;
  const cloud = (): Promise<Cloud> => {
    made ??= import('./cloud.ts').then(({ Cloud }) => new Cloud(identity, options.cloud));
    return made;
  };

  async function isSigned(activity: Activity, request: HttpRequest): Promise<HttpResponse | undefined> {
    try {
      const { vouched } = await (await cloud()).verify(activity, request.headers['authorization'] ?? '');
      return isTrusted(activity.serviceUrl ?? '', vouched) ? undefined : NOT_TRUSTED;
    } catch (error) {
      metrics.count('botservice_refused_total');
      // The SDK's errors quote tokens and ids: only their class is noted.
      logger.warn('botservice_not_signed', errorWords(error));
      return isOurs(error) ? NO_KEYS : NOT_SIGNED;
    }
  }

  async function handle(request: HttpRequest): Promise<HttpResponse> {
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return NOT_JSON;
    if (anonymous && !isLocal(request)) return NOT_SIGNED;
    const body = parse(request);
    if (!body) return UNREADABLE;
    const activity = body as unknown as Activity;
    const refusal = await isSigned(activity, request);
    if (refusal) return refusal;
    if (activity.type === 'invoke') return problem(501, 'not_implemented', 'This bot answers no invoke activities.');
    const read = readActivity(activity, clock());
    if (read.kind === 'unreadable') return UNREADABLE;
    if (read.kind === 'ignored') return { status: 200 };
    const receipt = await receive(read.inbound);
    if (receipt.kind !== 'refused') return { status: 200 };
    return problem(503, word(receipt.reason), 'Come back later.', receipt.retryAfterMs / 1000);
  }

  return {
    routes: [{ method: 'POST', path: '/api/messages', maxBytes: BODY_MOST, handle }],
    channel: createBotServiceChannel(cloud, clock),
  };
}
