import { addDays, today } from '../../domain/calendar.ts';
import { type Eligibility, eligibility } from '../../domain/eligibility.ts';
import type { Facts } from '../../domain/facts.ts';
import { screen } from '../../domain/screening.ts';
import type { Kept } from '../../registry/screenings.ts';
import { appointmentAnswers } from '../appointment/begin.ts';
import type { KnownPerson } from '../conversation.ts';
import { file } from '../correction/form.ts';
import type { Reading } from '../form/form.ts';
import type { Turn } from '../turn.ts';

/** Where somebody goes on: to another form, or nowhere for now. */
export type Onwards = Extract<Reading, { kind: 'begin' | 'end' }>;

/** Reasons said at once; more nobody reads. */
const REASONS_MOST = 3;
/** A day so far off is hardly meant: the list has the person in the wrong group, and people can put that right. */
const FAR_DAYS = 400;
const END: Onwards = { kind: 'end' };

export function toAppointment(known: KnownPerson): Onwards {
  return { kind: 'begin', dialog: 'appointment', answers: appointmentAnswers(known) };
}

/** The rules' own words, once each. What they would ask is for the desk to ask: here nobody waits for an answer. */
function sayWhy({ words, say }: Turn, { reasons }: Eligibility): void {
  const told = reasons.map(({ text }) => text[words.lang]).filter((text) => text !== '' && !text.endsWith('?'));
  for (const text of [...new Set(told)].slice(0, REASONS_MOST)) say(text);
  if (told.length === 0) say(words.text('screening.unsure'));
}

/** For the desk: which rules spoke, and who says so. What was answered stays out. */
const forDesk = ({ decision, reasons }: Eligibility): string =>
  [decision, ...reasons.map(({ rule, source }) => `${rule} (${source})`)].join('; ');

/** To people: never a refusal for good. The request carries the turn's key, so that a turn run again files it once. */
async function toDesk(turn: Turn, known: KnownPerson, found: Eligibility): Promise<string> {
  const { words, say } = turn;
  const receipt = await file(turn, 'screening', forDesk(found), known.person);
  say(words.text('screening.desk', { receipt }));
  say(words.text('screening.way'));
  return receipt;
}

async function wait(turn: Turn, known: KnownPerson, from: string): Promise<void> {
  const { words, say, facts, services } = turn;
  const { contact, channel, now } = facts;
  await services.screening.remind({ contact, channel, person: known.person, dose: known.dose, from }, now);
  say(words.text('screening.later', { date: words.date(from) }));
}

/** What the facts come to today. A group that the programme does not have is for a person to put right. */
export function decide({ services, facts }: Turn, known: Facts): Eligibility {
  const { programme } = services.screening;
  const found = eligibility(programme, known, today(facts.now));
  if (found !== undefined) return found;
  const rule = 'group/unknown';
  const source = programme.groups[0]?.source ?? programme.code;
  const text = { id: '', en: '' };
  return { decision: 'ask', reasons: [{ rule, text, source }], person: true, missing: [] };
}

/** Says what it came to, writes that down, and leads on: to place and time, to a later day, or to people. */
export async function tellDecided(turn: Turn, known: KnownPerson, facts: Facts): Promise<Onwards> {
  const { services } = turn;
  const found = decide(turn, facts);
  const rules = found.reasons.map(({ rule, source }) => ({ rule, source }));
  const { products } = screen(services.screening.programme, facts, today(turn.facts.now));
  const base: Omit<Kept, 'decision'> = {
    ...{ dose: known.dose, rules, at: turn.facts.now },
    ...(products === undefined ? {} : { products }),
  };
  if (found.decision === 'yes') {
    await services.screening.keep(known.person, { ...base, decision: 'yes' });
    if (facts.answers !== undefined) turn.say(turn.words.text('screening.clear'));
    return toAppointment(known);
  }
  sayWhy(turn, found);
  if (
    found.decision === 'later' &&
    found.date !== undefined &&
    found.date <= addDays(today(turn.facts.now), FAR_DAYS)
  ) {
    await services.screening.keep(known.person, { ...base, decision: 'later', from: found.date });
    await wait(turn, known, found.date);
    if (facts.answers !== undefined) turn.say(turn.words.text('screening.slip'));
    return END;
  }
  const receipt = await toDesk(turn, known, found);
  await services.screening.keep(known.person, { ...base, decision: 'person', receipt });
  return END;
}
