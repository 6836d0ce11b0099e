import type { Contact, Contacts } from '../meta/contacts.ts';
import type { Graph } from '../meta/graph.ts';
import type { MediaUploads } from '../meta/media.ts';
import { type Judged, judge } from '../meta/outcomes.ts';
import { markOf, type Progress } from '../meta/progress.ts';
import type { Channel, Outcome, Outgoing, SpeakFacts } from '../port.ts';
import { isRecord } from '../webchat/plain.ts';
import { type Address, CHANNEL_ID, readAddress } from './inbound.ts';
import type { Message, Part } from './message.ts';
import { createPace } from './pace.ts';
import type { Pauses } from './pauses.ts';
import { render } from './render.ts';
import { permitOf } from './window.ts';

export interface WhatsappChannelOptions {
  readonly graph: Graph;
  readonly uploads: MediaUploads;
  readonly contacts: Pick<Contacts, 'get'>;
  /** Phone number id -> its token. */
  readonly senders: ReadonlyMap<string, string>;
  readonly pauses: Pauses;
  readonly progress: Progress;
  readonly clock: () => number;
}

/** Where the replies of one call go. */
interface Line {
  readonly address: Address;
  readonly token: string;
  readonly to: Readonly<Record<string, string>>;
}

const SENT: Judged = { kind: 'sent', reason: 'ok', scope: 'message' };
/** A number that is not configured (any more): its replies wait for the operator until they are given up. */
const NO_SENDER: Outcome = { kind: 'fatal', reason: 'sender_unknown', afterMs: 900_000 };
const NO_STORE: Outcome = { kind: 'retry', afterMs: 1_000, reason: 'store' };
const NO_ADDRESS: Outcome = { kind: 'blocked', reason: 'no_address' };

/** §1.9: with the plus, or Meta puts the country of our own number in front; a user id has a field of its own. */
function recipient({ phone, user }: Contact): Line['to'] | undefined {
  if (phone !== undefined) return { to: `+${phone}` };
  return user === undefined ? undefined : { recipient: user };
}

const hasId = (body: Readonly<Record<string, unknown>>): boolean => {
  const { messages } = body;
  return Array.isArray(messages) && isRecord(messages[0]) && typeof messages[0]['id'] === 'string';
};

/** WhatsApp as a channel of the bot: one message after the other, within the window and the pace, each under its name. */
export function createWhatsappChannel(options: WhatsappChannelOptions): Channel {
  const { graph, uploads, contacts, senders, pauses, progress, clock } = options;
  const pace = createPace();

  /** The message of a part, its file uploaded; or what stopped the upload. Uploading twice harms nobody: no doubt. */
  async function ready({ address, token }: Line, part: Part, tries: number): Promise<Message | Judged> {
    if ('message' in part) return part.message;
    const owner = { channel: 'whatsapp', sender: address.sender, token } as const;
    const uploaded = await uploads.uploadMedia(owner, part.upload);
    if (uploaded.kind === 'ok') return part.put(uploaded.id);
    return { ...judge('whatsapp', uploaded, tries), doubt: false } as Judged;
  }

  async function sendPart(line: Line, part: Part, tries: number, mark: string): Promise<Judged> {
    const message = await ready(line, part, tries);
    if ('kind' in message) return message as Judged;
    const answer = await graph.call({
      method: 'POST',
      path: `/${line.address.sender}/messages`,
      token: line.token,
      body: {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        ...line.to,
        ...message,
        biz_opaque_callback_data: mark,
      },
    });
    // A 200 without an id is no success, and nobody knows what it is.
    if (answer.kind === 'ok' && !hasId(answer.body))
      return judge('whatsapp', { kind: 'doubt', reason: 'unreadable' }, tries);
    return judge('whatsapp', answer, tries);
  }

  async function say(line: Line, outgoing: Outgoing, { inboundAt }: SpeakFacts): Promise<Judged> {
    const { activity, ref, tries } = outgoing;
    const permit = permitOf(activity, inboundAt, clock());
    const parts = permit.kind === 'template' ? [{ message: permit.template }] : render(activity);
    if (parts.length === 0) return SENT;
    if (permit.kind === 'closed') return { kind: 'rejected', reason: permit.reason, scope: 'message' };
    for (let at = Math.max(progress.done(ref), outgoing.parts ?? 0); at < parts.length; at += 1) {
      const part = parts[at];
      if (!part) break;
      const wait = pace.take(`${line.address.sender}:${line.address.contact}`, clock());
      if (wait > 0) return { kind: 'retry', afterMs: wait, reason: 'pair_pace', scope: 'message' };
      const judged = await sendPart(line, part, tries, markOf(ref, at, parts.length));
      if (judged.kind !== 'sent') return judged;
      if (parts.length > 1) progress.advance(ref, at + 1);
    }
    return SENT;
  }

  /** Who else has to wait because of this refusal. */
  function outcomeOf({ scope, ...judged }: Judged, { sender, contact }: Address): Outcome {
    if (judged.kind === 'retry' || judged.kind === 'fatal') {
      if (scope === 'sender' || scope === 'app') pauses.pause(sender, judged.afterMs);
      if (scope === 'person') pace.hold(`${sender}:${contact}`, clock() + judged.afterMs);
    }
    return judged;
  }

  async function lineOf(address: string): Promise<Line | Outcome> {
    const read = readAddress(address);
    const token = read && senders.get(read.sender);
    if (!read || token === undefined) return NO_SENDER;
    const contact = await contacts.get(read.contact).catch(() => null);
    if (contact === null) return NO_STORE;
    const to = contact && recipient(contact);
    return to ? { address: read, token, to } : NO_ADDRESS;
  }

  /** The outcome of one reply, or that it must wait before it is tried at all. */
  async function speakOne(line: Line, one: Outgoing, facts: SpeakFacts): Promise<Outcome> {
    const pause = pauses.left(line.address.sender);
    if (pause > 0) return { kind: 'retry', afterMs: pause, reason: 'paused' };
    if (clock() >= facts.until) return { kind: 'retry', afterMs: 0, reason: 'time_over' };
    return outcomeOf(await say(line, one, facts), line.address);
  }

  return {
    id: CHANNEL_ID,
    reports: true,
    async speak(address, outgoing, facts) {
      const line = await lineOf(address);
      if ('kind' in line) return outgoing.map(() => line);
      const outcomes: Outcome[] = [];
      let rest: Outcome | undefined;
      for (const one of outgoing) {
        const outcome = rest ?? (await speakOne(line, one, facts));
        outcomes.push(outcome);
        // Order is kept: what comes after a reply that must wait, waits with it.
        if (outcome.kind === 'retry' || outcome.kind === 'fatal')
          rest ??= { kind: 'retry', afterMs: outcome.afterMs, reason: 'in_order' };
      }
      return outcomes;
    },
  };
}
