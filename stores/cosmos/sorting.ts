import { createHash } from 'node:crypto';

/*
 * An indexed field is stored a second time as ONE string that sorts as the field does and is unique:
 * kind, value, separator, a hash of the document's name. So a range, an order and "after the last one" are all
 * comparisons of one indexed property. Two properties would need a composite index on Cosmos DB for each pair, and
 * a page ending amid equal values would skip or repeat some of them.
 */

/** Below every character that an escaped value may go on with, so that `a` sorts before `a!` and `ab`. */
const SEPARATOR = ' !';
const AFTER_SEPARATOR = ' "';
/** Kinds in the order of SQLite: nothing, numbers, text. The character after each ends its range. */
const KINDS = { none: '-', number: 'n', text: 's' } as const;

export type Key = string | number;

/** 132 bits are enough to tell documents with equal values apart, and short enough for an index. */
function tie(pk: string, id: string): string {
  return createHash('sha256')
    .update(JSON.stringify([pk, id]))
    .digest('base64url')
    .slice(0, 22);
}

/** What is stored for a field of a document. A value that is no key still gets its place in the order: the first. */
export function sortString(value: unknown, pk: string, id: string): string {
  return `${isKey(value) ? encodeKey(value) : KINDS.none}${SEPARATOR}${tie(pk, id)}`;
}

/** From here on (inclusive) stand the documents with this value or a greater one of its kind. */
export function lowest(value: Key): string {
  return encodeKey(value) + SEPARATOR;
}

/** Up to here (exclusive) stand the documents with this value or a smaller one. */
export function beyond(value: Key): string {
  return encodeKey(value) + AFTER_SEPARATOR;
}

/** The range of all values of one kind, or of every kind that is a key. */
export function kindRange(like: Key | undefined): { from: string; to: string } {
  if (like === undefined) return { from: KINDS.number, to: 't' };
  return typeof like === 'number' ? { from: KINDS.number, to: 'o' } : { from: KINDS.text, to: 't' };
}

function isKey(value: unknown): value is Key {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}

function encodeKey(value: Key): string {
  return typeof value === 'number' ? KINDS.number + encodeNumber(value) : KINDS.text + encodeText(value);
}

/** IEEE 754 big-endian with the sign turned round sorts as the numbers do. */
function encodeNumber(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value === 0 ? 0 : value);
  const negative = (bytes[0] ?? 0) >= 0x80;
  for (let at = 0; at < 8; at += 1) {
    const byte = bytes[at] ?? 0;
    bytes[at] = negative ? ~byte & 0xff : at === 0 ? byte | 0x80 : byte;
  }
  return bytes.toString('hex');
}

/** UTF-8 bytes in ASCII, order kept: low ones after a blank (the lowest letter), high ones after `~` (the highest). */
function encodeText(text: string): string {
  if (/^[!-}]*$/.test(text)) return text;
  return [...Buffer.from(text)]
    .map((byte) => {
      if (byte > 0x20 && byte < 0x7e) return String.fromCharCode(byte);
      return (byte <= 0x20 ? ' ' : '~') + byte.toString(16).padStart(2, '0');
    })
    .join('');
}
