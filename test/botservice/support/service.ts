import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** What the service's connector was sent. */
export interface Sent {
  readonly path: string;
  readonly token: string;
  readonly activity: { readonly type: string; readonly text?: string } & Readonly<Record<string, unknown>>;
}

/** Azure Bot Service on the loopback: metadata, keys, tokens and the connector's conversations. */
export interface FakeService {
  readonly url: string;
  readonly issuer: string;
  readonly sent: Sent[];
  /** Bodies of requests for tokens. */
  readonly asked: URLSearchParams[];
  /** Answers of the connector, in order; afterwards 200. `cut`: taken, and the line is cut. */
  readonly script: (number | 'cut' | { readonly status: number; readonly retryAfter: string })[];
  /** Status of the token endpoint. */
  tokenStatus: number;
  /** Whether keys can be fetched. */
  keysThere: boolean;
  /** A token as the service signs it; `wrong`: by a key that nobody published. */
  token(claims: JWTPayload, options?: { readonly wrong?: boolean; readonly expired?: boolean }): Promise<string>;
  close(): Promise<void>;
}

const ISSUER = 'https://api.botframework.test';

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

/** The key that is published, and one that is not. Made once for many services: making keys is slow. */
export interface Keys {
  readonly published: Pair;
  readonly unknown: Pair;
}

export async function makeKeys(): Promise<Keys> {
  const [published, unknown] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  return { published, unknown };
}

export async function fakeService({ published, unknown }: Keys): Promise<FakeService> {
  const jwk = {
    ...(await exportJWK(published.publicKey)),
    kid: 'k1',
    use: 'sig',
    alg: 'RS256',
    endorsements: ['webchat', 'telegram'],
  };
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const body = await bodyOf(request);
    const say = (status: number, value: object, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(value));
    };
    if (path === '/openid')
      return say(service.keysThere ? 200 : 500, { issuer: ISSUER, jwks_uri: `${service.url}/keys` });
    if (path === '/keys') return say(200, { keys: [jwk] });
    if (path.endsWith('/oauth2/v2.0/token')) {
      service.asked.push(new URLSearchParams(body));
      return say(
        service.tokenStatus,
        service.tokenStatus === 200 ? { access_token: `t${service.asked.length}`, expires_in: 3_600 } : { error: 'x' },
      );
    }
    const answer = service.script.shift() ?? 200;
    service.sent.push({
      path,
      token: (request.headers.authorization ?? '').replace('Bearer ', ''),
      activity: JSON.parse(body),
    });
    if (answer === 'cut') return void request.socket.destroy();
    if (typeof answer === 'object') return say(answer.status, {}, { 'retry-after': answer.retryAfter });
    say(answer, { id: `a${service.sent.length}` });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const service: FakeService = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ issuer: ISSUER, sent: [], asked: [], script: [], tokenStatus: 200, keysThere: true },
    token(claims, { wrong = false, expired = false } = {}) {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
        .setIssuer(typeof claims.iss === 'string' ? claims.iss : ISSUER)
        .setIssuedAt(now - 10)
        .setExpirationTime(expired ? now - 600 : now + 600)
        .sign(wrong ? unknown.privateKey : published.privateKey);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return service;
}
