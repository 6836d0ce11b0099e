/** The SDK's `CloudAdapter`, behind the little that we need of it: whom a request is from, and a way to speak. */
import { CloudAdapter, type TurnContext } from 'botbuilder';
import {
  AuthenticationConfiguration,
  AuthenticationConstants,
  type BotFrameworkAuthentication,
  BotFrameworkAuthenticationFactory,
  type ClaimsIdentity,
} from 'botframework-connector';
import type { Activity, ConversationReference } from 'botframework-schema';
import type { Address } from './address.ts';
import { AppCredentialsFactory } from './credentials.ts';
import type { AppIdentity } from './identity.ts';

/** Where the service is. Microsoft's public cloud unless told; tests bring a service of their own. */
export interface CloudAddresses {
  readonly loginUrl: string;
  readonly scope: string;
  readonly issuer: string;
  readonly openIdUrl: string;
}

export const PUBLIC_CLOUD: CloudAddresses = {
  loginUrl: 'https://login.microsoftonline.com',
  scope: AuthenticationConstants.ToChannelFromBotOAuthScope,
  issuer: AuthenticationConstants.ToBotFromChannelTokenIssuer,
  openIdUrl: AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl,
};

/** A send that takes longer is in doubt, ms. */
const TIMEOUT_MS = 15_000;

function authentication(identity: AppIdentity, cloud: CloudAddresses): BotFrameworkAuthentication {
  return BotFrameworkAuthenticationFactory.create(
    '',
    true,
    `${cloud.loginUrl}/${identity.tenant}`,
    cloud.scope,
    cloud.issuer,
    AuthenticationConstants.OAuthUrl,
    cloud.openIdUrl,
    AuthenticationConstants.ToBotFromEmulatorOpenIdMetadataUrl,
    '',
    new AppCredentialsFactory(identity, cloud.loginUrl),
    new AuthenticationConfiguration(),
  );
}

/** Who signed a request. `vouched`: the token names the service address that the activity gives. */
export interface Signed {
  readonly vouched: boolean;
}

export class Cloud extends CloudAdapter {
  readonly #identity: AppIdentity;

  constructor(identity: AppIdentity, cloud: CloudAddresses = PUBLIC_CLOUD) {
    super(authentication(identity, cloud));
    this.#identity = identity;
  }

  /** Checks the token of a request. Rejects with the SDK's error when it is not good. */
  async verify(activity: Activity, authorization: string): Promise<Signed> {
    // A channel on premises proves itself in another way, which nobody of ours uses.
    if (activity.channelId?.toLowerCase() === 'asechannel') throw new TypeError('this channel is not taken');
    const { claimsIdentity } = await this.botFrameworkAuthentication.authenticateRequest(activity, authorization);
    return { vouched: vouches(claimsIdentity, activity) };
  }

  /** A context that sends to this address, through the SDK's connector, for as long as `speak` runs. */
  async speakTo(address: Address, speak: (context: TurnContext) => Promise<void>): Promise<void> {
    const { serviceUrl, channelId } = address;
    const reference: Partial<ConversationReference> = {
      ...{ serviceUrl, channelId },
      conversation: { id: address.conversation, isGroup: false, conversationType: '', name: '' },
      bot: { id: address.bot, name: '' },
      user: { id: address.user, name: '' },
    };
    await this.continueConversationAsync(this.#identity.appId, reference, (context) => {
      calm(context.turnState.get(this.ConnectorClientKey));
      // The SDK invents an id for the turn that there was not; replies would name it as what they answer.
      Reflect.deleteProperty(context.activity, 'id');
      return speak(context);
    });
  }
}

interface Pipeline {
  removePolicy(which: { readonly name: string }): unknown;
  addPolicy(policy: {
    readonly name: string;
    sendRequest(request: { timeout: number }, next: (request: object) => Promise<unknown>): Promise<unknown>;
  }): void;
}

/**
 * One attempt, with an end. The connector's own retries would break the order of replies, and hold a process for minutes;
 * the outbox tries again, and knows what comes first. The SDK has no setting for it: it is taken out of the pipeline.
 */
function calm(connector: { readonly client: { readonly pipeline: Pipeline } }): void {
  const { pipeline } = connector.client;
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  pipeline.addPolicy({
    name: 'sapaTimeout',
    sendRequest(request, next) {
      request.timeout = TIMEOUT_MS;
      return next(request);
    },
  });
}

function vouches(identity: ClaimsIdentity, { serviceUrl }: Activity): boolean {
  return identity.getClaimValue(AuthenticationConstants.ServiceUrlClaim) === serviceUrl;
}
