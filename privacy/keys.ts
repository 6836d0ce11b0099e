import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Documents } from '../stores/documents.ts';
import { Conflict } from '../stores/errors.ts';
import type { DataKey, KeyRing, Vault } from './vault.ts';
import { VaultError } from './vault.ts';

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

const KEY_BYTES = 32;
const CHECK = 'key-check';
const CHECK_TEXT = 'written with this key';

export interface KeyOptions {
  /** `DATA_KEY`: the key itself, or several by comma, the current one first. */
  readonly dataKey?: string | undefined;
  /** Absolute path of the key file, one key a line, the current one first. */
  readonly dataKeyFile: string;
  /** In production a missing key is an error; elsewhere it is made. */
  readonly production: boolean;
}

const errorCode = (error: unknown): string | undefined =>
  typeof error === 'object' && error && 'code' in error ? String(error.code) : undefined;

function parseKey(text: string, where: string): DataKey {
  const key = Buffer.from(text, 'base64');
  const canonical = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text);
  if (!canonical || key.length !== KEY_BYTES) {
    const found = canonical ? `${key.length} bytes` : 'something else';
    throw new KeyError('wrong_length', `${where}: a data key is ${KEY_BYTES} bytes in base64, found ${found}`);
  }
  return { id: createHash('sha256').update('sapa-vaksin/key-id/v1').update(key).digest('hex').slice(0, 8), key };
}

function ringOf(text: string, separator: RegExp, where: string): KeyRing {
  const [current, ...previous] = text
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => parseKey(part, where));
  if (!current) throw new KeyError('wrong_length', `${where}: it is empty; a data key is ${KEY_BYTES} bytes in base64`);
  return { current, previous };
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
    linkSync(draft, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Reads a secret file; `undefined` when there is none. Refuses one that others on the machine can read. */
function readSecretFile(file: string): string | undefined {
  try {
    const { mode } = statSync(file);
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

function readOrCreate(file: string, make: () => string): string {
  const found = readSecretFile(file);
  if (found !== undefined) return found;
  try {
    createOnce(file, make());
  } catch (error) {
    throw new KeyError('unreadable', `${file} cannot be made (${errorCode(error) ?? 'unknown'})`, { cause: error });
  }
  return readSecretFile(file) ?? '';
}

/** The keys of this installation. Outside production the key file is made on first start (0600, its folder 0700). */
export function readKeys({ dataKey, dataKeyFile, production }: KeyOptions): KeyRing {
  if (dataKey !== undefined) return ringOf(dataKey, /,/, 'DATA_KEY');
  if (production && readSecretFile(dataKeyFile) === undefined) {
    throw new KeyError('missing', `${dataKeyFile} is not there; in production the data key is never made up`);
  }
  const text = readOrCreate(dataKeyFile, () => `${randomBytes(KEY_BYTES).toString('base64')}\n`);
  return ringOf(text, /\r?\n/, dataKeyFile);
}

/**
 * The secret of the web chat: made next to the key file on first start and kept. Where the key comes from `DATA_KEY`
 * there may be no folder to write to, and replicas must agree: there it is derived from the oldest key.
 */
export function readWebchatSecret(options: KeyOptions): string {
  if (options.dataKey === undefined) {
    const file = join(dirname(options.dataKeyFile), 'webchat.secret');
    return readOrCreate(file, () => `${randomBytes(KEY_BYTES).toString('base64url')}\n`).trim();
  }
  const { current, previous } = readKeys(options);
  const { key } = previous?.at(-1) ?? current;
  return Buffer.from(hkdfSync('sha256', key, 'sapa-vaksin/webchat/v1', 'secret', KEY_BYTES)).toString('base64url');
}

/**
 * Proves that the store was written with a key of this ring. The first start leaves a sealed check in `meta`; a later
 * start with a foreign key gets a `KeyError` instead of garbage, and writes nothing.
 */
export async function checkKey(documents: Documents, vault: Vault): Promise<void> {
  const stored = await documents.get<{ sealed: string }>('meta', CHECK, CHECK);
  if (!stored) {
    const body = { sealed: vault.seal(CHECK_TEXT, CHECK), root: vault.of(CHECK, CHECK_TEXT) };
    try {
      await documents.put('meta', CHECK, CHECK, body, { ifNoneMatch: '*' });
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      return checkKey(documents, vault);
    }
    return;
  }
  verify(stored.body, vault);
}

function verify(body: { sealed: string; root?: string }, vault: Vault): void {
  const advice = 'give the DATA_KEY or DATA_KEY_FILE that belongs to it';
  try {
    if (vault.open(body.sealed, CHECK) !== CHECK_TEXT) throw new VaultError('changed', 'the check differs');
  } catch (error) {
    throw new KeyError('other_key', `this data was written with another key: ${advice}`, { cause: error });
  }
  if (body.root !== undefined && body.root !== vault.of(CHECK, CHECK_TEXT)) {
    throw new KeyError('other_key', `the first key of this data is missing at the end of the list: ${advice}`);
  }
}
