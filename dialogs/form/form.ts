import type { Choice } from '../conversation.ts';
import type { FieldKey } from '../locales/words.ts';
import type { Turn } from '../turn.ts';

/** What a form has gathered so far. Short texts only, so that any version can read any other's. */
export type Answers = Readonly<Record<string, string>>;

export interface Question {
  /** Said before the question, each a bubble of its own. */
  readonly before?: readonly string[];
  readonly text: string;
  readonly choices?: readonly Choice[];
  /** Numbers are answers of the question's own: "1" is not its first button. */
  readonly own?: boolean;
}

/** What a step made of an answer. */
export type Reading =
  /** Understood. Goes on to the next step. `say`: bubbles before it. */
  | { readonly kind: 'value'; readonly set: Answers; readonly say?: readonly string[] }
  /** Understood, but doubtful: `question` is asked once and the citizen's word counts. `otherwise`: where a no leads. */
  | { readonly kind: 'confirm'; readonly set: Answers; readonly question: string; readonly otherwise?: string }
  /** Not understood: why, with an example. */
  | { readonly kind: 'reason'; readonly text: string }
  /** No failure, but the step is asked again, perhaps with other choices. */
  | { readonly kind: 'again'; readonly set?: Answers; readonly say?: readonly string[] }
  /** Goes to a step by name; `back` returns to the present one after it was answered. */
  | {
      readonly kind: 'goto';
      readonly step: string;
      readonly set?: Answers;
      readonly say?: readonly string[];
      readonly back?: boolean;
    }
  /** The form is over, and another begins. */
  | { readonly kind: 'begin'; readonly dialog: string; readonly answers: Answers }
  /** The form is over; `say` was the last word. */
  | { readonly kind: 'end' };

/** One named step. Its answers are kept under names too, so a step put in between never shifts anybody's answers. */
export interface Step {
  readonly name: string;
  /** How the step is called when a citizen comes back: "the date of birth". */
  readonly field: FieldKey;
  /** Counts in "3 of 6". */
  readonly counted?: boolean;
  /** Nobody goes back to it or past it. */
  readonly gate?: boolean;
  /** The answer it fills. A step without is always asked. */
  readonly fills?: string;
  /** A pin on the map is an answer (`readPlace`). */
  readonly place?: boolean;
  ask(turn: Turn, answers: Answers): Question | Promise<Question>;
  /** Reads typed words. */
  read(text: string, turn: Turn, answers: Answers): Reading | Promise<Reading>;
  /** Reads a choice of the open question. A step without choices leaves it out. */
  choose?(choice: string, turn: Turn, answers: Answers): Reading | Promise<Reading>;
  skip?(answers: Answers, turn: Turn): boolean;
}

/** A form is data: named steps, what its answers may look like, and how older versions continue. */
export interface Form {
  readonly id: string;
  readonly version: number;
  readonly steps: readonly Step[];
  /** What a stored answer must look like to be kept when a state is loaded. Unknown names are kept as they are. */
  readonly fields: Readonly<Record<string, RegExp>>;
  /** Answers without which the form makes no sense: a state that lost one is dropped. */
  readonly needs?: readonly string[];
  /** Steps that were renamed: the old name to the new. */
  readonly renamed?: Readonly<Record<string, string>>;
}

/** A form in progress, as it lies in the dialog stack. */
export interface FormState {
  v: number;
  step: string;
  answers: Record<string, string>;
  /** How often the present step was not understood. */
  failures: number;
  /** The step to return to after a change. */
  back?: string;
  /** Only questions without an answer are asked: the answers came from elsewhere, or from another version. */
  fill?: boolean;
  /** An answer in doubt, waiting for yes or no. */
  pending?: Record<string, string>;
  /** Where a no leads instead of the present step. */
  otherwise?: string;
}
