import type { z } from 'zod';
import { GraphError } from './graph-error.ts';

/** `interactive['action']['buttons'][0]`, the way Meta names a parameter. */
function paramOf(path: readonly PropertyKey[]): string {
  const [first, ...rest] = path;
  return rest.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}['${String(part)}']`),
    first === undefined ? 'body' : String(first),
  );
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** A rule of ours names its code in front of its words: `131009: Duplicated title`. */
const CODED = /^(\d+): (.*)$/s;

function asGraphError(issue: z.core.$ZodIssue, value: unknown): GraphError {
  const param = paramOf(issue.path);
  const coded = CODED.exec(issue.message);
  if (coded) return new GraphError(Number(coded[1]), { details: `${param}: ${coded[2]}` });
  if (issue.code === 'unrecognized_keys') {
    return new GraphError(100, { title: `Unexpected key "${issue.keys[0]}" on param "${param}".` });
  }
  if (at(value, issue.path) === undefined) {
    if (issue.path.length === 1) return new GraphError(100, { title: `The parameter ${param} is required.` });
    return new GraphError(131008, { details: `The parameter ${param} is required.` });
  }
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return new GraphError(100, { title: `Param ${param} must be at most ${issue.maximum} characters long.` });
  }
  if (issue.code === 'invalid_type')
    return new GraphError(100, { title: `Param ${param} must be a ${issue.expected}.` });
  return new GraphError(131009, { details: `${param}: ${issue.message}` });
}

/** Checks a body. Throws the `GraphError` that Meta would answer with for the first thing that is wrong. */
export function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw first ? asGraphError(deepest(first, value), value) : new GraphError(100);
}

/** The same for a page: Messenger has one code, 100, for everything that a body may have wrong. */
export function checkPage<T>(schema: z.ZodType<T>, value: unknown): T {
  try {
    return check(schema, value);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new GraphError(100, { title: error.more.details ?? error.message });
  }
}

/** A union hides what is wrong inside: the branch that got furthest knows best. */
function deepest(issue: z.core.$ZodIssue, value: unknown): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
  const [best] = inner.sort((one, other) => other.path.length - one.path.length);
  return best ? deepest(best, value) : issue;
}
