import type { DialogInstance } from 'botbuilder-dialogs';
import { PEOPLE_LIMIT } from '../registry/roles.ts';
import type { Choice, ConversationState, KnownPerson, OpenQuestion, WaitingNews } from './conversation.ts';
import type { Form } from './form/form.ts';
import { readAnswers } from './form/load.ts';
import { isRecord, type JsonRecord } from './json.ts';

/** Raise when a field of the conversation changes its meaning, and teach `loadState` the older one. */
const VERSION = 1;
const CHOICES_MOST = 12;
/** Announcements kept for one conversation: of a village, they come in numbers. */
export const WAITING_MOST = 20;

const text = (value: unknown, most: number): value is string => typeof value === 'string' && value.length <= most;
const time = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

function readChoice(raw: unknown): Choice[] {
  return isRecord(raw) && text(raw['id'], 160) && text(raw['title'], 300)
    ? [{ id: raw['id'], title: raw['title'] }]
    : [];
}

function readOpen(raw: unknown): OpenQuestion | undefined {
  if (!isRecord(raw) || !time(raw['id'])) return undefined;
  const choices = Array.isArray(raw['choices']) ? raw['choices'].slice(0, CHOICES_MOST).flatMap(readChoice) : [];
  return { id: raw['id'], choices, ...(raw['own'] === true ? { own: true } : {}) };
}

function readPerson(raw: unknown): KnownPerson[] {
  if (!isRecord(raw) || !text(raw['person'], 100) || !text(raw['name'], 200)) return [];
  const dose = time(raw['dose']) && raw['dose'] > 0 && raw['dose'] < 10 ? raw['dose'] : 1;
  const known: KnownPerson = { person: raw['person'], dose, name: raw['name'] };
  const region = text(raw['region'], 8) ? { region: raw['region'] } : {};
  const flags = {
    ...(raw['ready'] === true ? { ready: true } : {}),
    ...(raw['unsure'] === true ? { unsure: true } : {}),
    ...(raw['untold'] === true ? { untold: true } : {}),
  };
  return [{ ...known, ...flags, ...region }];
}

/** Our own words, sealed: only what is no news at all is left out. */
function isWaiting(raw: unknown): raw is WaitingNews {
  const news: unknown = isRecord(raw) ? raw['news'] : undefined;
  return isRecord(raw) && text(raw['key'], 64) && isRecord(news) && text(news['kind'], 40) && text(news['person'], 100);
}

/** What continues people who are in the middle of something that this version does not know. */
export interface Renames {
  /** Old dialog id to new. */
  readonly dialogs: Readonly<Record<string, string>>;
  /** The form that takes over the answers of a dialog that is gone. */
  readonly heir: Form;
}

function readInstance(raw: unknown, forms: ReadonlyMap<string, Form>, renames: Renames): DialogInstance | undefined {
  if (!isRecord(raw) || typeof raw['id'] !== 'string') return undefined;
  const named = raw['id'];
  const id = (Object.hasOwn(renames.dialogs, named) ? renames.dialogs[named] : undefined) ?? named;
  const state: JsonRecord = isRecord(raw['state']) ? raw['state'] : {};
  const form = forms.get(id);
  const answers = isRecord(state['answers']) ? state['answers'] : {};
  if (form) return (form.needs ?? []).every((name) => typeof answers[name] === 'string') ? { id, state } : undefined;
  const known = Object.keys(renames.heir.fields).filter((name) => Object.hasOwn(answers, name));
  const kept = readAnswers(Object.fromEntries(known.map((name) => [name, answers[name]])), renames.heir.fields);
  return Object.keys(kept).length > 0 ? { id: renames.heir.id, state: { answers: kept } } : undefined;
}

export interface LoadedState {
  readonly state: ConversationState;
  /** Nothing was there: the citizen is new. */
  readonly fresh: boolean;
  /** A dialog is gone that this version does not know, and nothing could be kept of it. */
  readonly lost: boolean;
}

/**
 * Reads a stored conversation, whatever version wrote it, into an object of its own. A newer version's fields are kept
 * untouched, so that rolling back and forward again loses nothing; what cannot be read is left out. Never throws.
 */
export function loadState(raw: unknown, forms: ReadonlyMap<string, Form>, renames: Renames): LoadedState {
  if (!isRecord(raw)) return { state: { v: VERSION, lang: 'id', dialogStack: [] }, fresh: true, lost: false };
  const {
    open: _open,
    people: _people,
    phone: _phone,
    consent: _consent,
    quiet: _quiet,
    paused: _paused,
    proved: _proved,
    receipts: _receipts,
    slip: _slip,
    waiting: _waiting,
    at: _at,
    q: _q,
    ...others
  } = raw;
  const stack: readonly unknown[] = Array.isArray(raw['dialogStack']) ? raw['dialogStack'] : [];
  const top = stack.length === 0 ? undefined : readInstance(stack.at(-1), forms, renames);
  const v = time(raw['v']) ? raw['v'] : VERSION;
  const state: ConversationState = {
    ...others,
    v: Math.max(v, VERSION),
    lang: raw['lang'] === 'en' ? 'en' : 'id',
    dialogStack: top ? [top] : [],
  };
  if (time(raw['at'])) state.at = raw['at'];
  if (time(raw['q'])) state.q = raw['q'];
  const open = readOpen(raw['open']);
  if (open) state.open = open;
  if (text(raw['consent'], 40)) state.consent = raw['consent'];
  if (Array.isArray(raw['people'])) state.people = raw['people'].slice(0, PEOPLE_LIMIT).flatMap(readPerson);
  if (text(raw['phone'], 20)) state.phone = raw['phone'];
  if (raw['paused'] === true) state.paused = true;
  if (raw['quiet'] === true) state.quiet = true;
  if (Array.isArray(raw['receipts'])) state.receipts = raw['receipts'].filter((one) => text(one, 30)).slice(0, 5);
  if (Array.isArray(raw['waiting'])) state.waiting = raw['waiting'].filter(isWaiting).slice(0, WAITING_MOST);
  const slip = raw['slip'];
  if (isRecord(slip) && time(slip['at']))
    state.slip = { at: slip['at'], answers: readAnswers(slip['answers'], renames.heir.fields) };
  if (time(raw['proved'])) state.proved = raw['proved'];
  return { state, fresh: false, lost: stack.length > 0 && !top };
}
