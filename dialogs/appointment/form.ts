import type { Booking, SiteView, Where } from '../../booking/booking.ts';
import { means } from '../choices.ts';
import type { Choice } from '../conversation.ts';
import type { Answers, Form, Question, Reading, Step } from '../form/form.ts';
import { plain, readPlace } from '../input.ts';
import type { Turn } from '../turn.ts';
import { bookAt, confirmStep, ELSEWHERE, sessionStep } from './session.ts';
import { askRegency, chosenRegency } from './where.ts';

/** Places offered at once: more than a hand's fingers nobody reads. */
const SITES_AT_ONCE = 4;

function siteChoice({ words }: Turn, site: SiteView): Choice {
  const places = words.count('places', site.left);
  const named = { site: site.name.slice(0, 60), places };
  if (site.km === undefined) return { id: site.code, title: words.text('site.choice', named) };
  return { id: site.code, title: words.text('site.choice.km', { ...named, km: words.km(site.km) }) };
}

/** `where` is what was typed, or a pin on the map; `region` what the registry or the NIK says. */
function whereOf({ where, region }: Answers): Where {
  const near = readPlace(where ?? '');
  if (near) return { near };
  if (where !== undefined) return { text: where };
  return region === undefined ? {} : { region };
}

/** Places with sessions that suit the person. */
async function look({ services, facts }: Turn, answers: Answers): ReturnType<Booking['places']> {
  const fits = await services.fitsFor?.(answers['person'] ?? '', facts.now);
  return services.booking.places({ ...whereOf(answers), ...(fits ? { fits } : {}) }, facts.now, SITES_AT_ONCE);
}

const SOON = 'soon';
const ID_MOST = 150;

/** The first time at the first place, by one tap: who does not care has their ticket a question earlier. */
async function soonest(turn: Turn, answers: Answers, [first]: readonly SiteView[]): Promise<readonly Choice[]> {
  const { services, facts, words } = turn;
  if (first === undefined || answers['change'] !== undefined) return [];
  const fits = await services.fitsFor?.(answers['person'] ?? '', facts.now);
  const [session] = await services.booking.sessions(first.code, facts.now, 1, fits);
  if (session === undefined) return [];
  const time = words.session(session.start, session.end, session.zone);
  const title = words.text('site.soonest', { site: first.name.slice(0, 60), time });
  const id = [SOON, first.code, session.id].join(' ');
  // Longer than a button carries, or not to be taken apart again: then the place is chosen first, as ever.
  return id.length <= ID_MOST && id.split(' ').length === 3 ? [{ id, title }] : [];
}

async function askSite(turn: Turn, answers: Answers): Promise<Question> {
  const { words } = turn;
  if (answers['where'] === '') return { text: words.text('site.type') };
  const { scope, sites } = await look(turn, answers);
  const elsewhere = { id: ELSEWHERE, title: words.text('site.elsewhere') };
  const which = askRegency(turn, answers['where'], sites, elsewhere);
  if (which !== undefined) return which;
  if (sites.length === 0) return { text: words.text('site.none'), choices: homeChoices(turn) };
  const soon = await soonest(turn, answers, sites);
  const choices = [...sites.map((site) => siteChoice(turn, site)), ...soon, elsewhere];
  if (scope === 'country') return { text: words.text('site.ask.far'), choices };
  const region = sites[0]?.regionName;
  if (scope === 'regency' && region && sites[0]?.km === undefined)
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
  choose(choice, turn, answers): Reading | Promise<Reading> {
    const [soon, site, session] = choice.split(' ');
    if (soon === SOON && site !== undefined && session !== undefined) return bookAt(turn, answers, site, session);
    const where = choice === ELSEWHERE ? '' : chosenRegency(choice, turn);
    return where === undefined ? { kind: 'value', set: { site: choice } } : { kind: 'again', set: { where } };
  },
  async read(text, turn, answers): Promise<Reading> {
    const where = text.slice(0, 80);
    if (means(plain(where), ELSEWHERE)) return { kind: 'again', set: { where: '' } };
    const { scope, sites } = await look(turn, { ...answers, where });
    if (scope === 'none' || sites.length === 0) return { kind: 'reason', text: turn.words.text('site.reason') };
    return { kind: 'again', set: { where } };
  },
};

/** Place and time for a person whom the registry has accepted; with `change`, another one than the present. */
export function appointmentForm(): Form {
  return {
    id: 'appointment',
    version: 1,
    steps: [siteStep, sessionStep, confirmStep],
    needs: ['person', 'dose'],
    fields: {
      person: /^.{1,100}$/,
      dose: /^[1-9]$/,
      region: /^[\d.]{2,8}$/,
      site: /^.{1,80}$/,
      where: /^.{0,80}$/,
      when: /^.{0,80}$/,
      session: /^.{1,160}$/,
      change: /^1$/,
    },
  };
}
