import type { Answers, Reading, Step } from '../form/form.ts';
import { nameStep } from '../registration/identity.ts';
import type { Turn } from '../turn.ts';

/** Files what was gathered, in the citizen's words, and ends the form. */
export type Tell = (turn: Turn, words: string) => Promise<Reading>;

/** Letters of each answer that are kept: together with their labels they fit a request (280). */
const KEPT = { who: 70, born: 30, home: 80, with: 60 } as const;
/** Everything in one message, as many write it: a year in it and words around. */
const WHOLE = /^(?=.*\b(?:19|20)\d\d\b)(?:\S+\s+){3,}\S+/s;
const LONGEST = 280;

const other = ({ kind }: Answers): boolean => kind !== 'no_nik';

/** Read by the desk, never by a citizen: in its language, whatever was spoken here. */
const forStaff = (who: string, born: string, home: string, beside: string): string =>
  `Nama: ${who}; lahir: ${born}; tinggal: ${home}; pendamping: ${beside}`;

interface Asked {
  readonly name: 'born' | 'home';
  readonly field: 'nonik.born.field' | 'nonik.home.field';
  readonly question: 'nonik.born' | 'nonik.home';
  readonly reason: 'nonik.born.reason' | 'nonik.home.reason';
  /** What an answer must have in it. */
  readonly has: RegExp;
}

function asked({ name, field, question, reason, has }: Asked): Step {
  return {
    ...{ name, field, fills: name, skip: other },
    ask: ({ words }) => ({ text: words.text(question) }),
    read(text, { words }): Reading {
      if (!has.test(text)) return { kind: 'reason', text: words.text(reason) };
      return { kind: 'value', set: { [name]: text.slice(0, KEPT[name]) } };
    },
  };
}

function whoStep(tell: Tell): Step {
  const { field, fills, read } = nameStep;
  return {
    ...{ name: 'who', field, skip: other },
    ...(fills === undefined ? {} : { fills }),
    ask: ({ words }) => ({ before: [words.text('correction.bring.no_nik')], text: words.text('nonik.who') }),
    read: (text, turn, answers) =>
      text.length <= LONGEST && WHOLE.test(text) ? tell(turn, text) : read(text, turn, answers),
  };
}

function withStep(tell: Tell): Step {
  return {
    ...{ name: 'with', field: 'nonik.with.field', skip: other },
    ask: ({ words }) => ({ text: words.text('nonik.with') }),
    async read(text, turn, { name = '', born = '', home = '' }): Promise<Reading> {
      if (text.trim().length < 2) return { kind: 'reason', text: turn.words.text('nonik.with.reason') };
      return tell(turn, forStaff(name.slice(0, KEPT.who), born, home, text.slice(0, KEPT.with)));
    },
  };
}

/** Who has no NIK is written down piece by piece: staff can look for somebody only with all of it. */
export function noNikSteps(tell: Tell): readonly Step[] {
  return [
    whoStep(tell),
    asked({
      ...{ name: 'born', field: 'nonik.born.field', question: 'nonik.born', reason: 'nonik.born.reason' },
      has: /\d|tahu|tau|lupa|ingat|know|sure/i,
    }),
    asked({
      ...{ name: 'home', field: 'nonik.home.field', question: 'nonik.home', reason: 'nonik.home.reason' },
      has: /\p{L}{3}/u,
    }),
    withStep(tell),
  ];
}
