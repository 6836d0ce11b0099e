import type { Activity, Attachment, TurnContext } from 'botbuilder-core';
import type { Choice, ConversationState, TurnFacts } from './conversation.ts';
import { buttonValue, type Input } from './input.ts';
import type { Words } from './locales/words.ts';
import type { Services } from './services.ts';

/** One turn, as the dialogs see it. */
export interface Turn {
  readonly input: Input;
  readonly facts: TurnFacts;
  readonly state: ConversationState;
  readonly services: Services;
  /** The language may change within the turn. */
  readonly words: Words;
  /** The citizen was away for hours: a friendly line comes before anything is called wrong. */
  readonly late: boolean;
  /** What was chosen of the open question, by button, number or title. */
  readonly choice: string | undefined;
  /** An order that what was just finished was for, such as `ticket-0`: done next, in the same turn. */
  follow?: string;
  say(text: string, attachment?: Attachment): void;
  /** Says a question and makes it the open one: a new id, its choices as buttons. `own`: numbers are no choices. */
  ask(text: string, choices?: readonly Choice[], own?: boolean): void;
}

const TURN = Symbol('turn');

/** Hangs the turn on the SDK's context, where the dialogs find it. */
export function attachTurn(context: TurnContext, turn: Turn): void {
  context.turnState.set(TURN, turn);
}

/** @throws Error when no turn was attached: a fault of the program. */
export function turnOf(context: TurnContext): Turn {
  const turn: Turn | undefined = context.turnState.get(TURN);
  if (!turn) throw new Error('no turn is attached to this context');
  return turn;
}

/** A message that no client interprets: what a citizen typed is shown as typed, never as markup. */
export function message(text: string): Partial<Activity> {
  return { type: 'message', text, textFormat: 'plain' };
}

/** Choices as buttons. The title is also the text that is sent, so a client without buttons says the same. */
export function withChoices(activity: Partial<Activity>, question: number, choices: readonly Choice[]): void {
  if (choices.length === 0) return;
  const actions = choices.map(({ id, title, token }) => ({
    type: 'messageBack',
    title,
    text: title,
    displayText: title,
    value: token ?? buttonValue(question, id),
  }));
  activity.suggestedActions = { to: [], actions };
}

/** Collects what a turn says, in order, into `out`. */
export function createTurn(
  base: Omit<Turn, 'say' | 'ask' | 'words'>,
  wordsOf: (lang: 'id' | 'en') => Words,
  out: Partial<Activity>[],
): Turn {
  const { state } = base;
  return {
    ...base,
    get words() {
      return wordsOf(state.lang);
    },
    say(text, attachment) {
      const said = { ...message(text), locale: state.lang };
      if (attachment) said.attachments = [attachment];
      out.push(said);
    },
    ask(text, choices = [], own = false) {
      // Ids begin with the time, so that a state that was lost and begun again never gives an old id out twice.
      const id = Math.max((state.q ?? 0) + 1, Math.floor(base.facts.now / 1000));
      state.q = id;
      state.open = { id, choices: choices.map(({ id, title }) => ({ id, title })), ...(own ? { own } : {}) };
      const asked = { ...message(text), locale: state.lang };
      withChoices(asked, id, choices);
      out.push(asked);
    },
  };
}
