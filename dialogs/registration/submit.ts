import { word } from '../../domain/log.ts';
import { maskName } from '../../domain/name.ts';
import { readNik } from '../../domain/nik.ts';
import type { Consent } from '../../privacy/consent.ts';
import type { Claimed } from '../../registry/access.ts';
import type { Field } from '../../registry/listed.ts';
import type { Relation, Submission, Verdict } from '../../registry/registry.ts';
import { PEOPLE_LIMIT } from '../../registry/roles.ts';
import { sayTicket } from '../appointment/ticket.ts';
import type { KnownPerson } from '../conversation.ts';
import type { Answers, Reading } from '../form/form.ts';
import type { Words } from '../locales/words.ts';
import { towards } from '../screening/begin.ts';
import { decide, tellDecided } from '../screening/decided.ts';
import type { Turn } from '../turn.ts';
import type { Notice } from './notice.ts';
import { NO_PHONE } from './phone.ts';
import { askToCompare } from './slip.ts';
import { RELATIONS } from './steps.ts';

const GIVEN_BY: Readonly<Record<Relation, Consent['givenBy']>> = {
  self: 'self',
  child: 'guardian',
  parent: 'helper',
  other: 'helper',
};

function submissionOf({ facts }: Turn, answers: Answers): Submission {
  const { nik = '', name = '', birthDate = '', phone = facts.provenPhone ?? NO_PHONE } = answers;
  return {
    nik,
    name,
    birthDate,
    // Women's day of birth is written plus 40.
    sex: Number(nik.slice(6, 8)) > 40 ? 'F' : 'M',
    ...(phone === NO_PHONE ? {} : { phone }),
    relation: RELATIONS.find((one) => one === answers['relation']) ?? 'other',
    contact: facts.contact,
    channel: facts.channel,
    key: facts.key,
  };
}

/** Puts a person at the head of those this conversation knows. */
export function rememberPerson(turn: Turn, known: KnownPerson): void {
  const others = (turn.state.people ?? []).filter(({ person }) => person !== known.person);
  turn.state.people = [known, ...others].slice(0, PEOPLE_LIMIT);
}

function sayWaiting(turn: Turn, verdict: Exclude<Verdict, { kind: 'registered' }>): void {
  const { words } = turn;
  if (verdict.kind === 'unknown') turn.say(words.text('verdict.unknown'));
  else if (verdict.kind === 'pending') turn.say(words.text('verdict.pending', { receipt: verdict.receipt }));
  else if (verdict.kind === 'complete') turn.say(words.text('verdict.complete'));
  else if (verdict.from === undefined) turn.say(words.text('verdict.not_yet'));
  else turn.say(words.text('verdict.not_yet.from', { date: words.date(verdict.from) }));
}

function claim({ services, facts }: Turn, said: Submission, verdict: Verdict): Promise<Claimed> {
  const { nik, name, birthDate, relation } = said;
  const { contact, channel, key, now, network, provenPhone: phone } = facts;
  const who = { contact, channel, network, phone, key };
  // What is pending is opened by nobody yet; who was first is kept until the registry has decided.
  const agrees = verdict.kind !== 'unknown';
  return services.access.claim({ person: verdict.person, nik, name, birthDate, relation, agrees, ...who }, now);
}

function sayAndEnd(turn: Turn, key: 'verdict.wait' | 'verdict.way'): Reading {
  turn.say(turn.words.text(key));
  return { kind: 'end' };
}

/**
 * For somebody who may see the person: why it is not their turn yet, and what happens next. Everybody else hears no more
 * than before.
 */
async function notYet(
  turn: Turn,
  known: KnownPerson,
  verdict: Exclude<Verdict, { kind: 'registered' }>,
  claimed: Claimed,
): Promise<Reading> {
  const { services, facts, words } = turn;
  const why = (verdict.kind === 'not_yet' || verdict.kind === 'complete') && claimed.kind === 'open';
  const standing = why ? await services.screening.standing(known.person, known.dose, facts.now) : undefined;
  const decision = standing && decide(turn, standing.facts).decision;
  // Nothing to add: all doses are there, or the registry knows better than the rules.
  if (!standing || decision === 'yes' || (verdict.kind === 'complete' && decision === 'no')) {
    sayWaiting(turn, verdict);
    return { kind: 'end' };
  }
  turn.say(words.text('verdict.taken'));
  // The rules are asked again whenever a time is to be chosen: TIKET may lead there.
  rememberPerson(turn, { ...known, ready: true });
  return tellDecided(turn, known, standing.facts);
}

/** For somebody who may see the person: which answer the list has otherwise, never how. Back to that question. */
function mistyped(words: Words, field: Field, relation: Relation): Reading {
  const set = { relation, right: '0' };
  if (field === 'name') return { kind: 'goto', step: 'name', back: true, set, say: [words.text('differs.name')] };
  return { kind: 'goto', step: 'birth', back: true, set, say: [words.text('differs.birth')] };
}

/**
 * Hands what was confirmed to the registry and tells the verdict. `unknown` is told in the same words whether or not such
 * a NIK exists. Both effects carry the turn's key: run again, they change nothing.
 */
export function createSubmit(notice: Notice): (turn: Turn, answers: Answers) => Promise<Reading> {
  return async (turn, answers) => {
    const { facts, services, words } = turn;
    const submission = submissionOf(turn, answers);
    // Who registers is told that news will come here, and takes an earlier STOP back with it.
    delete turn.state.quiet;
    delete turn.state.slip;
    if (submission.relation !== 'self') await notice.record(turn, GIVEN_BY[submission.relation]);
    const verdict = await services.registry.submit(submission, facts.now);
    services.metrics?.count('verdicts_total', { verdict: word(verdict.kind) });
    const base = { person: verdict.person, dose: 1, name: maskName(submission.name) };
    const claimed = await claim(turn, submission, verdict);
    if (claimed.kind === 'wait') return sayAndEnd(turn, 'verdict.wait');
    if (claimed.kind === 'closed' && verdict.kind !== 'pending') {
      rememberPerson(turn, base);
      turn.say(words.text('verdict.unknown'));
      askToCompare(turn, { ...answers, relation: submission.relation });
      return sayAndEnd(turn, 'verdict.way');
    }
    if (claimed.kind === 'open' && claimed.proved) turn.state.proved = facts.now;
    const [differs] = claimed.kind === 'open' ? claimed.differs : [];
    if (verdict.kind === 'unknown' && differs !== undefined) return mistyped(words, differs, submission.relation);
    if (verdict.kind !== 'registered') {
      rememberPerson(turn, base);
      return notYet(turn, base, verdict, claimed);
    }
    const region = verdict.region ?? readNik(submission.nik, facts.now, services.regions).region?.code;
    const ready: KnownPerson = {
      ...base,
      dose: verdict.dose,
      ready: true,
      ...(region === undefined ? {} : { region }),
    };
    rememberPerson(turn, ready);
    const held = await services.booking.held(ready.person, ready.dose);
    if (held) {
      await sayTicket(turn, held, 'ticket.held');
      return { kind: 'end' };
    }
    turn.say(words.text('verdict.registered'));
    return towards(turn, ready);
  };
}
