import type { Graph } from './graph.ts';
import type { TakeManagement } from './management.ts';
import { ProvisionError } from './provision/change.ts';
import { listTemplates } from './provision/templates.ts';

/** Whose templates are looked at. */
export interface TemplateOwner {
  readonly channel: 'whatsapp' | 'messenger';
  /** WhatsApp business account, or page. */
  readonly id: string;
  readonly token: string;
}

/**
 * Asks how the templates stand and tells what is new since it asked last. WhatsApp tells it by webhooks too, which may be lost
 * or come before anybody listened; of a page nobody tells. An owner that does not answer is asked again the next time.
 */
export function createTemplateWatch(
  graph: Graph,
  owners: readonly TemplateOwner[],
  manage: TakeManagement,
  clock: () => number,
): () => Promise<void> {
  const told = new Map<string, string>();

  async function look({ channel, id, token }: TemplateOwner): Promise<void> {
    const at = clock();
    const listed = await listTemplates({ graph, id, token });
    for (const { name, language, status } of listed) {
      if (typeof name !== 'string' || typeof language !== 'string' || typeof status !== 'string') continue;
      const key = `${id} ${name} ${language}`;
      if (told.get(key) === status) continue;
      // A page's are its own; WhatsApp's are told under the name that its webhooks use.
      const account = channel === 'messenger' ? { account: id } : {};
      await manage({ kind: 'template_status', channel, at, ...account, name, language, event: status });
      told.set(key, status);
    }
  }

  return async () => {
    for (const owner of owners) {
      try {
        await look(owner);
      } catch (error) {
        if (!(error instanceof ProvisionError)) throw error;
      }
    }
  };
}
