import type { Activity } from 'botbuilder-core';
import { appointmentForm } from './appointment/form.ts';
import { chosen, isStale } from './choices.ts';
import { type CommandReader, createCommandReader, languageOf } from './commands.ts';
import type { Conversation } from './conversation.ts';
import { correctionForm } from './correction/form.ts';
import { isAlarm } from './danger.ts';
import { type Order, obey, repeat, sayAtRest, sayNext } from './desk.ts';
import { FormDialog } from './form/dialog.ts';
import { createMinimalMemory } from './form/memory.ts';
import { carryForm } from './identity/carry.ts';
import { unlockForm } from './identity/unlock.ts';
import { type Input, readInput, type Unreadable } from './input.ts';
import { createWords, type Language, type Words } from './locales/words.ts';
import { codeIn, moveHere } from './moving.ts';
import { tellNews, wishFor } from './outside.ts';
import { obeyReference } from './references.ts';
import { registrationForm } from './registration/form.ts';
import { invitationForm } from './registration/invitation.ts';
import { createNotice } from './registration/notice.ts';
import { createSubmit } from './registration/submit.ts';
import { screeningForm } from './screening/form.ts';
import { DialogContext, DialogContextError, DialogSet } from './sdk.ts';
import type { Services } from './services.ts';
import { type LoadedState, loadState, type Renames } from './state.ts';
import { attachTurn, createTurn, message, type Turn } from './turn.ts';

export type { Conversation, ConversationState, News, TurnFacts } from './conversation.ts';
export type { Services } from './services.ts';

/** After so long a citizen is welcomed back before a question is repeated. */
const LATE_MS = 4 * 60 * 60 * 1000;

/** The order in a turn, if there is one. Stop and human always win; a choice of the open question wins over the rest. */
function orderOf(turn: Turn, dc: DialogContext, commands: CommandReader): Order | undefined {
  const { choice, input } = turn;
  const exact = input.kind === 'text' ? commands.exact(input.plain) : undefined;
  if (exact === 'stop' || exact === 'human' || exact === 'notme') return exact;
  if (choice?.startsWith('@')) return choice.slice(1) as Order;
  if (choice !== undefined || input.kind !== 'text') return undefined;
  return exact ?? (dc.activeDialog ? undefined : commands.loose(input.plain));
}

function sayDanger(turn: Turn, dc: DialogContext): void {
  const { words } = turn;
  turn.services.metrics?.count('emergency_words_total');
  if (dc.activeDialog) turn.state.paused = true;
  turn.say(words.text('emergency.now'));
  turn.say(words.text(dc.activeDialog ? 'emergency.kept' : 'emergency.after'));
}

function greet(turn: Turn, fresh: boolean): void {
  turn.say(turn.words.text(fresh ? 'greet.first' : 'greet.again'));
}

/**
 * What nobody can read. Things that the channel itself could not deliver are answered once: behind them may be another
 * business' bot, and two bots would talk to each other for ever.
 */
async function sayUnreadable(turn: Turn, dc: DialogContext, what: Unreadable, fresh: boolean): Promise<void> {
  if (what === 'unsupported' && turn.state.unsupported && !fresh) return;
  if (what === 'unsupported') turn.state.unsupported = true;
  else delete turn.state.unsupported;
  turn.say(turn.words.text(`unclear.${what}`));
  await repeat(turn, dc);
}

function takesPlace(turn: Turn, dc: DialogContext): boolean {
  const instance = dc.activeDialog;
  const dialog = instance && dc.findDialog(instance.id);
  return instance !== undefined && dialog instanceof FormDialog && dialog.takesPlace(turn, instance);
}

/** Decides who answers: danger first, then what cannot be read, then orders, then the form. */
async function route(
  turn: Turn,
  dc: DialogContext,
  { fresh, lost }: LoadedState,
  commands: CommandReader,
): Promise<void> {
  const { input, words } = turn;
  if (lost) turn.say(words.text('update.line'));
  if (isAlarm(dc.context.activity, input)) return sayDanger(turn, dc);
  if (fresh || input.kind === 'join') greet(turn, fresh);
  if (input.kind === 'returned' && !fresh) turn.say(words.text('handover.returned'));
  if (input.kind === 'join' || input.kind === 'returned') return repeat(turn, dc);
  if (input.kind === 'unreadable') return sayUnreadable(turn, dc, input.what, fresh);
  if (input.kind === 'text' && input.file) turn.say(words.text('unclear.caption'));
  delete turn.state.unsupported;
  if (input.kind === 'place' && !takesPlace(turn, dc)) {
    turn.say(words.text('unclear.place'));
    return repeat(turn, dc);
  }
  if (input.kind === 'reference') return obeyReference(input.token, turn, dc);
  if (isStale(input, turn.state.open)) {
    turn.say(words.text('button.old'));
    return repeat(turn, dc);
  }
  const { paused } = turn.state;
  delete turn.state.paused;
  // "Ok" after an emergency is about the emergency: it must not agree to anything.
  if (paused && input.kind === 'text' && commands.exact(input.plain) === undefined) return obey('register', turn, dc);
  const code = codeIn(turn);
  if (code !== undefined) return moveHere(code, turn, dc);
  const order = orderOf(turn, dc, commands);
  if (order !== undefined && !(fresh && order === 'greet')) return obey(order, turn, dc);
  const dialog = dc.activeDialog && dc.findDialog(dc.activeDialog.id);
  if (dialog) {
    // Not `dc.continueDialog()`: it first raises an event that nobody hears, a tenth of the turn's time.
    await dialog.continueDialog(dc);
    if (dc.activeDialog) return;
    if (turn.follow === undefined) sayNext(turn);
    else await obey(turn.follow as Order, turn, dc);
    return;
  }
  sayAtRest(turn, dc, !fresh && !lost);
}

/** The language to begin with: that of the first words when it is clear, else the browser's. */
function firstLanguage(input: Input, { locale }: Partial<Activity>): Language {
  const said = input.kind === 'text' ? languageOf(input.plain) : undefined;
  return said ?? (typeof locale === 'string' && locale.startsWith('en') ? 'en' : 'id');
}

/** An error of ours or of a store, out of the SDK's wrapping: that holds the dialog stack, which is personal data. */
function unwrapped(error: unknown): unknown {
  return error instanceof DialogContextError ? unwrapped(error.error) : error;
}

/**
 * The whole conversation with a citizen. Everything is built once, here; a turn only reads and writes its state.
 * `services` do the effects; each carries an id of the turn, so a turn may be run again.
 */
export function createConversation(services: Services): Conversation {
  const words: Readonly<Record<Language, Words>> = { id: createWords('id'), en: createWords('en') };
  const wordsOf = (lang: Language): Words => words[lang];
  const notice = createNotice(services.programme.notice, wordsOf);
  const submit = createSubmit(notice);
  const registration = registrationForm(notice, submit);
  const invitation = invitationForm(notice, submit);
  const forms = new Map(
    [
      ...[registration, invitation, screeningForm(), appointmentForm()],
      ...[unlockForm(), carryForm(notice), correctionForm()],
    ].map((form) => [form.id, form]),
  );
  const dialogs = new DialogSet();
  for (const form of forms.values()) dialogs.add(new FormDialog(form));
  const renames: Renames = { dialogs: { register: 'registration' }, heir: registration };
  const commands = createCommandReader();
  const useMinimalMemory = createMinimalMemory();

  return {
    async run(context, raw, facts) {
      const { activity } = context;
      const loaded = loadState(raw, forms, renames);
      const { state, fresh } = loaded;
      const input = readInput(activity);
      if (fresh) state.lang = firstLanguage(input, activity);
      const late = !fresh && state.dialogStack.length > 0 && facts.now - (state.at ?? facts.now) > LATE_MS;
      const out: Partial<Activity>[] = [];
      const choice = chosen(input, state.open);
      const turn = createTurn({ input, facts, state, services, late, choice }, wordsOf, out);
      attachTurn(context, turn);
      useMinimalMemory(context);
      const dc = new DialogContext(dialogs, context, state);
      try {
        if (facts.news) await tellNews(turn, dc, facts.news, out);
        else await route(turn, dc, loaded, commands);
      } catch (error) {
        throw unwrapped(error);
      }
      if (!facts.news) state.at = facts.now;
      await context.sendActivities(out);
      return state;
    },
    async template(news, raw, contact, now) {
      const { state } = loadState(raw, forms, renames);
      const wish = await wishFor({ services, words: wordsOf(state.lang), state, contact, now }, news);
      return wish && { name: wish.name, language: state.lang };
    },
    hears: (person, raw) => raw?.quiet !== true && (raw?.people ?? []).some((one) => one.person === person),
    sorry: (state) => [message(wordsOf(state?.lang === 'en' ? 'en' : 'id').text('sorry.fault'))],
  };
}
