/** The channels besides the web chat, as far as they are configured; wired by hand (ADR 0007). */

import { isLoopback } from './adapters/botservice/address.ts';
import { createBotService } from './adapters/botservice/server.ts';
import type { Graph } from './adapters/meta/graph.ts';
import type { ManagementEvent, TakeManagement } from './adapters/meta/management.ts';
import type { MediaUploads } from './adapters/meta/media.ts';
import type { TemplateOwner } from './adapters/meta/template-watch.ts';
import type { Channel } from './adapters/port.ts';
import type { Bot } from './bots/bot.ts';
import type { Config, MetaConfig } from './config.ts';
import type { Route } from './domain/http.ts';
import type { Logger } from './domain/log.ts';
import type { Metrics } from './domain/metrics.ts';
import type { CodeSender } from './registry/access-delivery.ts';
import type { Rooms } from './rooms.ts';

export interface Channels {
  readonly routes: readonly Route[];
  readonly channels: readonly Channel[];
  /** Brings one-time codes to phones, where WhatsApp is configured. */
  readonly codes?: CodeSender | undefined;
  /** Asks Meta how the templates stand. */
  readonly watch?: (() => Promise<void>) | undefined;
  /** Closes the connections, when everything is spoken or has taken too long. */
  close(): Promise<void>;
}

export interface ChannelParts {
  readonly bot: Bot;
  readonly rooms: Pick<Rooms, 'documents' | 'vault'>;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Hear what Meta tells about templates, numbers and accounts. */
  readonly listeners?: readonly ((event: ManagementEvent) => void | Promise<void>)[];
  /** In place of the Graph API, where only the way in is measured. */
  readonly graph?: Graph | undefined;
}

type Opened = Pick<Channels, 'routes' | 'codes'> & { readonly channel: Channel };
type Common = ChannelParts & { readonly graph: Graph; readonly uploads: MediaUploads; readonly manage: TakeManagement };

/** Sender id -> its token: one for each, or one for all. */
export function tokensOf({ ids, tokens }: MetaConfig): ReadonlyMap<string, string> {
  return new Map(ids.map((id, index) => [id, tokens[index] ?? tokens[0] ?? '']));
}

async function openWhatsapp(meta: MetaConfig, parts: Common): Promise<Opened> {
  const [{ createWhatsapp }, { createCodeSender }, { createContacts }, { createContactDocuments }] = await Promise.all([
    import('./adapters/whatsapp/server.ts'),
    import('./adapters/whatsapp/codes.ts'),
    import('./bots/contacts.ts'),
    import('./bots/contact-documents.ts'),
  ]);
  const { bot, graph, uploads, logger, metrics, manage } = parts;
  const { documents, vault } = parts.rooms;
  const stored = createContactDocuments({ documents, sealer: vault, pseudonyms: vault, channel: 'whatsapp' });
  const contacts = createContacts({ documents: stored, clock: Date.now });
  const opened = createWhatsapp({
    ...{ graph, uploads, logger, metrics, receive: bot.receive, settle: bot.settle },
    ...{ appSecrets: meta.appSecrets, verifyTokens: meta.verifyTokens, senders: tokensOf(meta) },
    ...{ contacts, manage },
  });
  const addressOf = (contact: string): Promise<string | undefined> => bot.addressOf('whatsapp', contact);
  return { ...opened, codes: createCodeSender({ graph, senders: tokensOf(meta), addressOf, contacts }) };
}

async function openMessenger(meta: MetaConfig, config: Config, parts: Common): Promise<Opened> {
  const { createMessenger } = await import('./adapters/messenger/server.ts');
  const { bot, graph, uploads, logger, metrics } = parts;
  const common = { graph, uploads, receive: bot.receive, settle: bot.settle, logger, metrics };
  const { messengerAppId: appId, messengerTemplateAnswers: templateAnswers } = config;
  return createMessenger({ ...common, ...meta, pages: tokensOf(meta), appId, templateAnswers });
}

const NONE: Channels = { routes: [], channels: [], close: () => Promise.resolve() };

/** Whose templates there are to look at. */
function ownersOf({ whatsapp, whatsappAccountId: account, messenger }: Config): TemplateOwner[] {
  const [token = ''] = whatsapp?.tokens ?? [];
  const pages = messenger ? [...tokensOf(messenger)] : [];
  return [
    ...(whatsapp && account !== undefined ? [{ channel: 'whatsapp' as const, id: account, token }] : []),
    ...pages.map(([id, own]) => ({ channel: 'messenger' as const, id, token: own })),
  ];
}

/** Loaded only when something is configured: the client of the Graph API is heavy for a trial that needs none. */
export async function openMeta(config: Config, parts: ChannelParts): Promise<Channels> {
  const { whatsapp, messenger } = config;
  if (!whatsapp && !messenger) return NONE;
  const [{ createGraph }, { createMediaUploads }, { createChannelFacts }, { createTemplateWatch }] = await Promise.all([
    import('./adapters/meta/graph.ts'),
    import('./adapters/meta/media.ts'),
    import('./bots/channel-facts.ts'),
    import('./adapters/meta/template-watch.ts'),
  ]);
  const graph = parts.graph ?? createGraph({ baseUrl: config.graphBaseUrl });
  const { rooms, metrics, logger, listeners = [] } = parts;
  const facts = { documents: rooms.documents, pseudonyms: rooms.vault, metrics, logger, listeners };
  const manage = createChannelFacts<ManagementEvent>(facts);
  const common = { ...parts, graph, uploads: createMediaUploads(graph), manage };
  const opened = await Promise.all([
    ...(whatsapp ? [openWhatsapp(whatsapp, common)] : []),
    ...(messenger ? [openMessenger(messenger, config, common)] : []),
  ]);
  return {
    routes: opened.flatMap(({ routes }) => routes),
    channels: opened.map(({ channel }) => channel),
    codes: opened.find(({ codes }) => codes)?.codes,
    watch: createTemplateWatch(graph, ownersOf(config), manage, Date.now),
    close: () => graph.close(),
  };
}

/** With an app; or, on a developer's machine, for the Emulator, which has none. */
export function openBotService(config: Config, { bot, logger, metrics }: ChannelParts): Channels {
  const local = !config.production && isLoopback(config.host);
  const identity = config.microsoftApp ?? (local ? { appId: '', password: '', tenant: 'botframework.com' } : undefined);
  if (!identity) return NONE;
  const { routes, channel } = createBotService({ identity, receive: bot.receive, logger, metrics });
  return { routes, channels: [channel], close: () => Promise.resolve() };
}

/** Opens everything that is configured. */
export async function openChannels(config: Config, parts: ChannelParts): Promise<Channels> {
  const all = [await openMeta(config, parts), openBotService(config, parts)];
  return {
    routes: all.flatMap(({ routes }) => routes),
    channels: all.flatMap(({ channels }) => channels),
    codes: all.find(({ codes }) => codes)?.codes,
    watch: all.find(({ watch }) => watch)?.watch,
    close: async () => void (await Promise.all(all.map((one) => one.close()))),
  };
}
