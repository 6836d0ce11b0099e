import type { Route } from '../../domain/http.ts';
import { errorWords, type Logger, word } from '../../domain/log.ts';
import type { Metrics } from '../../domain/metrics.ts';
import type { Graph } from '../meta/graph.ts';
import type { MediaUploads } from '../meta/media.ts';
import { createProgress, reportOf } from '../meta/progress.ts';
import { createWebhook, type Piece, type Taken } from '../meta/webhook.ts';
import type { Channel, Receive, Report, Settle } from '../port.ts';
import { createMessengerChannel } from './channel.ts';
import { CHANNEL_ID, type MessengerEvent, type Thread } from './event.ts';
import { readEntry } from './events.ts';
import type { Raw } from './reading.ts';
import type { TemplateAnswers } from './window.ts';

export interface MessengerOptions {
  /** Page id -> its token. */
  readonly pages: ReadonlyMap<string, string>;
  readonly appSecrets: readonly string[];
  readonly verifyTokens: readonly string[];
  readonly appId?: string | undefined;
  /** As the pages' templates were made. */
  readonly templateAnswers?: TemplateAnswers | undefined;
  readonly graph: Graph;
  readonly uploads: MediaUploads;
  readonly receive: Receive;
  /** Takes what Messenger told later about our replies. */
  readonly settle: Settle;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock?: () => number;
}

export interface Messenger {
  readonly routes: readonly Route[];
  readonly channel: Channel;
}

/** The store does not take what was told of our replies: the delivery comes again. */
const REFUSED: Taken = { kind: 'refused', reason: 'store', retryAfterMs: 2_000 };

/** Messenger: the webhook of the pages, and the channel that speaks in their name. */
export function createMessenger(options: MessengerOptions): Messenger {
  const { pages, graph, receive, settle, logger, metrics, clock = Date.now } = options;
  const progress = createProgress();
  const ours = new Set(pages.keys());
  const count = (what: string): void => metrics.count('messenger_events_total', { what: word(what) });

  /** Something that no turn waits for, and whose failure changes nothing. */
  function aside({ page, psid }: Thread, path: string, body: object): void {
    const call = { method: 'POST', path: `/${page}/${path}`, token: pages.get(page) ?? '' } as const;
    graph.call({ ...call, body: { recipient: { id: psid }, ...body } }).then(
      (answer) => answer.kind !== 'ok' && count('aside_failed'),
      (error: unknown) => logger.warn('messenger_aside_failed', errorWords(error)),
    );
  }

  async function takeTurn(event: Extract<MessengerEvent, { kind: 'turn' }>): Promise<Taken> {
    const receipt = await receive(event.inbound);
    const { recipient, from, type } = event.inbound.activity;
    if (receipt.kind === 'saved' && type === 'message')
      aside({ page: recipient?.id ?? '', psid: from?.id ?? '' }, 'messages', { sender_action: 'mark_seen' });
    return receipt;
  }

  /** What became of our replies: echoes and deliveries cross out what is in doubt. */
  function reportsOf(event: MessengerEvent): Report[] {
    if (event.kind === 'echo' && event.metadata !== undefined) {
      progress.sent(event.mid, event.metadata);
      const report = reportOf(event.metadata, 'sent', progress);
      return report ? [report] : [];
    }
    if (event.kind !== 'delivered') return [];
    return event.mids.flatMap((mid) => {
      const mark = progress.markOf(mid);
      const report = mark === undefined ? undefined : reportOf(mark, 'delivered', progress);
      return report ? [report] : [];
    });
  }

  /** Everything that wakes nobody: done at once, so that a thousand receipts cost next to nothing. */
  function note(event: Exclude<MessengerEvent, { kind: 'turn' }>): void {
    count(event.kind === 'noted' || event.kind === 'alert' ? event.what : event.kind);
    // An officer asks for the thread, to help. From then on Messenger sends us `standby`, and the bot is silent.
    if (event.kind === 'requested') aside(event.thread, 'pass_thread_control', { target_app_id: event.app });
    if (event.kind === 'alert') logger.error('messenger_alert', { what: event.what });
  }

  async function settled(reports: readonly Report[]): Promise<Taken> {
    try {
      await settle(CHANNEL_ID, reports);
      return { kind: 'saved' };
    } catch (error) {
      logger.warn('messenger_store_failed', errorWords(error));
      return REFUSED;
    }
  }

  function read(entry: Raw): Piece[] {
    const pieces: Piece[] = [];
    const reports: Report[] = [];
    for (const event of readEntry(entry, { pages: ours, appId: options.appId, now: clock() })) {
      if (event.kind === 'turn') {
        pieces.push({ lane: event.inbound.activity.conversation?.id ?? '', run: () => takeTurn(event) });
        continue;
      }
      note(event);
      reports.push(...reportsOf(event));
    }
    if (reports.length > 0) pieces.push({ lane: 'reports', run: () => settled(reports) });
    return pieces;
  }

  return {
    routes: createWebhook({
      path: '/webhooks/messenger',
      object: 'page',
      secrets: options.appSecrets,
      verifyTokens: options.verifyTokens,
      ...{ read, logger, metrics },
    }),
    channel: createMessengerChannel({
      ...{ graph, uploads: options.uploads, pages, progress, clock, templateAnswers: options.templateAnswers },
    }),
  };
}
