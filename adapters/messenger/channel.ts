import type { Graph } from '../meta/graph.ts';
import type { MediaUploads } from '../meta/media.ts';
import { type Judged, judge } from '../meta/outcomes.ts';
import { markOf, type Progress } from '../meta/progress.ts';
import type { Channel, Outcome, Outgoing, SpeakFacts } from '../port.ts';
import { CHANNEL_ID, type Thread } from './event.ts';
import type { Message, Part } from './message.ts';
import { render } from './render.ts';
import { permitOf, type TemplateAnswers } from './window.ts';

export interface MessengerChannelOptions {
  readonly graph: Graph;
  readonly uploads: MediaUploads;
  /** Page id -> its token. */
  readonly pages: ReadonlyMap<string, string>;
  readonly progress: Progress;
  /** As the page's templates were made; postback unless told. */
  readonly templateAnswers?: TemplateAnswers | undefined;
  readonly clock: () => number;
}

/** Where a reply goes, and with which token. */
interface Line extends Thread {
  readonly token: string;
}

const SENT: Judged = { kind: 'sent', reason: 'ok', scope: 'message' };
/** Waits of a page whose sends are refused for all, ms: longer than this they are looked at again. */
const PAUSE_MOST_MS = 900_000;

/** `<page>/<psid>`; `undefined` for an address that is none. */
export function threadOf(address: string): Thread | undefined {
  const [page, psid, ...more] = address.split('/');
  return page && psid && more.length === 0 ? { page, psid } : undefined;
}

/** Messenger as a channel of the bot: one reply after the other, each in its parts, each part under a name of its own. */
export function createMessengerChannel(options: MessengerChannelOptions): Channel {
  const { graph, uploads, pages, progress, clock } = options;
  /** Page -> until when nothing is sent in its name, because the refusal was about all of it. */
  const pauses = new Map<string, number>();

  function post(line: Line, body: object) {
    return graph.call({ method: 'POST', path: `/${line.page}/messages`, token: line.token, body });
  }

  const act = (line: Line, action: 'typing_on' | 'mark_seen'): Promise<unknown> =>
    post(line, { recipient: { id: line.psid }, sender_action: action });

  /** The message of a part, its file uploaded; or what stopped the upload. */
  async function ready(line: Line, { message, upload }: Part, tries: number): Promise<Message | Judged> {
    if (!upload) return message;
    void act(line, 'typing_on');
    const owner = { channel: 'messenger', sender: line.page, token: line.token } as const;
    const uploaded = await uploads.uploadMedia(owner, upload);
    // Uploading twice harms nobody: whatever went wrong, no message has gone out.
    if (uploaded.kind !== 'ok') return { ...judge('messenger', uploaded, tries), doubt: false } as Judged;
    return { ...message, attachment: { type: upload.type, payload: { attachment_id: uploaded.id } } };
  }

  async function sendPart(line: Line, part: Part, fields: object, mark: string, tries: number): Promise<Judged> {
    const message = await ready(line, part, tries);
    if ('kind' in message) return message;
    const body = { recipient: { id: line.psid }, ...fields, message: { ...message, metadata: mark } };
    const answer = await post(line, body);
    if (answer.kind !== 'ok') return judge('messenger', answer, tries);
    const mid = answer.body['message_id'];
    // §2.4: a 200 without an id is no success, and nobody knows what it is.
    if (typeof mid !== 'string') return judge('messenger', { kind: 'doubt', reason: 'unreadable' }, tries);
    progress.sent(mid, mark);
    return SENT;
  }

  async function say(line: Line, outgoing: Outgoing, { inboundAt }: SpeakFacts): Promise<Judged> {
    const { activity, ref, tries } = outgoing;
    if (activity.type === 'typing') {
      void act(line, 'typing_on');
      return SENT;
    }
    const permit = permitOf(activity, inboundAt, clock(), options.templateAnswers);
    const parts =
      permit.kind === 'utility' ? [{ message: { template: permit.template } as Message }] : render(activity);
    if (parts.length === 0) return SENT;
    if (permit.kind === 'closed') return { kind: 'rejected', reason: permit.reason, scope: 'message' };
    for (let at = Math.max(progress.done(ref), outgoing.parts ?? 0); at < parts.length; at += 1) {
      const part = parts[at];
      if (!part) break;
      const judged = await sendPart(line, part, permit.fields, markOf(ref, at, parts.length), tries);
      if (judged.kind !== 'sent') return judged;
      if (parts.length > 1) progress.advance(ref, at + 1);
    }
    return SENT;
  }

  function outcomeOf({ scope, ...judged }: Judged, page: string): Outcome {
    if ((judged.kind === 'retry' || judged.kind === 'fatal') && (scope === 'sender' || scope === 'app'))
      pauses.set(page, clock() + Math.min(judged.afterMs, PAUSE_MOST_MS));
    return judged;
  }

  /** The wait when nothing may be sent now: the page pauses, or the time of this process is over. */
  function waitOf({ page }: Line, { until }: SpeakFacts): number | undefined {
    const now = clock();
    const pause = (pauses.get(page) ?? 0) - now;
    if (pause > 0) return pause;
    pauses.delete(page);
    return now >= until ? 0 : undefined;
  }

  return {
    id: CHANNEL_ID,
    reports: true,
    async speak(address, outgoing, facts) {
      const thread = threadOf(address);
      const token = thread && pages.get(thread.page);
      // A page that is not configured any more: its replies wait for the operator until they are given up.
      if (!thread || token === undefined)
        return outgoing.map(() => ({ kind: 'fatal', reason: 'page_unknown', afterMs: PAUSE_MOST_MS }) as const);
      const line = { ...thread, token };
      const outcomes: Outcome[] = [];
      let rest: Outcome | undefined;
      for (const one of outgoing) {
        const wait = rest ? undefined : waitOf(line, facts);
        if (wait !== undefined) rest = { kind: 'retry', afterMs: wait };
        const outcome: Outcome = rest ?? outcomeOf(await say(line, one, facts), line.page);
        outcomes.push(outcome);
        // Order is kept: what comes after a reply that must wait, waits with it.
        if (!rest && (outcome.kind === 'retry' || outcome.kind === 'fatal'))
          rest = { kind: 'retry', afterMs: outcome.afterMs };
      }
      return outcomes;
    },
  };
}
