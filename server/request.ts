import type { IncomingMessage } from 'node:http';
import type { HttpRequest } from '../domain/http.ts';

const NO_PARAMS: Readonly<Record<string, string>> = Object.freeze({});

/** A request as routes see it. What a route may not need (query, address) is worked out when it asks. */
export class RequestView implements HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly #source: IncomingMessage;
  readonly #hops: number;
  #query: URLSearchParams | undefined;

  constructor(
    source: IncomingMessage,
    path: string,
    params: Record<string, string> | undefined,
    body: Buffer,
    hops: number,
  ) {
    this.method = source.method ?? 'GET';
    this.path = path;
    this.params = params ?? NO_PARAMS;
    this.body = body;
    this.#source = source;
    this.#hops = hops;
  }

  /** Node joins repeated headers with a comma; `set-cookie`, its one list, has no place in a request. */
  get headers(): Readonly<Record<string, string | undefined>> {
    return this.#source.headers as Readonly<Record<string, string | undefined>>;
  }

  get query(): URLSearchParams {
    if (this.#query === undefined) {
      const url = this.#source.url ?? '';
      const at = url.indexOf('?');
      this.#query = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
    }
    return this.#query;
  }

  /** Behind `hops` trusted proxies: the address that the outermost of them saw. What stands left of it can be forged. */
  get remote(): string {
    const peer = this.#source.socket.remoteAddress ?? '';
    if (this.#hops === 0) return peer;
    const chain = String(this.#source.headers['x-forwarded-for'] ?? '').split(',');
    return chain.at(-this.#hops)?.trim() || peer;
  }
}

/** Path without the query. */
export function pathOf(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? url : url.slice(0, at);
}

/**
 * Whether restify may see this target: it builds a URL from the Host header and the target and throws on a bad one,
 * outside of any handler, which would end the process. Also refuses percent signs that decode to nothing.
 */
export function isReadable(request: IncomingMessage, path: string): boolean {
  if (!path.startsWith('/')) return false;
  if (!URL.canParse(`http://${request.headers.host ?? 'localhost'}${request.url}`)) return false;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
