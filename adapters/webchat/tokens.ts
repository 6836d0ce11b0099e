import {
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { badToken, expiredToken } from './refusal.ts';

/** Seconds that a token lives, as in Azure's Direct Line. */
export const TOKEN_SECONDS = 1800;
/** Seconds within which a stream address must be used. */
const STREAM_SECONDS = 60;
/** A token of ours has about 400 characters. */
const LONGEST = 2_048;

/** Whose token it is. `origins`: the sites it may be used from; empty when it was made with the secret for any client. */
export interface Claims {
  readonly user: string;
  readonly conversation: string;
  readonly origins: readonly string[];
  /** ms since 1970. */
  readonly expires: number;
}

export interface Tokens {
  /** A new token for the same user and conversation, with a whole lifetime. */
  mint(who: Omit<Claims, 'expires'>): Promise<{ token: string; expires: number }>;
  /** A ticket for one WebSocket, to be used within 60 s; the socket then lives until `claims.expires`. */
  mintStream(claims: Claims): Promise<string>;
  /** Throws `Refusal` 401 for what was not signed here, 403 `TokenExpired` for what is too old. */
  verify(token: string): Promise<Claims>;
  verifyStream(ticket: string): Promise<Claims>;
  /** The claims of a token that may have expired, at most `graceMs` ago; `undefined` for everything else. */
  resumable(token: string, graceMs: number): Promise<Claims | undefined>;
  /** Whether it is the secret itself. Constant time. */
  isSecret(text: string): boolean;
  /** A new conversation of the holder of the secret: its id says so by itself, in every process. */
  newOwnId(): string;
  /** Whether a conversation was begun with the secret. Constant time. */
  isOwn(conversation: string): boolean;
}

export const newConversationId = (): string => randomBytes(16).toString('base64url');
/** Ids that begin with `dl_` cannot be chosen by a page: Direct Line reserves them for tokens. */
export const newUserId = (): string => `dl_${randomBytes(16).toString('base64url')}`;

function key(secret: string, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `webchat ${purpose}`, 32)));
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

function claimsOf(payload: JWTPayload): Claims {
  const { user, conv, origins, until, exp } = payload;
  if (typeof user !== 'string' || typeof conv !== 'string' || typeof exp !== 'number') throw badToken();
  const expires = typeof until === 'number' ? until : exp * 1000;
  return { user, conversation: conv, origins: strings(origins), expires };
}

async function read(token: string, using: KeyObject, now: number): Promise<JWTPayload> {
  if (token.length > LONGEST) throw badToken();
  try {
    const options = { algorithms: ['HS256'], currentDate: new Date(now), requiredClaims: ['exp'] };
    return (await jwtVerify(token, using, options)).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw expiredToken();
    throw badToken();
  }
}

/**
 * Tokens are JWTs (HS256): the payload claim `user` is where Direct Line clients look for their own id. Each kind has a
 * key of its own, derived from the secret, so a stream ticket seen in a proxy's log opens nothing else.
 */
export function createTokens(secret: string, clock: () => number): Tokens {
  const chatKey = key(secret, 'token');
  const streamKey = key(secret, 'stream');
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const secretDigest = digest(secret);
  const ownKey = key(secret, 'own conversation');
  const ownMark = (random: string): string =>
    createHmac('sha256', ownKey).update(random).digest('base64url').slice(0, 22);

  function sign(payload: JWTPayload, exp: number, using: KeyObject): Promise<string> {
    const iat = Math.floor(clock() / 1000);
    return new SignJWT({ ...payload, iat, exp }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(using);
  }

  return {
    async mint({ user, conversation, origins }) {
      const exp = Math.floor(clock() / 1000) + TOKEN_SECONDS;
      return { token: await sign({ user, conv: conversation, origins }, exp, chatKey), expires: exp * 1000 };
    },
    mintStream({ user, conversation, origins, expires }) {
      const exp = Math.floor(clock() / 1000) + STREAM_SECONDS;
      return sign({ user, conv: conversation, origins, until: expires }, exp, streamKey);
    },
    verify: async (token) => claimsOf(await read(token, chatKey, clock())),
    verifyStream: async (ticket) => claimsOf(await read(ticket, streamKey, clock())),
    async resumable(token, graceMs) {
      try {
        // As if it were earlier: a token that was still good `graceMs` ago.
        return claimsOf(await read(token, chatKey, clock() - graceMs));
      } catch {
        return undefined;
      }
    },
    isSecret: (text) => timingSafeEqual(digest(text), secretDigest),
    newOwnId() {
      const random = newConversationId();
      return `${random}.${ownMark(random)}`;
    },
    isOwn(conversation) {
      const [random = '', mark = ''] = conversation.split('.');
      return timingSafeEqual(digest(ownMark(random)), digest(mark));
    },
  };
}
