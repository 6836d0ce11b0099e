import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Documents } from '../stores/documents.ts';
import { Conflict } from '../stores/errors.ts';
import { KeyError, readOrCreate, readSecretFile } from './secret-file.ts';
import type { DataKey, KeyRing, Vault } from './vault.ts';
import { VaultError } from './vault.ts';

export { KeyError, type KeyErrorCode } from './secret-file.ts';

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
