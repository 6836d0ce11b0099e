import { type Persona, samplePersonas } from '../../registry/sample.ts';

/** The first invented person of the sample to whom the registry says this. Throws when the sample has none. */
export function persona(verdict: Persona['verdict'], nth = 0): Persona {
  const found = samplePersonas().filter((one) => one.verdict === verdict)[nth];
  if (!found) throw new Error(`the sample has nobody who is ${verdict}`);
  return found;
}

/**
 * What such a person types for a whole registration, from the first word to the ticket: ten turns, or nine where the
 * channel proves the phone (WhatsApp) and nobody is asked for one.
 */
export function registration({ answers }: Persona, phoneProven = false): readonly string[] {
  return [
    'daftar',
    'setuju',
    answers.nik,
    answers.name,
    answers.birthDate,
    ...(phoneProven ? [] : [answers.phone]),
    'saya sendiri',
    // Nothing of the list of health questions applies.
    'tidak ada',
    '1',
    '1',
  ];
}
