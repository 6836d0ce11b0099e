/** A fake Meta in place of the real one, while no channel is configured (contract §1). It starts when it is first asked for. */
import { type ChannelParts, type Channels, openBotService, openChannels, openMeta } from './channels.ts';
import type { Config } from './config.ts';
import { type HttpRequest, type HttpResponse, problem, type Route } from './domain/http.ts';
import { errorWords } from './domain/log.ts';
import { phonesPage } from './simulator/meta/api/ui.ts';
import { findRoute } from './simulator/meta/route-table.ts';
import type { Simulator } from './simulator/meta/start.ts';

export interface Simulated extends Channels {
  /** The phones, as a part of the demo page. Empty when the channels are real. */
  readonly phones: string;
}

interface Opened {
  readonly simulator: Simulator;
  readonly channels: Channels;
  readonly routes: readonly Route[];
}

const NOT_FOUND = problem(404, 'not_found', 'There is nothing at this address.');
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;
/** Meta's largest delivery. */
const MOST_BYTES = 3_145_728;

/** By then the reviewers of a trial have done, ms. */
const REVIEWED_MS = 500;

/** Whether the product stands alone: nothing configured, and not in production. */
export const isTrial = (config: Config): boolean => !config.production && !config.whatsapp && !config.messenger;

/** The settings that an operator would give, with the simulator's invented credentials. */
function pointed(config: Config, { graphBaseUrl, whatsapp, messenger }: Simulator): Config {
  return {
    ...config,
    graphBaseUrl,
    whatsapp: {
      ids: whatsapp.phoneNumberIds,
      tokens: [whatsapp.accessToken],
      appSecrets: [whatsapp.appSecret],
      verifyTokens: [whatsapp.verifyToken],
    },
    messenger: {
      ids: messenger.pageIds,
      tokens: messenger.pageTokens,
      appSecrets: [messenger.appSecret],
      verifyTokens: [messenger.verifyToken],
    },
    messengerAppId: messenger.appId,
    whatsappAccountId: whatsapp.businessAccountId,
  };
}

/** What `sapa provision --yes` does at the real Meta: menus, greeting, ice breakers, commands and templates. */
async function provision(config: Config, simulator: Simulator): Promise<void> {
  const [{ createGraph }, content, { planWhatsapp }, { planMessenger }] = await Promise.all([
    import('./adapters/meta/graph.ts'),
    import('./adapters/meta/provision/content.ts'),
    import('./adapters/meta/provision/whatsapp.ts'),
    import('./adapters/meta/provision/messenger.ts'),
  ]);
  const { graphBaseUrl, whatsapp, messenger } = simulator;
  const graph = createGraph({ baseUrl: graphBaseUrl });
  const senders = new Map(whatsapp.phoneNumberIds.map((id) => [id, whatsapp.accessToken]));
  const pages = new Map(messenger.pageIds.map((id, index) => [id, messenger.pageTokens[index] ?? '']));
  const account = { senders, account: whatsapp.businessAccountId, publicUrl: config.publicUrl };
  const templates = content.readTemplates();
  const words = { content: content.readWhatsappContent(), templates };
  const answers = config.messengerTemplateAnswers;
  const page = { graph, pages, appId: messenger.appId, content: content.readMessengerContent(), templates, answers };
  try {
    for (const { apply } of [...(await planMessenger(page)), ...(await planWhatsapp({ graph, ...account, ...words }))])
      await apply?.();
  } finally {
    await graph.close();
  }
}

async function open(config: Config, port: number, parts: ChannelParts): Promise<Opened> {
  const { startSimulator } = await import('./simulator/meta/start.ts');
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
  const base = `http://${host.includes(':') ? `[${host}]` : host}:${port}/webhooks`;
  const simulator = await startSimulator({
    webhookUrls: { whatsapp: `${base}/whatsapp`, messenger: `${base}/messenger` },
    // Nobody who tries things out waits for reviewers, and a one-time code may be the first thing sent.
    settings: { reviewMs: 0 },
  });
  const [channels] = await Promise.all([
    openMeta(pointed(config, simulator), parts),
    // The phones work without it, only with less on them.
    provision(config, simulator).catch((error: unknown) =>
      parts.logger.warn('trial_not_provisioned', errorWords(error)),
    ),
  ]);
  // How the pages' templates stand is not told by itself.
  setTimeout(() => void channels.watch?.().catch(() => {}), REVIEWED_MS).unref();
  for (const channel of channels.channels) parts.bot.channels.set(channel.id, channel);
  return { simulator, channels, routes: [...channels.routes, ...simulator.routes] };
}

/**
 * The channels over a simulator. Nothing of it is loaded before somebody opens the demo page's phones, calls a webhook or is
 * sent a one-time code: a trial of the web chat alone starts as fast as ever.
 */
function simulated(config: Config, port: number, parts: ChannelParts): Simulated {
  const { html, routes: page } = phonesPage({ webchat: '/chat' });
  let opened: Promise<Opened> | undefined;
  const once = (): Promise<Opened> => {
    opened ??= open(config, port, parts).catch((error: unknown) => {
      // The next request tries again: a start that failed once must not last for the life of the process.
      opened = undefined;
      throw error;
    });
    return opened;
  };
  const handle = async (request: HttpRequest): Promise<HttpResponse> => {
    const found = findRoute((await once()).routes, request.method, request.path);
    if (!found) return NOT_FOUND;
    // A copy: the request's own parts are getters, and its params those of the outer route.
    const { method, path, query, headers, body, remote } = request;
    return found.route.handle({ method, path, query, headers, body, remote, params: found.params });
  };
  const webhooks = ['/webhooks/whatsapp', '/webhooks/messenger'];
  return {
    phones: html,
    channels: [],
    codes: {
      async send(code) {
        try {
          return (await (await once()).channels.codes?.send(code)) ?? 'unreachable';
        } catch (error) {
          parts.logger.warn('trial_code_waits', errorWords(error));
          return 'retry';
        }
      },
    },
    routes: [
      ...page,
      ...METHODS.map((method) => ({ method, path: '/simulator/*', handle })),
      ...webhooks.flatMap((path) => [
        { method: 'GET' as const, path, handle },
        { method: 'POST' as const, path, maxBytes: MOST_BYTES, handle },
      ]),
    ],
    async close() {
      const all = await opened?.catch(() => undefined);
      await all?.simulator.close();
      await all?.channels.close();
    },
  };
}

/** The channels that are configured, or in a trial those of the simulator. */
export async function openChannelsOrSimulator(config: Config, port: number, parts: ChannelParts): Promise<Simulated> {
  if (isTrial(config)) {
    const meta = simulated(config, port, parts);
    // The simulator stands in for Meta only: Azure Bot Service, and the Emulator, talk to the product itself.
    const { routes, channels } = openBotService(config, parts);
    return { ...meta, routes: [...meta.routes, ...routes], channels };
  }
  return { ...(await openChannels(config, parts)), phones: '' };
}
