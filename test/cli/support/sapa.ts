import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..', '..');

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface SapaOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** What is started in place of `cli/sapa.ts`. */
  readonly program?: string;
}

/** The command line in a process of its own, in a folder of its own, with nothing of this machine's settings. */
export function sapaIn(folder: string) {
  const env = {
    PATH: process.env['PATH'],
    DATA_DIR: join(folder, 'data'),
    DATA_KEY_FILE: join(folder, 'keys', 'data.key'),
  };
  return (args: readonly string[], options: SapaOptions = {}): Promise<Ran> =>
    new Promise((resolve) => {
      const program = join(ROOT, options.program ?? 'cli/sapa.ts');
      const flags = ['--disable-warning=ExperimentalWarning', program, ...args];
      const settings = { cwd: folder, env: { ...env, ...options.env } };
      const child = execFile(process.execPath, flags, settings, (error, out, err) => {
        resolve({ code: error ? Number(error.code ?? -1) : 0, out, err });
      });
      child.stdin?.end(options.input ?? '');
    });
}

/** A folder with a blank in its name, removed after the tests of the file. */
export function folderForTests(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sapa cli '));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
