import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomFillSync,
} from 'node:crypto';
import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import { createKeyedHash } from './keyed-hash.ts';

/** A data key: 32 random bytes, and the short name under which sealed texts refer to it (letters and digits). */
export interface DataKey {
  readonly id: string;
  readonly key: Buffer;
}

/**
 * The keys of an installation. Texts are sealed with `current`; those sealed with a `previous` one still open.
 * Keyed hashes come from the LAST of `previous` (the first key the installation ever had), so that a new sealing key
 * leaves every id as it is. Therefore: put a new key in front, and never drop the last one.
 */
export interface KeyRing {
  readonly current: DataKey;
  readonly previous?: readonly DataKey[];
}

export interface Vault extends Sealer, Pseudonyms {
  /** True when the text was sealed with a key that is no longer the current one. */
  needsReseal(sealed: string): boolean;
}

/** `malformed`: not a sealed text. `unknown_key`: sealed with a key that is not here. `changed`: altered, or moved from another record. */
export type VaultErrorCode = 'malformed' | 'unknown_key' | 'changed';

/** A sealed text that does not open. The message names neither the text nor the record. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly code: VaultErrorCode;
  constructor(code: VaultErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

const VERSION = 'v1';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const POOL_BYTES = 1_024 * IV_BYTES;
const SALT = Buffer.from('sapa-vaksin/vault/v1');

/** A key for one purpose (HKDF-SHA256, RFC 5869): what leaks from one purpose says nothing about another. */
export function deriveKey(key: Buffer, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, SALT, purpose, KEY_BYTES)));
}

/**
 * Random IVs, drawn in blocks because one call to the system per IV costs more than the cipher. Every 12 bytes are used
 * once: the position only grows, and a new block is drawn when it ends. With 96 random bits, 2^32 texts under one key
 * have a chance of 2^-33 that two share an IV (NIST SP 800-38D, 8.3); rotate the key well before that.
 */
function createIvs(): () => Buffer {
  let pool = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at >= pool.length) {
      pool = randomFillSync(Buffer.allocUnsafeSlow(POOL_BYTES));
      at = 0;
    }
    at += IV_BYTES;
    return pool.subarray(at - IV_BYTES, at);
  };
}

function checkRing(keys: readonly DataKey[]): void {
  for (const { id, key } of keys) {
    if (!/^[A-Za-z0-9]{1,32}$/.test(id)) throw new TypeError('a key id has 1 to 32 letters and digits');
    if (key.length !== KEY_BYTES) throw new TypeError(`a data key has ${KEY_BYTES} bytes`);
  }
  if (new Set(keys.map(({ id }) => id)).size !== keys.length) throw new TypeError('two data keys have the same id');
}

/** The record in the additional data: the version is bound too, so a later format cannot be read as this one. */
const boundTo = (record: string): Buffer => Buffer.from(`${VERSION}|${record}`);

function createSealer({ current, previous = [] }: KeyRing): Sealer & Pick<Vault, 'needsReseal'> {
  const nextIv = createIvs();
  const sealing = new Map([current, ...previous].map(({ id, key }) => [id, deriveKey(key, 'seal')]));
  const own = deriveKey(current.key, 'seal');
  const prefix = `${VERSION}.${current.id}.`;

  function parse(sealed: string): { key: KeyObject; bytes: Buffer } {
    const end = sealed.indexOf('.', VERSION.length + 1);
    const text = sealed.slice(end + 1);
    if (!sealed.startsWith(`${VERSION}.`) || end < 0) {
      throw new VaultError('malformed', 'this is not a sealed text');
    }
    const key = sealing.get(sealed.slice(VERSION.length + 1, end));
    if (!key) throw new VaultError('unknown_key', 'sealed with a key that is not in the key ring');
    const bytes = Buffer.from(text, 'base64url');
    // The decoder skips what is not base64url; fewer bytes than letters promise tell of it, cheaper than a pattern.
    if (bytes.length < IV_BYTES + TAG_BYTES || bytes.length !== Math.floor((text.length * 3) / 4)) {
      throw new VaultError('malformed', 'this sealed text is cut off or holds foreign signs');
    }
    return { key, bytes };
  }

  return {
    seal(plain, record) {
      const iv = nextIv();
      const cipher = createCipheriv('aes-256-gcm', own, iv);
      cipher.setAAD(boundTo(record));
      const text = cipher.update(plain, 'utf8');
      cipher.final();
      return prefix + Buffer.concat([iv, text, cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed, record) {
      const { key, bytes } = parse(sealed);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(boundTo(record));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      try {
        decipher.final();
      } catch {
        throw new VaultError('changed', 'a sealed text was altered, or belongs to another record');
      }
      return text.toString('utf8');
    },
    needsReseal: (sealed) => !sealed.startsWith(prefix),
  };
}

function createPseudonyms({ current, previous = [] }: KeyRing): Pseudonyms {
  const keyed = createKeyedHash(deriveKey((previous.at(-1) ?? current).key, 'pseudonym').export());
  // The length in front keeps purpose and value apart: ("a", "bc") and ("ab", "c") must not meet.
  const of = (purpose: string, value: string, bytes = 16): string =>
    keyed(`${purpose.length}:${purpose}${value}`, bytes);
  return {
    of,
    contact: (channel, address) => of(`contact:${channel}`, address),
    person: (nik) => of('person', nik),
  };
}

/** Encryption and keyed hashes over a key ring. Throws `TypeError` for a key of the wrong size or a double id. */
export function createVault(ring: KeyRing): Vault {
  checkRing([ring.current, ...(ring.previous ?? [])]);
  return { ...createSealer(ring), ...createPseudonyms(ring) };
}
