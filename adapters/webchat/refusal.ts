import type { HttpResponse } from '../../domain/http.ts';

/**
 * An error on its way to the client. Thrown inside a handler and turned into an answer at its edge. The message is
 * written by us: nothing a client sent is ever quoted in it.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryAfterMs: number | undefined;
  constructor(status: number, code: string, message: string, retryAfterMs?: number) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Direct Line's error body, with `code` and `message` on the top level too, where the contract wants them. */
export function refusalResponse({ status, code, message, retryAfterMs }: Refusal): HttpResponse {
  const headers: Record<string, string> =
    retryAfterMs === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) };
  return { status, headers, body: { code, message, error: { code, message } } };
}

export const missingToken = (): Refusal =>
  new Refusal(401, 'Unauthorized', 'Send the token in the header "Authorization: Bearer …".');
export const badToken = (): Refusal => new Refusal(401, 'InvalidToken', 'This token was not issued here.');
/** 403, because a client takes 401 for "never allowed" and only renews its token after a 403. */
export const expiredToken = (): Refusal =>
  new Refusal(403, 'TokenExpired', 'The token has expired. Ask for a new one.');
/** One and the same for a conversation of somebody else and for one that does not exist. */
export const notYours = (): Refusal => new Refusal(403, 'Forbidden', 'The token does not belong to this conversation.');
export const wrongOrigin = (): Refusal =>
  new Refusal(403, 'OriginNotAllowed', 'This web chat may not be used from this site.');
export const badRequest = (message: string): Refusal => new Refusal(400, 'BadArgument', message);
export const tooMany = (waitMs: number): Refusal =>
  new Refusal(429, 'TooManyRequests', 'Too many requests. Wait a moment.', waitMs);
