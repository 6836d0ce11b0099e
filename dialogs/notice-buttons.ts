import type { Choice, ConversationState } from './conversation.ts';
import type { Key } from './locales/words.ts';
import type { Turn } from './turn.ts';

/** What the buttons of notices ask for. */
export type Verb = 'ticket' | 'change' | 'drop' | 'come' | 'news' | 'help' | 'human';

/** Titles of at most 20 signs, as the templates in `content/templates` have them. */
const TITLES = {
  ticket: 'news.choose',
  change: 'ticket.change',
  drop: 'premise.drop',
  come: 'premise.come',
  news: 'notice.read',
  help: 'menu.help',
  human: 'menu.human',
} as const satisfies Record<Verb, Key>;

/** A button, with another title where its verb alone would say it badly. */
export interface Reply {
  readonly verb: Verb;
  readonly title?: 'notice.ticket';
}

/** People answer after days, and sometimes after weeks. */
const GOOD_MS = 30 * 86_400_000;

const ABOUT_PERSON: ReadonlySet<string> = new Set(['ticket', 'change', 'drop', 'come']);

/** The order that a verb is in this conversation; `undefined` when it does not look after that person (any more). */
export function orderFor({ people = [] }: ConversationState, verb: string, person: string): string | undefined {
  if (!ABOUT_PERSON.has(verb)) return verb;
  const n = people.findIndex((one) => one.person === person);
  return n < 0 ? undefined : `${verb}-${n}`;
}

/** The buttons of a notice: each carries a reference that is good in this chat alone, and for a month. */
export function choicesOf(turn: Turn, replies: readonly Reply[], person: string, key: string): readonly Choice[] {
  const { words, services, facts, state } = turn;
  return replies.map(({ verb, title = TITLES[verb] }) => {
    const subject = verb === 'news' || person === '' ? key : person;
    const token = services.references.make({ verb, subject }, { contact: facts.contact }, facts.now + GOOD_MS);
    return { id: `@${orderFor(state, verb, person) ?? verb}`, title: words.text(title), token };
  });
}
