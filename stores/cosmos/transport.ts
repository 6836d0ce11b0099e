import { Agent, type IncomingMessage, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { CosmosClientOptions } from '@azure/cosmos';

export type HttpClient = NonNullable<CosmosClientOptions['httpClient']>;
export type Request = Parameters<HttpClient['sendRequest']>[0];
type Response = Awaited<ReturnType<HttpClient['sendRequest']>>;

/**
 * The connection failed or the answer did not come in time. It has no `code` that the SDK knows, so the SDK's own
 * ten retries of one second each stay out of the way of our policy.
 */
export class BrokenLink extends Error {
  override readonly name = 'BrokenLink';
  /** False when the request surely did not reach the service. */
  readonly sent: boolean;
  constructor(sent: boolean, options?: ErrorOptions) {
    super('the connection to Cosmos DB broke', options);
    this.sent = sent;
  }
}

/** Told of every answer, also of refused ones: they cost request units too. `status` 0 when the link broke. */
export type Observe = (request: Request, status: number, charge: number) => void;

/** Failures before any byte of the request went out. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const MAX_SOCKETS = 128;

/** HTTP for the SDK on kept-alive connections, one attempt per call, with a hard time limit for each answer. */
export function createTransport(timeoutMs: number, observe: Observe): HttpClient & { close(): void } {
  const plain = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS });
  const secure = new SecureAgent({ keepAlive: true, maxSockets: MAX_SOCKETS });

  async function sendRequest(request: Request): Promise<Response> {
    if (planIsNotNeeded(request)) return answer(request, 400, {}, '{"message":"no plan needed"}');
    try {
      const response = await exchange(request, { plain, secure }, timeoutMs);
      observe(request, response.status, Number(response.headers.get('x-ms-request-charge') ?? 0) || 0);
      return response;
    } catch (error) {
      observe(request, 0, 0);
      const code = (error as { code?: unknown }).code;
      throw new BrokenLink(!(typeof code === 'string' && NEVER_SENT.has(code)), { cause: error });
    }
  }
  return {
    sendRequest,
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

/**
 * The SDK asks for a query plan with every query, and uses it only across partitions. Answering it here saves one
 * of two requests for each query inside a partition.
 */
function planIsNotNeeded(request: Request): boolean {
  if (!request.headers.has('x-ms-cosmos-is-query-plan-request')) return false;
  return request.headers.has('x-ms-documentdb-partitionkey');
}

function exchange(request: Request, agents: { plain: Agent; secure: SecureAgent }, timeoutMs: number) {
  return new Promise<Response>((resolve, reject) => {
    const url = new URL(request.url);
    const isPlain = url.protocol === 'http:';
    const sent = typeof request.body === 'string' ? Buffer.from(request.body) : undefined;
    const headers = { ...request.headers.toJSON(), ...(sent ? { 'content-length': String(sent.length) } : {}) };
    const agent = isPlain ? agents.plain : agents.secure;
    const outgoing = (isPlain ? plainRequest : secureRequest)(url, { method: request.method, headers, agent });
    const timer = setTimeout(() => outgoing.destroy(new Error('no answer in time')), timeoutMs);
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
    };
    outgoing.on('error', fail);
    outgoing.on('response', (incoming) => {
      collect(incoming).then((text) => {
        clearTimeout(timer);
        // After `Prefer: return=minimal` there is no body, and the SDK would look for an id in nothing.
        const body = text === '' && incoming.statusCode !== 204 ? '{}' : text;
        resolve(answer(request, incoming.statusCode ?? 0, flat(incoming), body));
      }, fail);
    });
    outgoing.end(sent);
  });
}

async function collect(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  if (!incoming.complete) throw new Error('the answer was cut off');
  return Buffer.concat(parts).toString('utf8');
}

function flat(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value);
  return headers;
}

function answer(request: Request, status: number, fields: Record<string, string>, bodyAsText: string): Response {
  const headers: Response['headers'] = {
    get: (name) => fields[name.toLowerCase()],
    has: (name) => name.toLowerCase() in fields,
    set: (name, value) => {
      fields[name.toLowerCase()] = String(value);
    },
    delete: (name) => {
      delete fields[name.toLowerCase()];
    },
    toJSON: () => ({ ...fields }),
    [Symbol.iterator]: () => Object.entries(fields)[Symbol.iterator](),
  };
  return { request, status, headers, bodyAsText };
}
