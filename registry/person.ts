import type { Relation } from './registry.ts';

/** Who somebody is, as a citizen or a target list says it. Stored sealed only. */
export interface Identity {
  readonly name: string;
  /** ISO date `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly sex: 'F' | 'M';
  /** E.164. */
  readonly phone?: string;
}

/** What the target list says of a person. */
export interface Target {
  readonly group: string;
  /** Regency code with a dot. */
  readonly region?: string;
  /** The identity, sealed to this document. */
  readonly sealed: string;
  readonly at: number;
}

/** What one citizen confirmed about a person. */
export interface Note {
  /** Contact id of who registered, and on which channel. */
  readonly contact: string;
  readonly channel?: string;
  readonly relation: Relation;
  readonly sealed: string;
  readonly digest: string;
  /** Name and birth date agree with the target list. */
  readonly agrees: boolean;
  /** Idempotency key of the call that said this. */
  readonly key: string;
  readonly at: number;
}

/**
 * One document per person: `persons`, `pk` = `id` = keyed hash of the NIK. The target list and the citizens write to
 * parts of their own, so a stranger's slip of the finger (a wrong digit is often another person's NIK) changes nothing
 * that is known about that person.
 */
export interface PersonBody {
  /** ms since 1970. */
  readonly updated: number;
  readonly target?: Target;
  /** Keyed hash of the phone in the list. */
  readonly reach?: string;
  /** Oldest first, bounded. */
  readonly notes: readonly Note[];
  /** Doses that sites recorded, sealed to this document. */
  readonly given?: string;
  /** What happened to appointments, oldest first, bounded. */
  readonly events?: readonly PersonEvent[];
}

/** One happening. `key` makes a repeated call harmless. */
export interface PersonEvent {
  readonly key: string;
  readonly event: 'booked' | 'cancelled' | 'given';
  readonly dose: number;
  readonly at: number;
}

/** Citizens' notes kept per person: who looks after somebody, and the history of corrections. */
const MAX_NOTES = 12;

/** Whether this was noted before: by the same call, or the same words from the same contact. */
export function isNoted(notes: readonly Note[], one: Pick<Note, 'contact' | 'digest' | 'key'>): boolean {
  return notes.some((note) => note.key === one.key || (note.contact === one.contact && note.digest === one.digest));
}

/**
 * Adds a note. Above the bound the oldest that does not agree with the target list goes first: strangers cannot push
 * out what is right by writing often.
 */
export function withNote(notes: readonly Note[], note: Note): readonly Note[] {
  const all = [...notes, note];
  if (all.length <= MAX_NOTES) return all;
  const wrong = all.findIndex((one) => !one.agrees);
  const drop = wrong < 0 ? 0 : wrong;
  return all.filter((_, at) => at !== drop);
}
