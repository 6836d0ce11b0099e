/** The shape of a route, shared by the rooms that offer routes and the server that mounts them. Neither knows the other. */
export interface HttpRequest {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  /** Values of `:name` parts of the route's path, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Literal keys: `hub.mode` stays `hub.mode`. */
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The raw bytes, exactly as they came; empty for GET. */
  readonly body: Buffer;
  /** The peer's address, for rate limits only. Never logged. */
  readonly remote: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string or bytes go out as they are (name the content type); an object goes out as JSON. */
  readonly body?: string | Buffer | object;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'OPTIONS' | 'PUT' | 'DELETE';
  /** restify path: `/verify/:code`. */
  readonly path: string;
  /** Above this many bytes of body the server answers 413 without calling the handler. */
  readonly maxBytes?: number;
  handle(request: HttpRequest): Promise<HttpResponse>;
}

/** An error as the contract wants it: JSON `{code, message}`. */
export function problem(status: number, code: string, message: string, retryAfterSeconds?: number): HttpResponse {
  const headers =
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(retryAfterSeconds))) };
  return { status, headers, body: { code, message } };
}
