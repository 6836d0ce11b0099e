import type { BookAnswer, SiteView, Where } from '../../booking/booking.ts';
import { means } from '../choices.ts';
import type { Choice } from '../conversation.ts';
import type { Answers, Form, Question, Reading, Step } from '../form/form.ts';
import { plain, readPlace } from '../input.ts';
import type { Turn } from '../turn.ts';
import { sayTicket } from './ticket.ts';

/** Places and times offered at once: more than a hand's fingers nobody reads. */
const SITES_AT_ONCE = 4;
const SESSIONS_AT_ONCE = 5;
const ELSEWHERE = 'elsewhere';

function siteChoice({ words }: Turn, site: SiteView): Choice {
  const places = words.count('places', site.left);
  return { id: site.code, title: words.text('site.choice', { site: site.name.slice(0, 60), places }) };
}

/** `where` is what was typed, or a pin on the map; `region` what the registry or the NIK says. */
function whereOf({ where, region }: Answers): Where {
  const near = readPlace(where ?? '');
  if (near) return { near };
  if (where !== undefined) return { text: where };
  return region === undefined ? {} : { region };
}

async function askSite(turn: Turn, answers: Answers): Promise<Question> {
  const { words, services, facts } = turn;
  if (answers['where'] === '') return { text: words.text('site.type') };
  const { scope, sites } = await services.booking.places(whereOf(answers), facts.now, SITES_AT_ONCE);
  if (sites.length === 0) return { text: words.text('site.none'), choices: homeChoices(turn) };
  const choices = [
    ...sites.map((site) => siteChoice(turn, site)),
    { id: ELSEWHERE, title: words.text('site.elsewhere') },
  ];
  if (scope === 'country') return { text: words.text('site.ask.far'), choices };
  const region = sites[0]?.regionName;
  if (scope === 'regency' && region)
    return { text: words.text('site.ask.region', { region: region.slice(0, 60) }), choices };
  return { text: words.text('site.ask.near'), choices };
}

function homeChoices({ words }: Turn): readonly Choice[] {
  return [
    { id: '@menu', title: words.text('menu.home') },
    { id: '@human', title: words.text('menu.human') },
  ];
}

const siteStep: Step = {
  name: 'site',
  field: 'site.field',
  fills: 'site',
  place: true,
  ask: askSite,
  choose: (choice): Reading =>
    choice === ELSEWHERE ? { kind: 'again', set: { where: '' } } : { kind: 'value', set: { site: choice } },
  async read(text, { words, services, facts }): Promise<Reading> {
    const where = text.slice(0, 80);
    if (means(plain(where), ELSEWHERE)) return { kind: 'again', set: { where: '' } };
    const { scope, sites } = await services.booking.places(whereOf({ where }), facts.now, SITES_AT_ONCE);
    if (scope === 'none' || sites.length === 0) return { kind: 'reason', text: words.text('site.reason') };
    return { kind: 'again', set: { where } };
  },
};

async function askSession(turn: Turn, answers: Answers): Promise<Question> {
  const { words, services, facts } = turn;
  const sessions = await services.booking.sessions(answers['site'] ?? '', facts.now, SESSIONS_AT_ONCE);
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

/** What follows a try: the ticket, or the same question with what is free now. */
async function answered(turn: Turn, answer: BookAnswer, session: string): Promise<Reading> {
  if (answer.kind === 'booked' || answer.kind === 'already') {
    // "Already", and this very session: the turn ran before and was cut off. The citizen hears what they would have heard.
    const asked = answer.kind === 'booked' || answer.ticket.session.id === session;
    await sayTicket(turn, answer.ticket, asked ? 'ticket.code' : 'ticket.held');
    return { kind: 'end' };
  }
  const say = [turn.words.text(answer.kind === 'full' ? 'session.full' : 'session.gone')];
  return answer.others.length > 0 ? { kind: 'again', say } : { kind: 'goto', step: 'site', say };
}

const sessionStep: Step = {
  name: 'session',
  field: 'session.field',
  ask: askSession,
  async choose(choice, turn, answers): Promise<Reading> {
    if (choice === ELSEWHERE) return { kind: 'goto', step: 'site' };
    const { services, facts } = turn;
    const request = {
      person: answers['person'] ?? '',
      dose: Number(answers['dose'] ?? '1'),
      site: answers['site'] ?? '',
      session: choice,
      contact: facts.contact,
    };
    return answered(turn, await services.booking.book(request, facts.now), choice);
  },
  read(text, { words }): Reading {
    if (means(plain(text), ELSEWHERE)) return { kind: 'goto', step: 'site' };
    return { kind: 'reason', text: words.text('session.reason') };
  },
};

/** Place and time for a person whom the registry has accepted. */
export function appointmentForm(): Form {
  return {
    id: 'appointment',
    version: 1,
    steps: [siteStep, sessionStep],
    needs: ['person', 'dose'],
    fields: { person: /^.{1,100}$/, dose: /^[1-9]$/, region: /^[\d.]{2,8}$/, site: /^.{1,80}$/, where: /^.{0,80}$/ },
  };
}
