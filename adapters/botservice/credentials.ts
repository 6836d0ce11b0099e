import { AppCredentials, type ServiceClientCredentials, ServiceClientCredentialsFactory } from 'botframework-connector';
import { type AppIdentity, TokenRefused } from './identity.ts';

const TIMEOUT_MS = 10_000;
/** The longest life of a token that is believed, seconds: a day. */
const LIFE_MOST = 86_400;

/** OAuth 2.0 client credentials (RFC 6749 §4.4), kept by the SDK's own cache until shortly before they expire. */
class ClientCredentials extends AppCredentials {
  readonly #password: string;
  readonly #endpoint: string;

  constructor(identity: AppIdentity, scope: string | undefined, loginUrl: string) {
    super(identity.appId, identity.tenant, scope);
    this.#password = identity.password;
    this.#endpoint = `${loginUrl}/${identity.tenant}/oauth2/v2.0/token`;
  }

  async #ask(): Promise<Response> {
    const scope = this.oAuthScope.endsWith('/.default') ? this.oAuthScope : `${this.oAuthScope}/.default`;
    const body = new URLSearchParams({
      ...{ grant_type: 'client_credentials', client_id: this.appId },
      ...{ client_secret: this.#password, scope },
    });
    try {
      return await fetch(this.#endpoint, { method: 'POST', body, signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch {
      throw new TokenRefused(0);
    }
  }

  // The SDK's name for what it does when its cache has no token.
  protected override async refreshToken() {
    const answer = await this.#ask();
    const body: unknown = await answer.json().catch(() => undefined);
    const { access_token: token, expires_in: life } = (body ?? {}) as Record<string, unknown>;
    if (!answer.ok || typeof token !== 'string' || token === '')
      throw new TokenRefused(answer.ok ? 502 : answer.status);
    const seconds = Math.min(LIFE_MOST, Number(life) || 3_600);
    return { accessToken: token, expiresOn: new Date(Date.now() + seconds * 1000) };
  }
}

/** Credentials for the SDK's connector. */
export class AppCredentialsFactory extends ServiceClientCredentialsFactory {
  readonly #identity: AppIdentity;
  readonly #loginUrl: string;

  constructor(identity: AppIdentity, loginUrl: string) {
    super();
    this.#identity = identity;
    this.#loginUrl = loginUrl;
  }

  override isValidAppId(appId: string): Promise<boolean> {
    return Promise.resolve(appId === this.#identity.appId);
  }

  override isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(this.#identity.appId === '');
  }

  override createCredentials(_appId: string, audience: string | undefined): Promise<ServiceClientCredentials> {
    return Promise.resolve(new ClientCredentials(this.#identity, audience, this.#loginUrl));
  }
}
