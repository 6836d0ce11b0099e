/** The channels at Meta that are configured, wired by hand (ADR 0007). */
import type { Channel } from './adapters/port.ts';
import type { Bot } from './bots/bot.ts';
import type { Config, MetaConfig } from './config.ts';
import type { Route } from './domain/http.ts';
import type { Logger } from './domain/log.ts';
import type { Metrics } from './domain/metrics.ts';

export interface Channels {
  readonly routes: readonly Route[];
  readonly channels: readonly Channel[];
  /** Closes the connections, when everything is spoken. */
  close(): Promise<void>;
}

export interface ChannelParts {
  readonly bot: Bot;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Sender id -> its token: one for each, or one for all. */
export function tokensOf({ ids, tokens }: MetaConfig): ReadonlyMap<string, string> {
  return new Map(ids.map((id, index) => [id, tokens[index] ?? tokens[0] ?? '']));
}

/** Loaded only when something is configured: the client of the Graph API is heavy for a trial that needs none. */
export async function openChannels(config: Config, { bot, logger, metrics }: ChannelParts): Promise<Channels> {
  const { messenger } = config;
  if (!messenger) return { routes: [], channels: [], close: () => Promise.resolve() };
  const [{ createGraph }, { createMediaUploads }, { createMessenger }] = await Promise.all([
    import('./adapters/meta/graph.ts'),
    import('./adapters/meta/media.ts'),
    import('./adapters/messenger/server.ts'),
  ]);
  const graph = createGraph({ baseUrl: config.graphBaseUrl });
  const uploads = createMediaUploads(graph);
  const common = { graph, uploads, receive: bot.receive, settle: bot.settle, logger, metrics };
  const pages = createMessenger({ ...common, ...messenger, pages: tokensOf(messenger), appId: config.messengerAppId });
  return { routes: pages.routes, channels: [pages.channel], close: () => graph.close() };
}
