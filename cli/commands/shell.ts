import type { Readable, Writable } from 'node:stream';
import { type Config, ConfigError, loadEnv, readConfig } from '../../config.ts';

/** What a command has of the world: handed in, so that a test can hand in its own. */
export interface Shell {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
}

/** 0 done, 1 failed, 2 wrong usage (contract §2). */
export type ExitCode = 0 | 1 | 2;

/** A failure that a person can do something about: what happened, and what to do next. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: string;
  readonly exit: ExitCode;
  constructor(code: string, message: string, exit: ExitCode = 1) {
    super(message);
    this.code = code;
    this.exit = exit;
  }
}

/** The same settings as the server's; what looks odd about them goes to the error stream. */
export function settings(shell: Shell): Config {
  const config = readConfig(loadEnv(shell.cwd, shell.env), shell.cwd);
  for (const warning of config.warnings) shell.errors.write(`warning: ${warning}\n`);
  return config;
}

/** `{ site: 'A', booked: 3 }` -> `site A, booked 3`. */
function lineOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, inner]) => `${name} ${Array.isArray(inner) ? inner.join('; ') : inner}`)
    .join(', ');
}

function rowsOf(name: string, value: unknown): [string, string][] {
  if (Array.isArray(value)) return value.length === 0 ? [[name, 'none']] : value.map((one) => [name, lineOf(one)]);
  if (value === null) return [[name, 'none']];
  if (typeof value !== 'object') return [[name, String(value)]];
  return Object.entries(value).map(([key, inner]) => [`${name} ${key}`, String(inner)]);
}

/** `{ file: 'a', problems: ['b', 'c'] }` -> three lines, aligned. */
export function forPeople(result: object): string {
  const rows = Object.entries(result).flatMap(([name, value]) => (value === undefined ? [] : rowsOf(name, value)));
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}

/** One JSON document, or the words for people. */
export function show(shell: Shell, result: object, json: boolean | undefined, words = forPeople(result)): void {
  shell.output.write(`${json ? JSON.stringify(result) : words}\n`);
}

/** Errors whose messages were written for an operator. Others may quote what they should not, and stay inside. */
const FOR_PEOPLE = new Set([
  ...['Failure', 'KeyError', 'VaultError', 'NotAFile', 'ProgrammeError', 'CsvError', 'ProvisionError'],
  ...['StoreError', 'Conflict', 'NotFound', 'TooLarge', 'Busy', 'Unavailable', 'Corrupt'],
]);

/** What went wrong, in words, with the exit code. */
export function failure(error: unknown): { code: string; message: string; exit: ExitCode } {
  if (error instanceof ConfigError) return { code: 'settings', message: error.message, exit: 2 };
  const name = error instanceof Error ? error.name : typeof error;
  if (error instanceof Error && (FOR_PEOPLE.has(name) || 'syscall' in error)) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : 'failed';
    return { code, message: error.message, exit: error instanceof Failure ? error.exit : 1 };
  }
  const message = `It failed (${name}). This is a mistake in the program: please report it.`;
  return { code: 'internal', message, exit: 1 };
}
