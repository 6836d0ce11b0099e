import { createHmac } from 'node:crypto';
import type { Pseudonyms, Sealer } from '../../../domain/sealer.ts';

const hash = (text: string, bytes = 16): string =>
  createHmac('sha256', 'test').update(text).digest().subarray(0, bytes).toString('base64url');

/**
 * Keyed hashes and a seal that opens only in its own record, without the vault: the rooms are tested against the
 * promise, and a seal that is reversed text is easy to read in a failing test.
 */
export const testKeys: Sealer & Pseudonyms = {
  seal: (plain, record) => `${hash(record)}.${Buffer.from(plain).toString('hex').split('').reverse().join('')}`,
  open(sealed, record) {
    const [owner, text = ''] = sealed.split('.');
    if (owner !== hash(record)) throw new Error('sealed for another record');
    return Buffer.from(text.split('').reverse().join(''), 'hex').toString();
  },
  contact: (channel, address) => hash(`contact|${channel}|${address}`),
  person: (nik) => hash(`person|${nik}`),
  of: (purpose, value, bytes) => hash(`${purpose}|${value}`, bytes),
};
