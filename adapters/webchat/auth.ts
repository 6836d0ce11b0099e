import type { HttpRequest } from '../../domain/http.ts';
import { missingToken, notYours, Refusal, wrongOrigin } from './refusal.ts';
import type { Claims, Tokens } from './tokens.ts';

/** Who is asking: a browser with its token, or the ministry's own server with the secret. */
export type Caller = { readonly kind: 'secret' } | { readonly kind: 'token'; readonly claims: Claims };

function bearer(headers: HttpRequest['headers']): string {
  const found = /^Bearer +(\S+)$/i.exec(headers['authorization'] ?? '');
  if (!found?.[1]) throw missingToken();
  return found[1];
}

/** A token made for one site is of no use on another. Programs, and same-origin GETs, send no `Origin`. */
export function checkOrigin(claims: Claims, origin: string | undefined, allowed: ReadonlySet<string>): void {
  if (origin === undefined) return;
  if (!allowed.has(origin) || (claims.origins.length > 0 && !claims.origins.includes(origin))) throw wrongOrigin();
}

export interface Auth {
  /** The holder of the secret or of a token. */
  any(request: HttpRequest): Promise<Caller>;
  /** The holder of a token; of the conversation in the path, if the path names one. */
  token(request: HttpRequest): Promise<Claims>;
  /** Whoever may read and write the conversation in the path: its token, or the secret when that began it. */
  conversation(request: HttpRequest): Promise<Claims>;
}

/** A program that holds the secret speaks for one user in each of its conversations, whatever it calls that user. */
const PROGRAM = 'dl_program';

export function createAuth(tokens: Tokens, allowed: ReadonlySet<string>): Auth {
  async function any(request: HttpRequest): Promise<Caller> {
    const text = bearer(request.headers);
    if (tokens.isSecret(text)) return { kind: 'secret' };
    const claims = await tokens.verify(text);
    checkOrigin(claims, request.headers['origin'], allowed);
    return { kind: 'token', claims };
  }

  function mine(caller: Caller & { kind: 'token' }, { params: { conversation } }: HttpRequest): Claims {
    if (conversation !== undefined && conversation !== caller.claims.conversation) throw notYours();
    return caller.claims;
  }

  return {
    any,
    async token(request) {
      const caller = await any(request);
      if (caller.kind === 'secret') throw new Refusal(403, 'TokenRequired', 'Use the token of the conversation here.');
      return mine(caller, request);
    },
    async conversation(request) {
      const caller = await any(request);
      if (caller.kind === 'token') return mine(caller, request);
      const { conversation = '' } = request.params;
      // The chats of browsers stay closed: a secret that leaked on the ministry's web server opens nobody's.
      if (!tokens.isOwn(conversation)) throw notYours();
      return { user: PROGRAM, conversation, origins: [], expires: 0 };
    },
  };
}
