import { z } from 'zod';
import * as part from './programme-parts.ts';

const notice = z.strictObject({
  version: z.string().regex(/^\d{4}-\d{2}-\d+$/, 'expected YEAR-MONTH-NUMBER'),
  /** The three bubbles of this programme's own notice, the question of consent last; left out: the product's words. */
  bubbles: z.tuple([part.words, part.words, part.words]).optional(),
});

/** A whole programme, its files put together: `programme.json`, and a key for each part that has a file of its own. */
export const shape = z.strictObject({
  code: part.code,
  name: part.words,
  disease: part.words,
  from: part.date,
  until: part.date.optional(),
  notice,
  groups: z.array(part.group).min(1),
  products: z.array(part.product).min(1),
  series: part.series.prefault({}),
  screening: part.screening.prefault({}),
  bring: z.array(part.bring).min(1),
  effects: z.array(part.effect).default([]),
});

export type Programme = z.infer<typeof shape>;
export type ProgrammeGroup = Programme['groups'][number];
export type ProgrammeProduct = Programme['products'][number];
export type Condition = z.infer<typeof part.condition>;
export type Screening = Programme['screening'];
export type Question = Screening['questions'][number];
export type ScreeningRule = Screening['rules'][number];
export type Series = Programme['series'];
/** A text in the two languages of the product. */
export type Bilingual = z.infer<typeof part.words>;
