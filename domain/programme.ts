import type { z } from 'zod';
import { addDays, addYears } from './calendar.ts';
import { checkAcross, type Path } from './programme-checks.ts';
import { type Programme, type ProgrammeGroup, type ProgrammeProduct, shape } from './programme-shape.ts';

export type * from './programme-shape.ts';

/** Names every fault of a programme at once, each with its file, its row and what is expected. */
export class ProgrammeError extends Error {
  override readonly name = 'ProgrammeError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`the programme cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** The parts that may have a file of their own beside `programme.json`: `groups` in `groups.json`, and so on. */
export const PARTS = ['groups', 'products', 'series', 'screening', 'bring', 'effects'] as const;

/** `groups.json, row 3 (anak), maxAge: is below minAge`. Rows are counted from 1, as people count. */
function place(json: unknown, path: Path): string {
  const [first, ...rest] = path;
  const file = PARTS.some((part) => part === first) ? `${String(first)}.json` : 'programme.json';
  const steps: string[] = [];
  let at: unknown = file === 'programme.json' ? json : child(json, first);
  for (const step of file === 'programme.json' ? path : rest) {
    at = child(at, step);
    const name = child(at, 'code') ?? child(at, 'id');
    if (typeof step === 'string') steps.push(step);
    else steps.push(`row ${step + 1}${typeof name === 'string' ? ` (${name})` : ''}`);
  }
  return [file, ...steps].join(', ');
}

function child(json: unknown, key: string | number | undefined): unknown {
  if (typeof json !== 'object' || json === null || key === undefined) return undefined;
  return Object.hasOwn(json, key) ? (json as Record<string | number, unknown>)[key] : undefined;
}

/** zod's words without its jargon: what an officer should write there. */
function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `does not know ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_value') return `expected ${issue.values.join(' or ')}`;
  if (issue.code === 'invalid_type' && issue.input === undefined) return `is missing: expected ${kind(issue.expected)}`;
  if (issue.code === 'invalid_type') return `expected ${kind(issue.expected)}`;
  // Bounds without words of our own.
  if (issue.code === 'too_small' && issue.message.startsWith('Too'))
    return `expected at least ${issue.minimum}${issue.origin === 'array' ? ' row' : ''}`;
  if (issue.code === 'too_big' && issue.message.startsWith('Too')) return `expected at most ${issue.maximum}`;
  return issue.message;
}

const KINDS: Readonly<Record<string, string>> = {
  ...{ string: 'words in quotation marks', array: 'a list in [ ]', object: 'fields in { }', boolean: 'true or false' },
  ...{ int: 'a whole number', tuple: 'a list in [ ]', record: 'fields in { }' },
};
const kind = (expected: string): string => KINDS[expected] ?? `a ${expected}`;

/** Checks a programme, its files put together in one object. Throws `ProgrammeError` with all that is wrong. */
export function parseProgramme(json: unknown): Programme {
  const parsed = shape.safeParse(json, { reportInput: true });
  const faults: string[] = [];
  const say = (path: Path, message: string): void => void faults.push(`${place(json, path)}: ${message}`);
  if (parsed.success) checkAcross(parsed.data, say);
  else for (const issue of parsed.error.issues) say(issue.path as Path, expectation(issue));
  if (parsed.success && faults.length === 0) return parsed.data;
  throw new ProgrammeError(faults);
}

/** Rows of the group of this code, in order of time. */
export function groupRows(programme: Programme, group: string): readonly ProgrammeGroup[] {
  return programme.groups.filter((one) => one.code === group).sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** The group of this code: its first row in time. */
export function groupOf(programme: Programme, group: string): ProgrammeGroup | undefined {
  return groupRows(programme, group)[0];
}

const plainName = (text: string): string => {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+]+/gu, ' ')
    .trim();
};

/** The code of a group by its code, its name in either language or another of its names, as a list may write it. */
export function groupNamed(programme: Programme, text: string): string | undefined {
  const wanted = plainName(text);
  const found = programme.groups.find(({ code, name, aliases = [] }) =>
    [code, name.id, name.en, ...aliases].some((one) => plainName(one) === wanted),
  );
  return found?.code;
}

/** The code of a product by its code, its name or another of its names, as a vaccination card may have it. */
export function productNamed(programme: Programme, text: string): string | undefined {
  const wanted = plainName(text);
  const found = programme.products.find(({ code, name, aliases = [] }) =>
    [code, name, ...aliases].some((one) => plainName(one) === wanted),
  );
  return found?.code;
}

/**
 * Since when (ISO date) a person of this birth date is called in this group: the group's own day, or the birthday on
 * which the person is old enough, whichever is later. Undefined when the person is or will be too old for it by then,
 * or the row has ended.
 */
export function calledFrom(group: ProgrammeGroup, birthDate: string): string | undefined {
  const oldEnough = addYears(birthDate, group.minAge);
  const from = oldEnough > group.from ? oldEnough : group.from;
  if (group.to !== undefined && group.to < from) return undefined;
  return group.maxAge !== undefined && addYears(birthDate, group.maxAge + 1) <= from ? undefined : from;
}

/** The last day (ISO) on which a person of this birth date belongs to the group's row, or undefined without an end. */
export function calledUntil(group: ProgrammeGroup, birthDate: string): string | undefined {
  const age = group.maxAge === undefined ? undefined : addDays(addYears(birthDate, group.maxAge + 1), -1);
  return [age, group.to].filter((one) => one !== undefined).sort()[0];
}

/** Youngest age (years) for a product on a day, or undefined before it was allowed at all or after it was taken away. */
export function minAgeOf(product: ProgrammeProduct, on: string): number | undefined {
  if ((product.from ?? on) > on || (product.to ?? on) < on) return undefined;
  const open = product.minAge.filter((one) => one.from <= on && (one.to ?? on) >= on);
  return open.sort((a, b) => (a.from < b.from ? 1 : -1))[0]?.years;
}
