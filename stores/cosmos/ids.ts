import { createHash } from 'node:crypto';

/** Cosmos DB takes ids up to 255 characters and partition keys up to 2 KB. */
const MAX_ID = 255;
const MAX_PARTITION_BYTES = 2048;
const PLAIN = /^[A-Za-z0-9_:-]+$/;
const HASHED = '~~';

/** Refuses what no document store can keep: empty keys and half surrogate pairs, which UTF-8 cannot carry. */
export function checkKeys(pk: string, id: string): void {
  if (id === '' || !id.isWellFormed()) throw new TypeError('an id is a non-empty, well-formed string');
  checkPartition(pk);
}

/** The rule for a partition key: non-empty, well formed, at most 2 KB. Throws `TypeError`. */
export function checkPartition(pk: string): void {
  if (pk === '' || !pk.isWellFormed()) throw new TypeError('a partition key is a non-empty, well-formed string');
  if (Buffer.byteLength(pk) > MAX_PARTITION_BYTES) throw new TypeError('a partition key may have at most 2,048 bytes');
}

/**
 * An id as Cosmos DB can keep it: `/ \ ? #` are forbidden there, and dots, blanks or letters beyond ASCII do not
 * survive every URL parser on the way. All others become `~` and the hexadecimal of their UTF-8 bytes.
 * An id too long for that becomes a hash; the document then carries the id itself (see `shape.ts`).
 */
export function encodeId(id: string): string {
  if (PLAIN.test(id) && id.length <= MAX_ID) return id;
  const encoded = [...Buffer.from(id)].map(escapeByte).join('');
  if (encoded.length <= MAX_ID) return encoded;
  return HASHED + createHash('sha256').update(id).digest('base64url');
}

function escapeByte(byte: number): string {
  const letter = String.fromCharCode(byte);
  return PLAIN.test(letter) ? letter : `~${byte.toString(16).padStart(2, '0')}`;
}

/** The id behind an encoded one; `undefined` when it was too long and had to be hashed. */
export function decodeId(encoded: string): string | undefined {
  if (encoded.startsWith(HASHED)) return undefined;
  if (!encoded.includes('~')) return encoded;
  const bytes = encoded.replace(/~([0-9a-f]{2})/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
