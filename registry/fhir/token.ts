import { request } from 'undici';
import { AwayError } from './http.ts';
import { token } from './shapes.ts';

export interface TokenOptions {
  /** The address of the token itself; `grant_type=client_credentials` is added when it is not in it. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clock?: () => number;
  readonly timeoutMs?: number;
}

/** Renewed so long before its end: a token must not end on its way. */
const EARLY_MS = 60_000;
/** A server that does not say how long: short. */
const UNSAID_S = 300;
/** After a failure nobody asks again for so long: a token server in trouble is not hammered. */
const PAUSE_MS = 5_000;

/**
 * Access tokens by client credentials, one for all calls, renewed a minute before its end or when the server refused it.
 * Many callers at once cause one request. Rejects with `AwayError`; neither secret nor token is ever in a message.
 */
export function createTokens(options: TokenOptions): (refused?: string) => Promise<string> {
  const { clock = Date.now, timeoutMs = 10_000 } = options;
  const address = new URL(options.url);
  if (!address.searchParams.has('grant_type')) address.searchParams.set('grant_type', 'client_credentials');
  let current: { readonly value: string; readonly until: number } | undefined;
  let asking: Promise<string> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;

  async function fetchToken(): Promise<string> {
    const answer = await request(address, {
      method: 'POST',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({ client_id: options.clientId, client_secret: options.clientSecret }).toString(),
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new AwayError(answer.statusCode >= 500 ? 'server' : 'not_allowed', PAUSE_MS);
    const read = token.parse(JSON.parse(text));
    const lasts = (read.expires_in ?? UNSAID_S) * 1000;
    current = { value: read.access_token, until: clock() + Math.max(lasts - EARLY_MS, lasts / 2) };
    return current.value;
  }

  async function ask(): Promise<string> {
    if (clock() - failedAt < PAUSE_MS) throw new AwayError('not_allowed', PAUSE_MS);
    try {
      return await fetchToken();
    } catch (error) {
      failedAt = clock();
      throw error instanceof AwayError ? error : new AwayError('network', PAUSE_MS);
    } finally {
      asking = undefined;
    }
  }

  return async (refused) => {
    // Of many calls that were refused together, the first renews; the others take what it got.
    if (current && current.value !== refused && clock() < current.until) return current.value;
    asking ??= ask();
    return asking;
  };
}
