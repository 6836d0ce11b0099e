import type { DialogContext } from 'botbuilder-dialogs';
import type { Verdict } from '../registry/registry.ts';
import { sayTicket } from './appointment/ticket.ts';
import { repeat } from './asking.ts';
import type { Choice, KnownPerson, News } from './conversation.ts';
import { choicesOf } from './notice-buttons.ts';
import { askPremise, shaken, unsure } from './premise.ts';
import { rememberPerson } from './registration/submit.ts';
import type { Services } from './services.ts';
import type { Turn } from './turn.ts';

interface Said {
  readonly text: string;
  readonly choices: readonly Choice[];
}

/** The words of a verdict, and what to do about it by one tap. */
function wordsOf({ words }: Turn, verdict: Verdict, name: string): Said | undefined {
  const fix = { id: '@register', title: words.text('news.fix') };
  const human = { id: '@human', title: words.text('menu.human') };
  switch (verdict.kind) {
    case 'registered':
      return {
        text: words.text('news.registered', { name }),
        choices: [{ id: '@ticket', title: words.text('news.choose') }],
      };
    case 'not_yet':
      if (verdict.from === undefined) return { text: words.text('news.not_yet', { name }), choices: [] };
      return { text: words.text('news.not_yet.from', { name, date: words.date(verdict.from) }), choices: [] };
    case 'complete':
      return { text: words.text('news.complete', { name }), choices: [] };
    case 'unknown':
      return { text: words.text('news.unknown', { name }), choices: [fix, human] };
    case 'pending':
      return undefined;
  }
}

/** The person as they are known after a verdict that they may hear. */
export function updated(known: KnownPerson, verdict: Verdict): KnownPerson {
  const { ready: _ready, unsure: _unsure, untold: _untold, ...rest } = known;
  if (verdict.kind !== 'registered') return rest;
  const { dose, region } = verdict;
  return { ...rest, dose, ready: true, ...(region === undefined ? {} : { region }) };
}

/** Says it; a form in progress asks its question again behind it, so that the next words are an answer to that. */
async function tell(turn: Turn, dc: DialogContext, said: Said): Promise<void> {
  if (dc.activeDialog) {
    turn.say(said.text);
    await repeat(turn, dc);
  } else if (said.choices.length > 0) turn.ask(said.text, said.choices);
  else turn.say(said.text);
}

/** What is on the ticket is read anew: a session may have changed twice by now. */
async function saySession(
  turn: Turn,
  dc: DialogContext,
  kind: News['kind'],
  known: KnownPerson,
  dose: number,
): Promise<void> {
  const { words, services } = turn;
  const held = await services.booking.held(known.person, dose);
  if (kind === 'session_changed' && held) {
    turn.say(words.text('news.session.changed', { name: known.name }));
    await sayTicket(turn, held, 'ticket.held');
    if (dc.activeDialog) await repeat(turn, dc);
    return;
  }
  const choices = [{ id: '@ticket', title: words.text('news.choose') }];
  await tell(turn, dc, { text: words.text('news.session.cancelled', { name: known.name }), choices });
}

/** A stranger hears the same whatever the registry says: only who proved the registered phone hears even a no. */
export function hears({ access }: Pick<Services, 'access'>, verdict: Verdict, contact: string): Promise<boolean> {
  return verdict.kind === 'unknown' ? access.proven(verdict.person, contact) : access.opens(verdict.person, contact);
}

/** Whoever was the first to name somebody unknown to the registry lets go of them: they may turn out to be another's. */
async function mayHear({ services, facts }: Turn, verdict: Verdict): Promise<boolean> {
  const may = await hears(services, verdict, facts.contact);
  if (!may && verdict.kind === 'unknown') await services.access.disown(verdict.person, facts.contact, facts.now);
  return may;
}

/** The desk's answer to a request that this chat made. Told even after STOP: it was asked for. */
async function sayAnswer(turn: Turn, dc: DialogContext, receipt: string): Promise<void> {
  const found = await turn.services.corrections.of(receipt, turn.facts.contact);
  if (found?.answer === undefined) return;
  const text = turn.words.text('correction.answered', { receipt, answer: found.answer });
  await tell(turn, dc, { text, choices: [] });
}

/** From today on a time can be chosen. Silent when that was done already, and for who let go of the person. */
async function sayDue(turn: Turn, dc: DialogContext, known: KnownPerson, dose: number): Promise<void> {
  const { words, services, facts, state } = turn;
  if (!(await services.access.opens(known.person, facts.contact))) return;
  if (await services.booking.held(known.person, dose)) return;
  rememberPerson(turn, { ...known, dose, ready: true });
  const choices = [{ id: '@ticket', title: words.text('news.choose') }];
  if (!state.quiet) await tell(turn, dc, { text: words.text('news.due', { name: known.name }), choices });
}

const GUARDED = {
  identity_claimed: 'news.guarded',
  identity_code_wrong: 'news.guarded.code',
  identity_carried: 'news.carried',
} as const;

/** Told even after STOP: it is about their safety, and they may have to act. */
async function sayGuarded(
  turn: Turn,
  dc: DialogContext,
  known: KnownPerson,
  kind: keyof typeof GUARDED,
): Promise<void> {
  const { words, state } = turn;
  const human = { id: '@human', title: words.text('menu.human') };
  const cut = { id: `@cut-${state.people?.indexOf(known) ?? 0}`, title: words.text('move.cut') };
  const choices = kind === 'identity_carried' ? [cut, human] : [human];
  await tell(turn, dc, { text: words.text(GUARDED[kind], { name: known.name }), choices });
}

/**
 * Tells what happened outside a turn. Says nothing to who asked for quiet, and nothing about somebody whom this
 * conversation does not look after any more.
 */
export async function sayNews(turn: Turn, dc: DialogContext, news: News): Promise<void> {
  if ('receipt' in news) return sayAnswer(turn, dc, news.receipt);
  const known = turn.state.people?.find((one) => one.person === news.person);
  if (!known) return;
  const quiet = turn.state.quiet === true;
  if (!('verdict' in news) && !('dose' in news)) return sayGuarded(turn, dc, known, news.kind);
  if (news.kind === 'due') return sayDue(turn, dc, known, news.dose);
  if (!('verdict' in news)) {
    if (!quiet) await saySession(turn, dc, news.kind, known, news.dose);
    return;
  }
  const { verdict } = news;
  const held = await shaken(turn.services, known, verdict, turn.facts);
  if (held) {
    // Told even after STOP: they hold a place, and may have to act.
    rememberPerson(turn, unsure(known));
    const replies = [{ verb: 'come' }, { verb: 'drop' }, { verb: 'human' }] as const;
    askPremise(turn, verdict, known, held, choicesOf(turn, replies, news.person, turn.facts.key));
    return;
  }
  if (verdict.kind !== 'pending' && !(await mayHear(turn, verdict))) {
    if (!quiet) await tell(turn, dc, { text: turn.words.text('verdict.way'), choices: [] });
    return;
  }
  const same = known.ready === true && verdict.kind === 'registered' && known.dose === verdict.dose;
  const heard = same && !known.untold;
  // Should the other chat not be reached after all, it is told here as if for the first time.
  const untold = turn.facts.silent && !heard;
  rememberPerson(turn, untold ? { ...updated(known, verdict), untold } : updated(known, verdict));
  const said = wordsOf(turn, verdict, known.name);
  if (said && !heard && !quiet) await tell(turn, dc, said);
}

/** In full what a notice has only announced: the one of this key, or the newest. */
export async function sayWaiting(turn: Turn, dc: DialogContext, key?: string): Promise<void> {
  const { state, words } = turn;
  const found = state.waiting?.find((one) => key === undefined || one.key === key);
  if (!found) {
    turn.say(words.text('notice.none'));
    return repeat(turn, dc);
  }
  state.waiting = (state.waiting ?? []).filter((one) => one !== found);
  await sayNews(turn, dc, found.news);
}
