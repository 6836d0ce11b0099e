/** The settings of the channels, each group whole or absent. */
import type { Reading } from './settings-reading.ts';

/** A Meta channel: several senders, and several secrets while one is rotated. */
export interface MetaConfig {
  readonly ids: readonly string[];
  readonly tokens: readonly string[];
  readonly appSecrets: readonly string[];
  readonly verifyTokens: readonly string[];
}

/** The app at Microsoft for which Azure Bot Service signs. */
export interface MicrosoftAppConfig {
  readonly appId: string;
  readonly password: string;
  readonly tenant: string;
}

/** `undefined`: not configured. */
export interface ChannelsConfig {
  readonly whatsapp: MetaConfig | undefined;
  /** WhatsApp business account, for subscriptions and templates. */
  readonly whatsappAccountId: string | undefined;
  readonly messenger: MetaConfig | undefined;
  readonly messengerAppId: string | undefined;
  readonly messengerTemplateAnswers: 'postback' | 'numbers';
  readonly microsoftApp: MicrosoftAppConfig | undefined;
}

const WHATSAPP = [
  'WHATSAPP_PHONE_NUMBER_ID',
  'WHATSAPP_ACCESS_TOKEN',
  'WHATSAPP_APP_SECRET',
  'WHATSAPP_VERIFY_TOKEN',
] as const;
const MESSENGER = [
  'MESSENGER_PAGE_ID',
  'MESSENGER_PAGE_TOKEN',
  'MESSENGER_APP_SECRET',
  'MESSENGER_VERIFY_TOKEN',
] as const;
const MICROSOFT_APP = ['MICROSOFT_APP_ID', 'MICROSOFT_APP_PASSWORD', 'MICROSOFT_APP_TENANT_ID'] as const;

function meta(reading: Reading, names: typeof WHATSAPP | typeof MESSENGER): MetaConfig | undefined {
  const there = names.filter((name) => reading.has(name));
  if (there.length === 0) return undefined;
  reading.whole(names, `because ${there.join(', ')} ${there.length === 1 ? 'is' : 'are'} given`);
  const [ids = [], tokens = [], appSecrets, verifyTokens] = names.map((name) =>
    reading.get<readonly string[]>(name, []),
  );
  if (tokens.length > 1 && tokens.length !== ids.length)
    reading.faults.push(`${names[1]}: expected one token, or one for each of ${names[0]} in the same order`);
  return { ids, tokens, appSecrets: appSecrets ?? [], verifyTokens: verifyTokens ?? [] };
}

/** An app of one tenant needs the tenant; one of many tenants gets its tokens from the Bot Framework's own. */
function microsoftApp(reading: Reading): MicrosoftAppConfig | undefined {
  const there = MICROSOFT_APP.filter((name) => reading.has(name));
  if (there.length === 0) return undefined;
  const single = reading.get('MICROSOFT_APP_TYPE', 'SingleTenant') === 'SingleTenant';
  const needed = single ? MICROSOFT_APP : MICROSOFT_APP.slice(0, 2);
  reading.whole(needed, `because ${there.join(', ')} ${there.length === 1 ? 'is' : 'are'} given`);
  const [appId, password, tenant] = MICROSOFT_APP.map((name) => reading.text(name));
  return { appId: appId ?? '', password: password ?? '', tenant: single ? (tenant ?? '') : 'botframework.com' };
}

export function readChannels(reading: Reading): ChannelsConfig {
  return {
    whatsapp: meta(reading, WHATSAPP),
    whatsappAccountId: reading.get('WHATSAPP_BUSINESS_ACCOUNT_ID', undefined),
    messenger: meta(reading, MESSENGER),
    messengerAppId: reading.get('MESSENGER_APP_ID', undefined),
    messengerTemplateAnswers: reading.get('MESSENGER_TEMPLATE_ANSWERS', 'postback'),
    microsoftApp: microsoftApp(reading),
  };
}
