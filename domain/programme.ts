import { z } from 'zod';
import { addYears } from './calendar.ts';

const date = z.iso.date();
const code = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'expected small letters, digits, _ and -');
/** A text in the two languages of the product. */
const words = z.strictObject({ id: z.string().min(1), en: z.string().min(1) });
const age = z.int().min(0).max(120);

const group = z.strictObject({
  code,
  name: words,
  /** 1 is called first. */
  phase: z.int().min(1),
  /** From this day on the group is called. */
  from: date,
  minAge: age,
  maxAge: age.optional(),
  /** Which rule says so. */
  source: z.string().min(1),
});

const product = z.strictObject({
  code,
  name: z.string().min(1),
  /** Youngest age by date of the decision, the latest that is in force counts. */
  minAge: z.array(z.strictObject({ from: date, years: age })).min(1),
  /** Doses of the primary series. */
  doses: z.int().min(1).max(9),
  /** Days between two doses, at least; one fewer than doses. */
  intervalDays: z.array(z.int().min(1)),
  doseMl: z.number().positive(),
  source: z.string().min(1),
});

const schema = z
  .strictObject({
    code,
    name: words,
    disease: words,
    from: date,
    until: date.optional(),
    /** Which notice the citizen is shown before anything is asked. */
    notice: z.strictObject({ version: z.string().regex(/^\d{4}-\d{2}-\d+$/, 'expected YEAR-MONTH-NUMBER') }),
    groups: z.array(group).min(1),
    products: z.array(product).min(1),
    bring: z.array(words).min(1),
  })
  .superRefine((programme, context) => {
    const say = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    if (programme.until !== undefined && programme.until < programme.from) say(['until'], 'ends before it begins');
    for (const list of ['groups', 'products'] as const) {
      const codes = programme[list].map((one) => one.code);
      for (const [at, one] of codes.entries()) if (codes.indexOf(one) < at) say([list, at, 'code'], 'is there twice');
    }
    for (const [at, one] of programme.groups.entries())
      if (one.maxAge !== undefined && one.maxAge < one.minAge) say(['groups', at, 'maxAge'], 'is below minAge');
    for (const [at, one] of programme.products.entries())
      if (one.intervalDays.length !== one.doses - 1)
        say(['products', at, 'intervalDays'], 'expected one fewer than doses');
  });

export type Programme = z.infer<typeof schema>;
export type ProgrammeGroup = Programme['groups'][number];
export type ProgrammeProduct = Programme['products'][number];

/** Names every fault of a programme file at once, each with its place in the file. */
export class ProgrammeError extends Error {
  override readonly name = 'ProgrammeError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`the programme cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** Checks a programme (the parsed JSON of `programme.json`). Throws `ProgrammeError` with all that is wrong. */
export function parseProgramme(json: unknown): Programme {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ProgrammeError(
    parsed.error.issues.map((issue) => `${issue.path.join('.') || 'programme'}: ${issue.message}`),
  );
}

/** The group of this code. */
export function groupOf(programme: Programme, group: string): ProgrammeGroup | undefined {
  return programme.groups.find((one) => one.code === group);
}

/**
 * Since when (ISO date) a person of this birth date is called in this group: the group's own day, or the birthday on
 * which the person is old enough, whichever is later. Undefined when the person is or will be too old for it by then.
 */
export function calledFrom(group: ProgrammeGroup, birthDate: string): string | undefined {
  const oldEnough = addYears(birthDate, group.minAge);
  const from = oldEnough > group.from ? oldEnough : group.from;
  return group.maxAge !== undefined && addYears(birthDate, group.maxAge + 1) <= from ? undefined : from;
}

/** Youngest age (years) for a product on a day, or undefined before it was allowed at all. */
export function minAgeOf(product: ProgrammeProduct, on: string): number | undefined {
  return product.minAge.filter((one) => one.from <= on).sort((a, b) => (a.from < b.from ? 1 : -1))[0]?.years;
}
