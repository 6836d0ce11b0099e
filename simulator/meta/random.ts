import { randomBytes } from 'node:crypto';

/** Chance, from a seed when one is given, so that a test meets the same disorder every time. */
export interface Random {
  /** 0 <= x < 1. */
  next(): number;
  /** True in this share of the calls. */
  chance(share: number): boolean;
  between(low: number, high: number): number;
  /** So many letters and digits. */
  letters(length: number): string;
  digits(length: number): string;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A small generator with 32 bits of state: fast, and good enough to shuffle with. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Without a seed every start has other ids: a bot remembers those of an earlier run. */
export function createRandom(seed?: number): Random {
  const next = mulberry(seed ?? randomBytes(4).readUInt32BE());
  const pick = (from: string, length: number): string => {
    let text = '';
    for (let index = 0; index < length; index += 1) text += from[Math.floor(next() * from.length)] ?? '';
    return text;
  };
  return {
    next,
    chance: (share) => share > 0 && next() < share,
    between: (low, high) => low + next() * (high - low),
    letters: (length) => pick(ALPHABET, length),
    digits: (length) => pick('0123456789', length),
  };
}
