/** The rows of a programme's files, as zod checks them. Every row may say from when to when it holds and who says so. */
import { z } from 'zod';

export const date = z.iso.date('expected a day that exists, as YYYY-MM-DD');
export const code = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'expected small letters, digits, _ and -');
/** A bubble of a chat: longer texts are not read on a small phone. */
const BUBBLE = 300;
const bubble = z
  .string()
  .min(1, 'expected words')
  .max(BUBBLE, `expected at most ${BUBBLE} letters, a bubble of a chat`);
/** A text in the two languages of the product. */
export const words = z.strictObject({ id: bubble, en: bubble });
/** A line of a list. */
const LINE = 100;
const shortLine = z.string().min(1, 'expected words').max(LINE, `expected at most ${LINE} letters, a line of a list`);
const age = z.int('expected whole years').min(0, 'expected 0 to 120 years').max(120, 'expected 0 to 120 years');
const source = z.string().min(1, 'expected the decision that says so');

/** `to` is the last day. `certainty`: A official, B one good source, C and D to be confirmed before going live. */
const period = { from: date, to: date.optional(), certainty: z.enum(['A', 'B', 'C', 'D']).optional() };
const row = { id: code, ...period, source };

/** What an answer must be; numbers by their bounds. */
const expected = z.union(
  [
    z.boolean(),
    z.string().min(1),
    z
      .strictObject({
        above: z.number().optional(),
        atLeast: z.number().optional(),
        below: z.number().optional(),
        atMost: z.number().optional(),
      })
      .refine((bounds) => Object.keys(bounds).length > 0, 'expected above, atLeast, below or atMost'),
  ],
  'expected true, false, a choice in quotation marks, or { "atLeast": 13 } (above, atLeast, below, atMost)',
);

/** All that is named must hold. */
export const condition = z.strictObject({
  sex: z.enum(['F', 'M']).optional(),
  minAge: age.optional(),
  maxAge: age.optional(),
  groups: z.array(code).min(1).optional(),
  /** The first or a later dose. */
  firstDose: z.boolean().optional(),
  answers: z.record(z.string(), expected).optional(),
  /** So many of these questions answered with yes. */
  count: z.strictObject({ atLeast: z.int().min(1), of: z.array(code).min(1) }).optional(),
});

export const group = z.strictObject({
  code,
  name: words,
  /** Other names by which lists and people call the group; small letters. */
  aliases: z.array(z.string().min(1)).optional(),
  /** 1 is called first. */
  phase: z.int().min(1),
  /** From this day on the group is called. */
  ...period,
  minAge: age,
  maxAge: age.optional(),
  sex: z.enum(['F', 'M']).optional(),
  /** Codes of provinces or regencies that take part; all of them when left out. */
  regions: z
    .array(z.string().regex(/^\d\d(\.\d\d)?$/, 'expected 32 or 32.73'))
    .min(1)
    .optional(),
  /** Anybody of the age belongs to it, without an occupation or a condition: offered to who is in the wrong group. */
  open: z.boolean().optional(),
  /** Said to a group that the programme does not serve; a person helps further. */
  notServed: words.optional(),
  source,
});

export const product = z.strictObject({
  code,
  name: z.string().min(1, 'expected a name'),
  /** Other names of the vaccine on cards and lists; small letters. */
  aliases: z.array(z.string().min(1)).optional(),
  ...{ from: date.optional(), to: date.optional(), certainty: period.certainty },
  /** Youngest age by date of the decision, the latest that is in force counts. */
  minAge: z.array(z.strictObject({ from: date, to: date.optional(), years: age, source: source.optional() })).min(1),
  maxAge: age.optional(),
  /** Doses of the primary series. */
  doses: z.int().min(1).max(9),
  /** Days between two doses, at least; one fewer than doses. `series.json` makes the exceptions. */
  intervalDays: z.array(z.int().min(1)),
  doseMl: z.number().positive(),
  source,
});

const span = { days: z.int().min(1).optional(), months: z.int().min(1).optional() };
const oneSpan = (it: { days?: number | undefined; months?: number | undefined }): boolean =>
  (it.days === undefined) !== (it.months === undefined);
const ONE_SPAN = 'expected days or months, one of them';

export const series = z.strictObject({
  /** Other least distances than the product's own; the first row that fits counts. */
  gaps: z
    .array(
      z
        .strictObject({ ...row, ...span, products: z.array(code).min(1).optional(), when: condition.optional() })
        .refine(oneSpan, ONE_SPAN),
    )
    .default([]),
  /** After so long an unfinished primary series begins anew. */
  restarts: z.array(z.strictObject({ ...row, ...span, text: words }).refine(oneSpan, ONE_SPAN)).default([]),
  /** Doses after the primary series: the first has number 1. The row that allows the earliest day counts. */
  boosters: z
    .array(
      z
        .strictObject({
          ...row,
          ...span,
          number: z.int().min(1).max(9),
          when: condition.optional(),
          text: words.optional(),
        })
        .refine(oneSpan, ONE_SPAN),
    )
    .default([]),
});

const question = z.strictObject({
  ...row,
  kind: z.enum(['yesno', 'number', 'date', 'choice']),
  text: words,
  /** As a line of the list in which the chat asks all yes-or-no questions at once; may name only what counts today. */
  short: z.strictObject({ id: shortLine, en: shortLine }).optional(),
  choices: z
    .array(z.strictObject({ value: code, text: words }))
    .min(2)
    .optional(),
  /** What a number can be in earnest: below and above it a finger slipped. */
  min: z.number().optional(),
  max: z.number().optional(),
  /** Of whom it is asked. */
  when: condition.optional(),
  /** `site`: measured or asked there; the chat does not ask, but takes what is known. */
  where: z.enum(['chat', 'site']).default('chat'),
  /** A follow-up that is asked, but without which there is a decision too. */
  optional: z.boolean().default(false),
});

const rule = z.strictObject({
  ...row,
  when: condition,
  result: z.enum(['ok', 'postpone', 'doctor', 'not_given']),
  /** Until when `postpone` lasts: so long after the day in an answer, after today, or until a number of weeks is reached. */
  until: z
    .union(
      [
        z.strictObject({ ...span, after: code.optional() }).refine(oneSpan, ONE_SPAN),
        z.strictObject({ weeks: z.int().min(1), of: code }),
      ],
      'expected { "days": 14 } or { "months": 3 }, with "after" a date question, or { "weeks": 13, "of": a number question }',
    )
    .optional(),
  /** Products that may be given then; left out: all. */
  products: z.array(code).min(1).optional(),
  text: words,
});

export const screening = z.strictObject({
  questions: z.array(question).default([]),
  rules: z.array(rule).default([]),
});

/** What to bring, and what may be felt afterwards: words with their period. */
const line = { id: bubble, en: bubble, from: date.optional(), to: date.optional(), source: source.optional() };
export const bring = z.strictObject(line);
export const effect = z.strictObject({
  ...line,
  code,
  /** `danger`: emergency help at once. `call`: tell the vaccination place. */
  severity: z.enum(['usual', 'call', 'danger']),
});
