/** Files that hold a secret: made once for their owner only, by whichever process is first, and never open to others. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export type KeyErrorCode = 'missing' | 'open_to_others' | 'wrong_length' | 'unreadable' | 'other_key';

/** A key that cannot be used. The message says what to do and never holds key bytes. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
  readonly code: KeyErrorCode;
  constructor(code: KeyErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const errorCode = (error: unknown): string | undefined =>
  typeof error === 'object' && error && 'code' in error ? String(error.code) : undefined;

/** Gives the finished draft its name, unless somebody else did. Where a disk has no links, an exclusive copy must do. */
function publish(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return;
    if (!/^(EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS)$/.test(errorCode(error) ?? '')) throw error;
    copyFileSync(draft, file, constants.COPYFILE_EXCL);
  }
}

/** Puts the new name itself on disk: data sealed with a key whose file a power cut took away would be lost. */
function syncFolder(folder: string): void {
  // Windows cannot open a folder; its file system orders this by itself.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Creates `file` with `content` if it is not there. The content is complete and on disk before the name exists, and
 * `link` fails when the name does, so of two processes that start at once one makes the file and both read the same.
 */
function createOnce(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}.new`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    publish(draft, file);
    syncFolder(dirname(file));
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Reads a secret file; `undefined` when there is none. Refuses one that others on the machine can read. */
export function readSecretFile(file: string): string | undefined {
  try {
    const found = statSync(file);
    if (found.isDirectory()) throw new KeyError('unreadable', `${file} is a folder: name a file in it`);
    const { mode } = found;
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new KeyError('open_to_others', `${file} can be read by others: run chmod 600 on it`);
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof KeyError) throw error;
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new KeyError('unreadable', `${file} cannot be read (${errorCode(error) ?? 'unknown'})`, { cause: error });
  }
}

/** The secret in the file; made and written there first when there is none. Throws `KeyError`. */
export function readOrCreate(file: string, make: () => string): string {
  const found = readSecretFile(file);
  if (found !== undefined) return found;
  try {
    createOnce(file, make());
  } catch (error) {
    throw new KeyError('unreadable', `${file} cannot be made (${errorCode(error) ?? 'unknown'})`, { cause: error });
  }
  return readSecretFile(file) ?? '';
}
