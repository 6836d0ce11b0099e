import { errorWords, type Logger, word } from '../domain/log.ts';
import type { Metrics } from '../domain/metrics.ts';
import type { Pseudonyms } from '../domain/sealer.ts';
import type { Documents } from '../stores/documents.ts';
import { Conflict } from '../stores/errors.ts';

/** What a channel told about a thing it manages. The adapters declare the events in full (`adapters/meta/management.ts`). */
export interface ChannelFact {
  readonly channel: string;
  readonly kind: string;
  /** ms */
  readonly at: number;
}

export interface ChannelFactsOptions<Fact extends ChannelFact> {
  readonly documents: Documents;
  readonly pseudonyms: Pseudonyms;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Campaigns and whoever else wants to know. One that fails is logged and costs the others nothing. */
  readonly listeners: readonly ((fact: Fact) => void | Promise<void>)[];
}

/** Many words on one thing may come together; who lost against another looks again after a moment. */
const AGAIN = 40;
const moment = (again: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(50, 4 * (again + 1))));
/** What tells things of one kind apart. */
const NAMING = ['account', 'number', 'name', 'language', 'contact'] as const;

/** Keeps the newest word on each thing, in the container `channelfacts`, and passes every one on. */
export function createChannelFacts<Fact extends ChannelFact>(
  options: ChannelFactsOptions<Fact>,
): (fact: Fact) => Promise<void> {
  const { documents, pseudonyms, metrics, logger, listeners } = options;

  function idOf(fact: Fact): string {
    const fields = fact as ChannelFact & Partial<Record<(typeof NAMING)[number], unknown>>;
    const named = NAMING.map((name) => fields[name] ?? '').join(' ');
    return pseudonyms.of('channel-fact', `${fact.channel} ${fact.kind} ${named}`);
  }

  /** Deliveries come in any order: an older word never replaces a newer one. */
  async function keep(fact: Fact): Promise<void> {
    const id = idOf(fact);
    for (let again = 0; ; again += 1) {
      const before = await documents.get<{ at: number }>('channelfacts', id, id);
      if (before && before.body.at > fact.at) return;
      try {
        const condition = before ? { ifMatch: before.etag } : ({ ifNoneMatch: '*' } as const);
        await documents.put('channelfacts', id, id, { ...fact }, condition);
        return;
      } catch (error) {
        if (!(error instanceof Conflict) || again >= AGAIN) throw error;
        await moment(again);
      }
    }
  }

  return async (fact) => {
    await keep(fact);
    const event = word('event' in fact ? fact.event : 'quality' in fact ? fact.quality : 'changed');
    metrics.count('channel_facts_total', { channel: word(fact.channel), kind: word(fact.kind), event });
    for (const listener of listeners) {
      try {
        await listener(fact);
      } catch (error) {
        logger.error('channel_listener_failed', errorWords(error));
      }
    }
  };
}
