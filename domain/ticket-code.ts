import { plainText } from './text.ts';

/** Crockford's base 32: no I, L, O (read as 1, 1, 0) and no U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CONFUSED: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0', U: 'V' };
/** 15 symbols of 5 bits: 75 random bits. With a million tickets a guess hits one with a chance of 1 in 10^16. */
const RANDOM_SYMBOLS = 15;
const LENGTH = RANDOM_SYMBOLS + 1;
const GROUP = 4;
const HIGH_BIT = 0b10000;
/** x^5 + x^2 + 1, a primitive polynomial: the powers of x run through all 31 values other than 0. */
const POLYNOMIAL = 0b100101;

/** Multiplies by x in the field of 32 elements. */
function timesX(value: number): number {
  const shifted = value << 1;
  return (value & HIGH_BIT) === 0 ? shifted : shifted ^ POLYNOMIAL;
}

/**
 * The check symbol: a sum over the field of 32 elements, every place with its own weight. It finds every single wrong
 * symbol and every swap of two symbols, which a plain sum modulo 32 does not.
 */
function checkSymbol(values: readonly number[]): number {
  // Horner's rule; the last step keeps the check symbol's own weight (1) different from that of the last value (x).
  return timesX(values.reduce((sum, value) => timesX(sum) ^ value, 0));
}

/**
 * A new ticket code, `XXXX-XXXX-XXXX-XXXX`: unguessable, readable aloud, with a check symbol at the end.
 * `random` answers that many bytes from a cryptographic source.
 */
export function newTicketCode(random: (bytes: number) => Uint8Array): string {
  const values = [...random(RANDOM_SYMBOLS).slice(0, RANDOM_SYMBOLS)].map((byte) => byte & 0b11111);
  if (values.length < RANDOM_SYMBOLS) throw new RangeError('the random source gave too few bytes');
  return grouped([...values, checkSymbol(values)].map((value) => ALPHABET.charAt(value)).join(''));
}

function grouped(symbols: string): string {
  return (symbols.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-');
}

/**
 * The code in its one written form, or `undefined` when it cannot be one. Forgives small letters, blanks, dashes and
 * dots, I or L for 1, O for 0, U for V. Says nothing about whether the ticket exists.
 */
export function readTicketCode(text: string): string | undefined {
  if (text.length > 100) return undefined;
  const symbols = [
    ...plainText(text)
      .toUpperCase()
      .replace(/[\s\p{Pd}._]/gu, ''),
  ].map((one) => CONFUSED[one] ?? one);
  const values = symbols.map((symbol) => ALPHABET.indexOf(symbol));
  if (values.length !== LENGTH || values.includes(-1)) return undefined;
  if (checkSymbol(values.slice(0, RANDOM_SYMBOLS)) !== values[RANDOM_SYMBOLS]) return undefined;
  return grouped(symbols.join(''));
}
