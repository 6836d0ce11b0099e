import { hash } from 'node:crypto';

/** SHA-256's block and digest, in bytes. */
const BLOCK = 64;
const DIGEST = 32;
/** Longer texts than this get a buffer of their own. */
const ROOM = 1_024;

/**
 * HMAC-SHA256 (RFC 2104) under one key, as base64url of its first `bytes` bytes. Two one-shot hashes over buffers that are
 * kept: Node's `Hmac` object costs three times as much, and every turn and every row of a list needs several. A test
 * holds it against Node's.
 */
export function createKeyedHash(key: Buffer): (text: string, bytes: number) => string {
  const short = key.length > BLOCK ? hash('sha256', key, 'buffer') : key;
  const padded = (pad: number, size: number): Buffer => {
    const buffer = Buffer.alloc(size);
    for (let at = 0; at < BLOCK; at += 1) buffer[at] = (short[at] ?? 0) ^ pad;
    return buffer;
  };
  const inner = padded(0x36, BLOCK + ROOM);
  const outer = padded(0x5c, BLOCK + DIGEST);
  const digest = Buffer.alloc(DIGEST);

  /** Digests leave the hash as text: Node makes that much cheaper than a new buffer. */
  function innerHash(text: string): string {
    if (text.length * 3 > ROOM) {
      return hash('sha256', Buffer.concat([inner.subarray(0, BLOCK), Buffer.from(text)]), 'binary');
    }
    return hash('sha256', inner.subarray(0, BLOCK + inner.write(text, BLOCK)), 'binary');
  }

  return (text, bytes) => {
    outer.write(innerHash(text), BLOCK, 'binary');
    digest.write(hash('sha256', outer, 'binary'), 'binary');
    return digest.toString('base64url', 0, bytes);
  };
}
