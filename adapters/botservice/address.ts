/** Where a reply goes: kept sealed with the conversation, never shown and never logged. */

export interface Address {
  readonly serviceUrl: string;
  readonly channelId: string;
  readonly conversation: string;
  readonly bot: string;
  readonly user: string;
}

const FIELDS = ['serviceUrl', 'channelId', 'conversation', 'bot', 'user'] as const;

export function writeAddress(address: Address): string {
  return JSON.stringify(FIELDS.map((field) => address[field]));
}

/** `undefined` for what `writeAddress` did not write. */
export function readAddress(text: string): Address | undefined {
  try {
    const parts: unknown = JSON.parse(text);
    if (!Array.isArray(parts) || parts.length !== FIELDS.length) return undefined;
    const [serviceUrl, channelId, conversation, bot, user] = parts.map(String);
    if (!serviceUrl || !channelId || !conversation) return undefined;
    return { serviceUrl, channelId, conversation, bot: bot ?? '', user: user ?? '' };
  } catch {
    return undefined;
  }
}

/** Whether a host name is this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * Whether replies may be sent there. Vouched for by the token: any https address. Otherwise (Emulator): this machine only,
 * or a stranger could have us send a citizen's answers wherever they like.
 */
export function isTrusted(serviceUrl: string, vouched: boolean): boolean {
  const url = URL.canParse(serviceUrl) ? new URL(serviceUrl) : undefined;
  if (url?.username !== '' || url.password !== '') return false;
  return (vouched && url.protocol === 'https:') || (/^https?:$/.test(url.protocol) && isLoopback(url.hostname));
}
