import type { KnownPerson } from '../conversation.ts';
import type { Answers } from '../form/form.ts';

/** What the forms about one person begin with. */
export function appointmentAnswers({ person, dose, region }: KnownPerson): Answers {
  return { person, dose: String(dose), ...(region === undefined ? {} : { region }) };
}
