import { type Dispatcher, type FormData, Pool } from 'undici';
import { isRecord } from '../webchat/plain.ts';

/** One call of the Graph API. `path` starts with a slash and comes behind the base address: `/100/messages`. */
export interface GraphCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Goes into the `Authorization` header, never into an address, which proxies write down. */
  readonly token: string;
  readonly body?: object;
  readonly form?: FormData;
  /** ms until the answer must be there; the client's own unless told. */
  readonly timeoutMs?: number;
}

/**
 * What came of a call. `doubt`: it was sent and no answer can be read, so it may have been carried out. `unreached`: it
 * certainly was not. Nothing in here quotes a token or what was sent.
 */
export type GraphAnswer =
  | { readonly kind: 'ok'; readonly body: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code: number;
      readonly subcode?: number;
      readonly retryAfterMs?: number;
    }
  | { readonly kind: 'doubt'; readonly reason: 'timeout' | 'cut' | 'unreadable' }
  | { readonly kind: 'unreached'; readonly reason: 'refused' | 'no_address' | 'no_connection' };

/** Meta's Graph API over kept connections. `call` never rejects. */
export interface Graph {
  call(call: GraphCall): Promise<GraphAnswer>;
  close(): Promise<void>;
}

export interface GraphOptions {
  /** Address with the version: `https://graph.facebook.com/v24.0`. */
  readonly baseUrl: string;
  /** Connections kept open. One carries a call at a time: at 100 ms an answer, 128 carry 1,280 a second. */
  readonly connections?: number;
  readonly timeoutMs?: number;
}

/** An answer of the Graph API has some hundred bytes; what is longer is not one. */
const ANSWER_MOST = 1_048_576;
const CONNECT_MS = 3_000;
/** Codes of undici and Node for which the request never left. */
const UNREACHED: Readonly<Record<string, 'refused' | 'no_address' | 'no_connection'>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'no_address',
  EAI_AGAIN: 'no_address',
  UND_ERR_CONNECT_TIMEOUT: 'no_connection',
  ENETUNREACH: 'no_connection',
  EHOSTUNREACH: 'no_connection',
  EACCES: 'no_connection',
  CERT_HAS_EXPIRED: 'no_connection',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'no_connection',
  ERR_TLS_CERT_ALTNAME_INVALID: 'no_connection',
};
const LATE = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_ABORTED', 'ABORT_ERR']);

/** By its code only: messages of network errors may hold addresses. */
function failureOf(error: unknown): GraphAnswer {
  const { code: given, name } = isRecord(error) ? error : {};
  const code = typeof given === 'string' ? given : '';
  const unreached = UNREACHED[code];
  if (unreached) return { kind: 'unreached', reason: unreached };
  const late = LATE.has(code) || name === 'TimeoutError' || name === 'AbortError';
  return { kind: 'doubt', reason: late ? 'timeout' : 'cut' };
}

function retryAfter(header: string | string[] | undefined): number | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) * 1000 : undefined;
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** §1.13: the code decides, not the HTTP status; an error may even come with 200, and no JSON with a 5xx. */
function answerOf({ statusCode, headers }: Dispatcher.ResponseData, text: string): GraphAnswer {
  const body = parse(text);
  const error = body?.['error'];
  const retryAfterMs = retryAfter(headers['retry-after']);
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (isRecord(error)) {
    const { code, error_subcode: subcode } = error;
    const sub = typeof subcode === 'number' ? { subcode } : {};
    return { kind: 'error', status: statusCode, code: typeof code === 'number' ? code : -1, ...sub, ...wait };
  }
  if (statusCode >= 200 && statusCode < 300)
    return body ? { kind: 'ok', body } : { kind: 'doubt', reason: 'unreadable' };
  // A proxy's page in place of an answer. What the status says still counts: 429 and 503 were not carried out.
  if (statusCode === 429 || statusCode === 503) return { kind: 'error', status: 429, code: -1, ...wait };
  if (statusCode < 500) return { kind: 'error', status: statusCode, code: -1, ...wait };
  return { kind: 'doubt', reason: 'unreadable' };
}

export function createGraph({ baseUrl, connections = 128, timeoutMs = 10_000 }: GraphOptions): Graph {
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/+$/, '');
  const pool = new Pool(base.origin, {
    connections,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    connect: { timeout: CONNECT_MS },
    maxResponseSize: ANSWER_MOST,
  });

  async function send({ method, path, token, body, form, ...call }: GraphCall): Promise<GraphAnswer> {
    const late = call.timeoutMs ?? timeoutMs;
    const response = await pool.request({
      method,
      path: `${prefix}${path}`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: form ?? (body === undefined ? null : JSON.stringify(body)),
      headersTimeout: late,
      bodyTimeout: late,
      signal: AbortSignal.timeout(late),
    });
    return answerOf(response, await response.body.text());
  }

  let closed: Promise<void> | undefined;
  return {
    async call(call) {
      try {
        return await send(call);
      } catch (error) {
        return failureOf(error);
      }
    },
    close() {
      closed ??= pool.destroy();
      return closed;
    },
  };
}
