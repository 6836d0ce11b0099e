import type { Route } from '../../domain/http.ts';
import type { Act } from './act.ts';
import { alonePage } from './alone.ts';
import { controlRoutes } from './api/control.ts';
import { phoneRoutes } from './api/phones.ts';
import { build, type SimulatorOptions } from './build.ts';
import type { Faults } from './faults.ts';
import type { Phone } from './phone.ts';
import type { Phones } from './phones.ts';
import { createMetaServer } from './server.ts';
import type { Settings, Sim } from './sim.ts';
import { handshake } from './subscriptions.ts';

export type { SimulatorOptions };

import { act } from './use-phone.ts';
import type { Webhooks } from './webhooks.ts';
import { readCreation } from './whatsapp/template-rules.ts';
import { addTemplate } from './whatsapp/templates.ts';

export interface Simulator {
  /** `http://127.0.0.1:PORT/v24.0` */
  readonly graphBaseUrl: string;
  readonly port: number;
  readonly whatsapp: {
    readonly appId: string;
    readonly businessAccountId: string;
    readonly phoneNumberId: string;
    readonly phoneNumberIds: readonly string[];
    /** Digits. */
    readonly number: string;
    readonly accessToken: string;
    readonly appSecret: string;
    readonly verifyToken: string;
  };
  readonly messenger: {
    readonly appId: string;
    readonly pageId: string;
    readonly pageIds: readonly string[];
    readonly pageToken: string;
    readonly pageTokens: readonly string[];
    readonly appSecret: string;
    readonly verifyToken: string;
  };
  readonly settings: Settings;
  readonly phones: Phones;
  readonly faults: Faults;
  readonly webhooks: Webhooks;
  /** The phones' and the faults' HTTP API, for a server that wants to offer it too. */
  readonly routes: readonly Route[];
  /** Does what a citizen does, in the chat with the first number or page or with the one named. */
  act(phone: Phone, act: Act, business?: string): string | undefined;
  /** Adds an approved template, in the shape in which the Graph API takes one. */
  addTemplate(template: object): string;
  /** Meta's handshake with the bot's address, then deliveries go there. False when the handshake fails. */
  connect(channel: 'whatsapp' | 'messenger', url: string): Promise<boolean>;
  /** Resolves when everything that is due has happened: statuses sent, deliveries answered. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

/** Credentials and ids, in the form in which the bot's settings want them. */
function shown({ whatsapp, messenger }: Sim): Pick<Simulator, 'whatsapp' | 'messenger'> {
  const [sender] = whatsapp.senders;
  const [page] = messenger.pages;
  const { appId, appSecret, verifyToken, businessAccountId } = whatsapp;
  return {
    whatsapp: {
      ...{ appId, appSecret, verifyToken, businessAccountId },
      phoneNumberId: sender?.phoneNumberId ?? '',
      phoneNumberIds: whatsapp.senders.map((one) => one.phoneNumberId),
      number: sender?.number ?? '',
      accessToken: sender?.token ?? '',
    },
    messenger: {
      ...{ appId: messenger.appId, appSecret: messenger.appSecret, verifyToken: messenger.verifyToken },
      ...{ pageId: page?.pageId ?? '', pageToken: page?.token ?? '' },
      pageIds: messenger.pages.map((one) => one.pageId),
      pageTokens: messenger.pages.map((one) => one.token),
    },
  };
}

/** Starts a fake Meta on a port of this machine. Rejects with Node's error when it cannot listen. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const host = options.host ?? '127.0.0.1';
  let port = 0;
  const sim = build(options, () => `http://${host}:${port}`);
  const routes = [...phoneRoutes(sim), ...controlRoutes(sim)];
  const server = createMetaServer({ sim, routes: options.page ? [...alonePage(), ...routes] : routes });
  port = await server.listen(options.port ?? 0, host);
  const { settings, phones, faults, webhooks, timers, whatsapp } = sim;
  return {
    ...{ port, graphBaseUrl: `http://${host}:${port}/v24.0`, ...shown(sim) },
    ...{ settings, phones, faults, webhooks, routes },
    act: (phone, one, business) => act(sim, phone, one, business),
    addTemplate: (template) => addTemplate(sim, whatsapp.businessAccountId, readCreation(template), true).id,
    async connect(channel, url) {
      const { verifyToken } = sim[channel];
      if (!(await handshake(url, verifyToken))) return false;
      webhooks.targets[channel].url = url;
      return true;
    },
    quiet: timers.quiet,
    async close() {
      timers.close();
      phones.feed.close();
      await server.close();
    },
  };
}
