import type { Activity } from 'botframework-schema';
import { isSigned } from '../../adapters/meta/signature.ts';
import type { Channel, Outcome, Outgoing, Receive } from '../../adapters/port.ts';
import { type HttpRequest, type HttpResponse, problem, type Route } from '../../domain/http.ts';

/**
 * A signed webhook of the weight of Meta's, for crash tests and the bench: deliveries come in WhatsApp's envelope with
 * `X-Hub-Signature-256`, replies go out as JSON to a sink. Not a channel of the product.
 */
export interface WireOptions {
  readonly receive: Receive;
  readonly secrets: readonly string[];
  /** Where replies are posted, one request each; without it they are dropped as sent. */
  readonly sink?: string;
}

interface WireMessage {
  readonly id: string;
  readonly from: string;
  readonly timestamp: string;
  readonly text?: { readonly body: string };
  readonly interactive?: { readonly button_reply: { readonly id: string; readonly title: string } };
}

interface Envelope {
  readonly entry: readonly {
    readonly changes: readonly { readonly value: { readonly messages?: readonly WireMessage[] } }[];
  }[];
}

function toActivity(message: WireMessage): Partial<Activity> {
  const reply = message.interactive?.button_reply;
  const from = { id: message.from, name: '', role: 'user' };
  return {
    type: 'message',
    id: message.id,
    channelId: 'wire',
    timestamp: new Date(Number(message.timestamp) * 1000),
    serviceUrl: '',
    from,
    recipient: { id: 'bot', name: '', role: 'bot' },
    conversation: { id: message.from, isGroup: false, conversationType: 'personal', name: '' },
    text: reply?.title ?? message.text?.body ?? '',
    ...(reply ? { value: reply.id } : {}),
  };
}

async function deliver(options: WireOptions, request: HttpRequest): Promise<HttpResponse> {
  if (!isSigned(request.body, request.headers['x-hub-signature-256'], options.secrets)) {
    return problem(401, 'not_signed', 'The signature does not fit the body.');
  }
  const envelope = JSON.parse(request.body.toString('utf8')) as Envelope;
  const messages = envelope.entry.flatMap((entry) => entry.changes.flatMap((change) => change.value.messages ?? []));
  const receipts = await Promise.all(messages.map((message) => options.receive({ activity: toActivity(message) })));
  const refused = receipts.find((receipt) => receipt.kind === 'refused');
  return refused ? problem(503, refused.reason, 'Come back later.', refused.retryAfterMs / 1000) : { status: 200 };
}

async function post(sink: string, address: string, outgoing: Outgoing): Promise<Outcome> {
  const body = JSON.stringify({ to: address, ...outgoing });
  const answer = await fetch(sink, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  await answer.arrayBuffer();
  return answer.ok ? { kind: 'sent' } : { kind: 'retry', afterMs: 100 };
}

/** The wire's route (`POST /webhooks/wire`) and channel. */
export function createWire(options: WireOptions): { routes: readonly Route[]; channel: Channel } {
  const { sink } = options;
  return {
    routes: [
      { method: 'POST', path: '/webhooks/wire', maxBytes: 3_000_000, handle: (request) => deliver(options, request) },
    ],
    channel: {
      id: 'wire',
      async speak(address, outgoing) {
        if (sink === undefined) return outgoing.map(() => ({ kind: 'sent' }) as const);
        const outcomes: Outcome[] = [];
        for (const one of outgoing) {
          const failed = outcomes.at(-1)?.kind === 'retry';
          outcomes.push(
            failed
              ? { kind: 'retry', afterMs: 100 }
              : await post(sink, address, one).catch(() => ({ kind: 'retry', afterMs: 100 }) as const),
          );
        }
        return outcomes;
      },
    },
  };
}
