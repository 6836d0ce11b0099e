import type { Route } from '../../domain/http.ts';
import type { Logger } from '../../domain/log.ts';
import type { Metrics } from '../../domain/metrics.ts';
import type { Contacts } from '../meta/contacts.ts';
import type { Graph } from '../meta/graph.ts';
import type { TakeManagement } from '../meta/management.ts';
import type { MediaUploads } from '../meta/media.ts';
import { createProgress } from '../meta/progress.ts';
import { createWebhook } from '../meta/webhook.ts';
import type { Channel, Receive, Settle } from '../port.ts';
import { createWhatsappChannel } from './channel.ts';
import { createEvents } from './events.ts';
import { createMarks } from './marks.ts';
import { createPauses } from './pauses.ts';

export interface WhatsappOptions {
  /** Phone number id -> its token. */
  readonly senders: ReadonlyMap<string, string>;
  readonly appSecrets: readonly string[];
  readonly verifyTokens: readonly string[];
  readonly graph: Graph;
  readonly uploads: MediaUploads;
  readonly contacts: Contacts;
  readonly receive: Receive;
  /** Takes what WhatsApp told later about our replies. */
  readonly settle: Settle;
  /** Takes what it told about templates, numbers and accounts. */
  readonly manage: TakeManagement;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock?: () => number;
}

/** WhatsApp (Cloud API): the webhook of our numbers, and the channel that speaks in their name. */
export function createWhatsapp(options: WhatsappOptions): {
  readonly routes: readonly Route[];
  readonly channel: Channel;
} {
  const { senders, graph, uploads, contacts, logger, metrics, clock = Date.now } = options;
  const pauses = createPauses(clock);
  const progress = createProgress();
  const marks = createMarks({ graph, senders, pauses, metrics });
  const { receive, settle, manage } = options;
  const read = createEvents({
    ...{ receive, settle, manage, contacts, progress, clock, logger, metrics },
    senders: new Set(senders.keys()),
    onMessage: (sender, id) => marks.begin(sender, id),
  });
  const routes = createWebhook({
    path: '/webhooks/whatsapp',
    object: 'whatsapp_business_account',
    secrets: options.appSecrets,
    verifyTokens: options.verifyTokens,
    ...{ read, logger, metrics },
  });
  return { routes, channel: createWhatsappChannel({ graph, uploads, contacts, senders, pauses, progress, clock }) };
}
