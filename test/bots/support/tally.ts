import type { Conversation, ConversationState } from '../../../dialogs/root.ts';

/** What the tally remembers: every text it was told, in order, and the effects it was asked to do. */
export interface Tally {
  texts: string[];
}

export function tallyOf(state: ConversationState | undefined): Tally {
  const kept = state?.dialogStack[0]?.state as Tally | undefined;
  return { texts: [...(kept?.texts ?? [])] };
}

export interface TallyHooks {
  /** Called amid a run, before anything is said. */
  amid?(text: string): Promise<void>;
}

/**
 * The smallest conversation that shows every fault of an engine: it notes each text and answers with its number, twice.
 * Lost, doubled or reordered messages all show in `texts`.
 */
export function tallyConversation(hooks: TallyHooks = {}): Conversation {
  return {
    async run(context, state) {
      const text = context.activity.text ?? '';
      await hooks.amid?.(text);
      const { texts } = tallyOf(state);
      texts.push(text);
      await context.sendActivity({ type: 'message', text: `${texts.length}` });
      await context.sendActivity({ type: 'message', text: `heard ${text}` });
      return { v: 1, lang: 'id', dialogStack: [{ id: 'tally', state: { texts } }] };
    },
    template: async () => undefined,
    hears: () => true,
    sorry: () => [{ type: 'message', text: 'sorry' }],
  };
}
