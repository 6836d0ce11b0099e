import { word } from '../../domain/log.ts';
import type { Metrics } from '../../domain/metrics.ts';
import type { Graph } from '../meta/graph.ts';
import type { Taken } from '../meta/webhook.ts';
import type { Pauses } from './pauses.ts';

export interface MarksOptions {
  readonly graph: Graph;
  readonly senders: ReadonlyMap<string, string>;
  readonly pauses: Pauses;
  readonly metrics: Metrics;
  /** A turn that takes longer shows "typing", ms. It must not come after the reply: it would stay for 25 s. */
  readonly slowMs?: number;
  /** Marks on their way at once. Beyond them none is sent: nobody misses one. */
  readonly most?: number;
}

/**
 * The blue ticks, and "typing" while a turn takes long (§1.9). No turn waits for them, and their failure changes nothing.
 * `begin` is called before a turn; what it answers, after it.
 */
export interface Marks {
  begin(sender: string, message: string): (taken: Taken) => void;
}

export function createMarks(options: MarksOptions): Marks {
  const { graph, senders, pauses, metrics, slowMs = 800, most = 64 } = options;
  let underway = 0;

  function send(sender: string, message: string, typing: boolean): void {
    const token = senders.get(sender);
    if (token === undefined || underway >= most || pauses.left(sender) > 0) return;
    underway += 1;
    const body = {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: message,
      ...(typing ? { typing_indicator: { type: 'text' } } : {}),
    };
    void graph.call({ method: 'POST', path: `/${sender}/messages`, token, body, timeoutMs: 5_000 }).then((answer) => {
      underway -= 1;
      metrics.count('whatsapp_marks_total', { outcome: word(answer.kind) });
    });
  }

  return {
    begin(sender, message) {
      let typing = false;
      const timer = setTimeout(() => {
        typing = true;
        send(sender, message, true);
      }, slowMs);
      return (taken) => {
        clearTimeout(timer);
        // Typing has marked it as read already.
        if (!typing && taken.kind === 'saved') send(sender, message, false);
      };
    },
  };
}
