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

const plain = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** `{ file: 'a', bytes: 3 }` -> two lines, aligned. */
export function forPeople(result: object): string {
  const rows = Object.entries(result).filter(([, value]) => value !== undefined);
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${plain(value)}`).join('\n');
}

/** One JSON document, or the words for people. */
export function show(shell: Shell, result: object, json: boolean | undefined, words = forPeople(result)): void {
  shell.output.write(`${json ? JSON.stringify(result) : words}\n`);
}

/** Whether a message was written for people. Others may quote what they should not, and stay inside. */
const isOurs = (error: Error & { code: string }): boolean =>
  error instanceof Failure ||
  'syscall' in error ||
  /^(KeyError|VaultError|Conflict|NotFound|TooLarge|Busy|Unavailable|Corrupt|StoreError)$/.test(error.name);

/** What went wrong, in words, with the exit code. */
export function failure(error: unknown): { code: string; message: string; exit: ExitCode } {
  if (error instanceof ConfigError) return { code: 'settings', message: error.message, exit: 2 };
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    const exit = error instanceof Failure ? error.exit : 1;
    if (isOurs(error as Error & { code: string })) return { code: error.code, message: error.message, exit };
  }
  const name = error instanceof Error ? error.name : typeof error;
  return {
    code: 'internal',
    message: `It failed (${name}). This is a mistake in the program: please report it.`,
    exit: 1,
  };
}
