import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleType,
  handleWhen,
  retry,
  wrap,
} from 'cockatiel';
import { Agent, request } from 'undici';
import { type OutcomeShape, outcome } from './shapes.ts';

/** The registry is away, overloaded, or answered what no registry answers. The message is for the log: no content. */
export class AwayError extends Error {
  override readonly name = 'AwayError';
  readonly code: 'network' | 'timeout' | 'overload' | 'server' | 'not_fhir' | 'not_allowed' | 'circuit';
  readonly retryAfterMs: number;
  constructor(code: AwayError['code'], retryAfterMs = 0) {
    super(`the registry did not answer (${code})`);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the base address, with its query. */
  readonly path: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A resource, or a refusal (4xx) with what the server said about it. */
export type Answer =
  | { readonly kind: 'ok'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'refused'; readonly status: number; readonly issues: OutcomeShape['issue'] };

export interface HttpOptions {
  readonly url: string;
  /** A bearer token; another one when the server refused this. */
  readonly token: (refused?: string) => Promise<string>;
  readonly timeoutMs?: number;
  /** How long to leave a registry alone that failed five times in a row. */
  readonly breakMs?: number;
  /** Waits before the second and third try of a question, ms. */
  readonly retryMs?: number;
  /** Connections at once. */
  readonly connections?: number;
}

export interface Http {
  /** Questions (GET) are asked up to three times, everything else once. Throws `AwayError`. */
  ask(asked: Asked): Promise<Answer>;
  close(): Promise<void>;
}

const MOST_BYTES = 1_048_576;
/** Failures in a row after which nobody asks for a while. */
const BREAK_AFTER = 5;

/** `Retry-After` in seconds or as a date, in ms. */
function retryAfter(header: string | string[] | undefined, now: number): number {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return 0;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), 3_600_000) : 0;
}

async function bytesOf(body: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    const bytes = part as Buffer;
    size += bytes.length;
    if (size > MOST_BYTES) throw new AwayError('not_fhir');
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

/** A body is believed only when the server calls it JSON: 5xx and proxies answer text. */
function jsonOf(bytes: Buffer, type: string | string[] | undefined): unknown {
  if (!/^application\/(?:fhir\+)?json\b/i.test(String(type ?? ''))) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** What an HTTP answer means. 408, 429 and 5xx come and go; a 2xx that is no JSON came from something else on the way. */
function meaning(status: number, json: unknown, empty: boolean, waitMs: number): Answer {
  if (status === 429) throw new AwayError('overload', waitMs);
  if (status >= 500 || status === 408) throw new AwayError('server', waitMs);
  if (status >= 200 && status < 300) {
    if (json === undefined && !empty) throw new AwayError('not_fhir');
    return { kind: 'ok', status, body: json };
  }
  if (status === 401 || status === 403) throw new AwayError('not_allowed', 60_000);
  const said = outcome.safeParse(json);
  // A refusal without words may be the refusal of a gateway that never asked the registry.
  if (!said.success) throw new AwayError('not_fhir');
  return { kind: 'refused', status, issues: said.data.issue };
}

/** The one place that decides about repeating: what is worth a second try, and when to leave a registry alone. */
function policies(options: HttpOptions): { question: ReturnType<typeof wrap>; breaker: CircuitBreakerPolicy } {
  const { breakMs = 10_000, retryMs = 200 } = options;
  const breaker = circuitBreaker(handleType(AwayError), {
    halfOpenAfter: breakMs,
    breaker: new ConsecutiveBreaker(BREAK_AFTER),
  });
  const again = retry(
    handleWhen((error) => error instanceof AwayError && error.code !== 'not_allowed' && error.retryAfterMs <= 1_000),
    { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: retryMs, maxDelay: retryMs * 10 }) },
  );
  return { question: wrap(again, breaker), breaker };
}

/** HTTP to a FHIR server: one token for all, time limits, size limits, and trouble as `AwayError`s. */
export function createHttp(options: HttpOptions): Http {
  const { timeoutMs = 10_000, breakMs = 10_000 } = options;
  const dispatcher = new Agent({ connections: options.connections ?? 8, pipelining: 1 });
  const { question, breaker } = policies(options);

  async function send({ method, path, body, headers }: Asked, bearer: string) {
    try {
      const answer = await request(`${options.url}${path}`, {
        method,
        dispatcher,
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          accept: 'application/fhir+json, application/json',
          authorization: `Bearer ${bearer}`,
          ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.statusCode, headers: answer.headers, bytes: await bytesOf(answer.body) };
    } catch (error) {
      if (error instanceof AwayError) throw error;
      const late = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
      throw new AwayError(late ? 'timeout' : 'network');
    }
  }

  async function once(asked: Asked): Promise<Answer> {
    const bearer = await options.token();
    let answer = await send(asked, bearer);
    // A token can end before its time. The refused call had no effect, so it may be sent again.
    if (answer.status === 401) answer = await send(asked, await options.token(bearer));
    const json = jsonOf(answer.bytes, answer.headers['content-type']);
    return meaning(
      answer.status,
      json,
      answer.bytes.length === 0,
      retryAfter(answer.headers['retry-after'], Date.now()),
    );
  }

  return {
    async ask(asked) {
      try {
        return (await (asked.method === 'GET' ? question : breaker).execute(() => once(asked))) as Answer;
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw new AwayError('circuit', breakMs);
        throw error;
      }
    },
    close: () => dispatcher.destroy(),
  };
}
