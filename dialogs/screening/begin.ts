import { appointmentAnswers } from '../appointment/begin.ts';
import type { KnownPerson } from '../conversation.ts';
import type { Turn } from '../turn.ts';
import { listFor } from './answers.ts';
import { decide, type Onwards, tellDecided, toAppointment } from './decided.ts';

/** The questions about health, from the beginning. */
export function toQuestions(known: KnownPerson): Onwards {
  return { kind: 'begin', dialog: 'screening', answers: appointmentAnswers(known) };
}

/**
 * Where somebody whom the registry has accepted goes on. The rules decide first, without a question; then the health
 * questions, unless they were answered lately; then place and time. Nobody comes to a place past this.
 */
export async function towards(turn: Turn, known: KnownPerson): Promise<Onwards> {
  const { services, facts, words, say } = turn;
  const standing = await services.screening.standing(known.person, known.dose, facts.now);
  if (standing === undefined) return toAppointment(known);
  const { kept } = standing;
  if (kept?.decision === 'yes') return toAppointment(known);
  if (kept?.decision === 'later' && kept.from !== undefined) {
    say(words.text('screening.waits', { date: words.date(kept.from) }));
    return { kind: 'end' };
  }
  if (kept?.decision === 'person') {
    say(words.text('screening.with_desk', { receipt: kept.receipt ?? '-' }));
    return { kind: 'end' };
  }
  if (decide(turn, standing.facts).decision !== 'yes' || listFor(turn, standing).length === 0)
    return tellDecided(turn, known, standing.facts);
  return toQuestions(known);
}
