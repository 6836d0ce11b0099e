import { errorWords, type Logger } from '../domain/log.ts';
import type { Metrics } from '../domain/metrics.ts';
import type { Documents } from '../stores/documents.ts';

/** The part of a channel fact that says how a template stands (`adapters/meta/management.ts`). */
interface TemplateFact {
  readonly channel: string;
  readonly name: string;
  readonly language: string;
  readonly event: string;
}

/** Which templates may be sent now, by the last word of the channel on each. */
export interface TemplateStates {
  /**
   * Whether this template may be sent. One of which a channel has said nothing yet may, except where templates are a
   * permission of their own that a page may lack. Answers from what it knows when the store is away.
   */
  usable(channel: string, name: string, language: string): Promise<boolean>;
}

export interface TemplateStatesOptions {
  readonly documents: Documents;
  readonly clock: () => number;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** §1.8: what is said of a template that may be sent. FLAGGED: its quality is low, and it still goes out. */
const GOOD = new Set(['APPROVED', 'REINSTATED', 'FLAGGED', 'UNLOCKED', 'UNARCHIVED', 'UNPAUSE']);
/** Messenger's utility templates need a permission of the page: only what it is known to have is used. */
const ONLY_KNOWN = new Set(['messenger']);
/** Another process may have heard it: looked at again after so long, ms. */
const FRESH_MS = 15_000;
const PAGE = 500;
const KIND = 'template_status';

const keyOf = ({ channel, name, language }: Omit<TemplateFact, 'event'>): string => `${channel} ${name} ${language}`;

export function createTemplateStates({ documents, clock, metrics, logger }: TemplateStatesOptions): TemplateStates {
  let known = new Map<string, boolean>();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const fresh = new Map<string, boolean>();
    let continuation: string | undefined;
    do {
      const page = await documents.query<TemplateFact>('channelfacts', {
        ...{ index: { field: 'kind', equals: KIND }, limit: PAGE },
        ...(continuation === undefined ? {} : { continuation }),
      });
      // The same name at two accounts or pages: used only when all of them have it.
      for (const { body } of page.items) {
        const key = keyOf(body);
        fresh.set(key, (fresh.get(key) ?? true) && GOOD.has(body.event));
      }
      continuation = page.continuation;
    } while (continuation !== undefined);
    known = fresh;
    readAt = clock();
    metrics.gauge('templates_unusable', [...fresh.values()].filter((good) => !good).length);
  }

  async function refresh(): Promise<void> {
    if (clock() - readAt < FRESH_MS) return;
    reading ??= read()
      .catch((error: unknown) => logger.warn('template_states_unread', errorWords(error)))
      .finally(() => {
        reading = undefined;
      });
    await reading;
  }

  return {
    async usable(channel, name, language) {
      await refresh();
      return known.get(keyOf({ channel, name, language })) ?? !ONLY_KNOWN.has(channel);
    },
  };
}
