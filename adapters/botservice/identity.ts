/** Who we are at Microsoft. Apart from what needs the SDK, which is loaded with the first request only. */

/** The app as it is registered at Microsoft. An empty `appId`: the Emulator's anonymous mode, without any credentials. */
export interface AppIdentity {
  readonly appId: string;
  readonly password: string;
  /** The tenant that issues our tokens; `botframework.com` for an app of many tenants. */
  readonly tenant: string;
}

/** The token endpoint gave no token. `status` 0: it could not be reached. Holds nothing of what was sent or answered. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly status: number;
  constructor(status: number) {
    super(`no token for the connector (${status})`);
    this.status = status;
  }
}
