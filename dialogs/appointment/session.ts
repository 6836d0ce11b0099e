import type { BookAnswer, BookRequest, ChangeAnswer, SessionView } from '../../booking/booking.ts';
import { word } from '../../domain/log.ts';
import { means } from '../choices.ts';
import type { Answers, Question, Reading, Step } from '../form/form.ts';
import { plain } from '../input.ts';
import type { Turn } from '../turn.ts';
import { type Headline, sayTicket } from './ticket.ts';
import { meantBy } from './when.ts';

/** Times offered at once: more than a hand's fingers nobody reads. */
const SESSIONS_AT_ONCE = 5;
/** Times among which a day or an hour is looked for. */
const LOOKED_THROUGH = 60;
/** The choice that leads back to the places, or to the times. */
export const ELSEWHERE = 'elsewhere';

async function sessionsFor({ services, facts }: Turn, answers: Answers, most: number): Promise<readonly SessionView[]> {
  const fits = await services.fitsFor?.(answers['person'] ?? '', facts.now);
  return services.booking.sessions(answers['site'] ?? '', facts.now, most, fits);
}

/** The times that were asked for in words, while there are any; else the soonest. */
async function offered(turn: Turn, answers: Answers): Promise<readonly SessionView[]> {
  const { when = '' } = answers;
  if (when === '') return sessionsFor(turn, answers, SESSIONS_AT_ONCE);
  const all = await sessionsFor(turn, answers, LOOKED_THROUGH);
  const meant = meantBy(when, all, turn.facts.now) ?? [];
  return (meant.length > 0 ? meant : all).slice(0, SESSIONS_AT_ONCE);
}

async function askSession(turn: Turn, answers: Answers): Promise<Question> {
  const { words } = turn;
  const sessions = await offered(turn, answers);
  const choices = sessions.map((session) => ({
    id: session.id,
    title: words.text('session.choice', {
      time: words.session(session.start, session.end, session.zone),
      places: words.count('places', session.left),
    }),
  }));
  const elsewhere = { id: ELSEWHERE, title: words.text('session.elsewhere') };
  if (choices.length === 0) return { text: words.text('session.none'), choices: [elsewhere] };
  return { text: words.text('session.ask'), choices: [...choices, elsewhere] };
}

/** What is asked of the booking for a chosen session. */
function requestFor({ facts }: Turn, answers: Answers, session: string): BookRequest {
  const { person = '', dose = '1', site = '' } = answers;
  return { person, dose: Number(dose), site, session, contact: facts.contact };
}

/** The time is not to be had (any more): the same question with what is free now, or other places. */
function taken({ words }: Turn, { kind, others }: Extract<BookAnswer, { kind: 'full' | 'gone' }>): Reading {
  const say = [words.text(kind === 'full' ? 'session.full' : 'session.gone')];
  return { kind: 'goto', step: others.length > 0 ? 'session' : 'site', say };
}

/** What follows a try: the ticket, or what is free now. */
async function answered(turn: Turn, answer: ChangeAnswer, session: string, news: Headline): Promise<Reading> {
  if (answer.kind === 'full' || answer.kind === 'gone') return taken(turn, answer);
  // "Already", and this very session: the turn ran before and was cut off. The citizen hears what they would have heard.
  const asked = answer.kind === 'booked' || answer.ticket.session.id === session;
  await sayTicket(turn, answer.ticket, asked ? news : 'ticket.held');
  if (answer.kind === 'used') turn.say(turn.words.text('ticket.used'));
  return { kind: 'end' };
}

/** Keeps the new place while the citizen says yes to it; the present one stays. */
async function keep(turn: Turn, answers: Answers, session: string): Promise<Reading> {
  const { services, facts } = turn;
  const answer = await services.booking.hold(requestFor(turn, answers, session), facts.now);
  if (answer.kind === 'kept') return { kind: 'value', set: { session } };
  return answered(turn, answer, session, 'ticket.held');
}

/** Books a time at a place. When it is not to be had any more, the others of that place are offered. */
export async function bookAt(turn: Turn, answers: Answers, site: string, session: string): Promise<Reading> {
  const { services, facts } = turn;
  const wanted = requestFor(turn, { ...answers, site }, session);
  const answer = await services.booking.book(wanted, facts.now);
  services.metrics?.count('bookings_total', { outcome: word(answer.kind) });
  const reading = await answered(turn, answer, session, 'ticket.code');
  return reading.kind === 'goto' ? { ...reading, set: { site } } : reading;
}

/** Books the time, or keeps it where there is an appointment that it would replace. */
function take(turn: Turn, answers: Answers, session: string): Promise<Reading> {
  if (answers['change'] !== undefined) return keep(turn, answers, session);
  return bookAt(turn, answers, answers['site'] ?? '', session);
}

export const sessionStep: Step = {
  name: 'session',
  field: 'session.field',
  ask: askSession,
  async choose(choice, turn, answers): Promise<Reading> {
    if (choice === ELSEWHERE) return { kind: 'goto', step: 'site', set: { when: '' } };
    return take(turn, answers, choice);
  },
  async read(text, turn, answers): Promise<Reading> {
    if (means(plain(text), ELSEWHERE)) return { kind: 'goto', step: 'site', set: { when: '' } };
    const when = text.slice(0, 80);
    const meant = meantBy(when, await sessionsFor(turn, answers, LOOKED_THROUGH), turn.facts.now);
    const [only, another] = meant ?? [];
    if (meant === undefined) return { kind: 'reason', text: turn.words.text('session.reason') };
    if (only === undefined) return { kind: 'reason', text: turn.words.text('session.not_then') };
    return another === undefined ? take(turn, answers, only.id) : { kind: 'again', set: { when } };
  },
};

/** The present time and the new one, side by side. What is kept is kept for ten minutes. */
async function askChange(turn: Turn, answers: Answers): Promise<Question> {
  const { words, services, facts } = turn;
  const kept = await services.booking.hold(requestFor(turn, answers, answers['session'] ?? ''), facts.now);
  const held = await services.booking.held(answers['person'] ?? '', Number(answers['dose'] ?? '1'));
  const time = ({ start, end, zone }: SessionView): string => words.session(start, end, zone);
  const before = held
    ? [words.text('change.from', { site: held.site.name.slice(0, 70), time: time(held.session) })]
    : [];
  const choices = [
    { id: 'yes', title: words.text('change.yes') },
    { id: 'no', title: words.text('change.no') },
    { id: ELSEWHERE, title: words.text('change.other') },
  ];
  if (kept.kind !== 'kept') return { before, text: words.text('change.late'), choices: choices.slice(1) };
  const { site, session } = kept;
  return { before, text: words.text('change.ask', { site: site.name.slice(0, 70), time: time(session) }), choices };
}

/** Asked only when there is an appointment already: it is given up for the new one, and that should be meant. */
export const confirmStep: Step = {
  name: 'confirm',
  field: 'change.field',
  skip: (answers) => answers['change'] === undefined,
  ask: askChange,
  async choose(choice, turn, answers): Promise<Reading> {
    const { services, facts, words } = turn;
    if (choice === ELSEWHERE) return { kind: 'goto', step: 'session' };
    if (choice === 'no') {
      await services.booking.release(answers['person'] ?? '', Number(answers['dose'] ?? '1'), facts.now);
      turn.say(words.text('change.stay'));
      return { kind: 'end' };
    }
    const session = answers['session'] ?? '';
    const answer = await services.booking.change(requestFor(turn, answers, session), facts.now);
    return answered(turn, answer, session, 'ticket.changed');
  },
  read: (_text, { words }): Reading => ({ kind: 'reason', text: words.text('change.reason') }),
};
