/** News on a channel with a service window: in full while it is open, else one template, and the rest when it is answered. */
import type { Activity } from 'botbuilder-core';
import type { DialogContext } from 'botbuilder-dialogs';
import type { Ticket } from '../booking/booking.ts';
import type { Verdict } from '../registry/registry.ts';
import type { ConversationState, KnownPerson, News } from './conversation.ts';
import type { Words } from './locales/words.ts';
import { hears, sayNews, updated } from './news.ts';
import { choicesOf, type Reply } from './notice-buttons.ts';
import { shaken, unsure } from './premise.ts';
import { rememberPerson } from './registration/submit.ts';
import type { Services } from './services.ts';
import { WAITING_MOST } from './state.ts';
import type { Turn } from './turn.ts';

/** One template of `content/templates`, filled in. */
export interface Wish {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly replies: readonly Reply[];
  /** The same in free text, should the window be open when it is sent. */
  readonly text: string;
  /** The person as they are known from now on. */
  readonly known?: KnownPerson;
}

export interface Listener {
  readonly services: Services;
  readonly words: Words;
  readonly state: ConversationState;
  readonly contact: string;
  readonly now: number;
}

/** Says that there is news and nothing else: for what only this chat's owner may read, once they have answered. */
const announcement = ({ words }: Listener): Wish => ({
  ...{ name: 'news_waiting', parameters: {}, text: words.text('notice.waiting') },
  replies: [{ verb: 'news' }, { verb: 'human' }],
});

function placeAndTime({ words }: Listener, { site, session }: Ticket) {
  return { time: words.session(session.start, session.end, session.zone), site: site.name.slice(0, 70) };
}

async function sessionWish(to: Listener, known: KnownPerson, news: Extract<News, { readonly dose: number }>) {
  const { words, services } = to;
  const { name } = known;
  const held = await services.booking.held(known.person, news.dose);
  if (news.kind === 'session_changed' && held && !held.session.cancelled) {
    const parameters = { name, ...placeAndTime(to, held) };
    const replies: Reply[] = [{ verb: 'ticket', title: 'notice.ticket' }, { verb: 'change' }, { verb: 'human' }];
    return { name: 'session_changed', parameters, replies, text: words.text('notice.session', parameters) };
  }
  const text = words.text('news.session.cancelled', { name });
  const replies: Reply[] = [{ verb: 'ticket' }, { verb: 'human' }];
  return { name: 'session_cancelled', parameters: { name }, replies, text };
}

async function verdictWish(to: Listener, known: KnownPerson, verdict: Verdict): Promise<Wish | undefined> {
  const { words, services, state } = to;
  const { name } = known;
  const held = await shaken(services, known, verdict, to);
  if (held) {
    const parameters = { name, ...placeAndTime(to, held) };
    const text = words.text('premise.question', parameters);
    const replies: Reply[] = [{ verb: 'come' }, { verb: 'drop' }, { verb: 'human' }];
    return { name: 'booking_check', parameters, replies, text, known: unsure(known) };
  }
  if (state.quiet === true || verdict.kind === 'pending') return undefined;
  if (!(await hears(services, verdict, to.contact))) return announcement(to);
  if (verdict.kind !== 'registered') return { ...announcement(to), name: 'verdict_not_yet', parameters: { name } };
  if (known.ready === true && !known.untold && known.dose === verdict.dose) return undefined;
  const text = words.text('news.registered', { name });
  const replies: Reply[] = [{ verb: 'ticket' }, { verb: 'help' }];
  return { name: 'verdict_ready', parameters: { name }, replies, text, known: updated(known, verdict) };
}

/** A time can be chosen from today on: the same words as a yes of the registry. Nothing to who has a place by now. */
async function dueWish(to: Listener, known: KnownPerson, dose: number): Promise<Wish | undefined> {
  const { words, services, contact } = to;
  const { person, name } = known;
  if (!(await services.access.opens(person, contact)) || (await services.booking.held(person, dose))) return undefined;
  const text = words.text('news.due', { name });
  const replies: Reply[] = [{ verb: 'ticket' }, { verb: 'help' }];
  return { name: 'verdict_ready', parameters: { name }, replies, text, known: { ...known, dose, ready: true } };
}

/** What to send of this news while the window is closed; `undefined` when nothing would be said. Changes nothing. */
export async function wishFor(to: Listener, news: News): Promise<Wish | undefined> {
  const { services, state, contact } = to;
  if ('receipt' in news) {
    const found = await services.corrections.of(news.receipt, contact);
    return found?.answer === undefined ? undefined : announcement(to);
  }
  const known = state.people?.find((one) => one.person === news.person);
  if (!known) return undefined;
  if ('verdict' in news) return verdictWish(to, known, news.verdict);
  if (!('dose' in news)) return announcement(to);
  if (state.quiet === true) return undefined;
  return news.kind === 'due' ? dueWish(to, known, news.dose) : sessionWish(to, known, news);
}

function attach(turn: Turn, wish: Wish, { person }: News, key: string, to: Partial<Activity> | undefined): void {
  if (!to) return;
  const replies = choicesOf(turn, wish.replies, person, key).map(({ token }) => token);
  to.channelData = { template: { name: wish.name, language: turn.state.lang, parameters: wish.parameters, replies } };
}

/** Outside the window: one message, and the open question is its own. */
function announce(turn: Turn, wish: Wish, news: News, key: string): void {
  const { state } = turn;
  if (wish.known) rememberPerson(turn, wish.known);
  if (wish.replies.some(({ verb }) => verb === 'news')) {
    const others = (state.waiting ?? []).filter((one) => one.key !== key);
    state.waiting = [{ key, news }, ...others].slice(0, WAITING_MOST);
  }
  turn.ask(wish.text, choicesOf(turn, wish.replies, news.person, key));
}

/** What another chat of the citizen was told: known from now on, with nothing said, and the open question as it was. */
async function noteNews(turn: Turn, dc: DialogContext, news: News, out: Partial<Activity>[]): Promise<void> {
  const { state } = turn;
  const { open, people = [] } = state;
  await sayNews(turn, dc, news);
  out.length = 0;
  // The choices of an open question count on the order of the people.
  state.people = people.map((one) => state.people?.find(({ person }) => person === one.person) ?? one);
  if (open) state.open = open;
  else delete state.open;
}

/**
 * Tells news. Where only a template may go out, that is all there is; elsewhere everything is said, and on a channel with a
 * window its first words carry the template too, because the window may close before they are sent.
 */
export async function tellNews(turn: Turn, dc: DialogContext, news: News, out: Partial<Activity>[]): Promise<void> {
  const { facts, services, words, state } = turn;
  const { notice, contact, now, silent } = facts;
  if (silent) return noteNews(turn, dc, news, out);
  const wish = notice && (await wishFor({ services, words, state, contact, now }, news));
  if (!notice?.closed) await sayNews(turn, dc, news);
  else if (wish) announce(turn, wish, news, notice.key);
  if (notice && wish) attach(turn, wish, news, notice.key, out[0]);
}
