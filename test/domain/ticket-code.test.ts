import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { newTicketCode, readTicketCode } from '../../domain/ticket-code.ts';

const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bytes = fc.uint8Array({ minLength: 15, maxLength: 15 });
const code = bytes.map((given) => newTicketCode(() => given));

test('has four groups of four symbols, none of which looks like another', () => {
  expect(newTicketCode(randomBytes)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
});

test('carries 75 random bits: every one of them changes the code', () => {
  const empty = new Uint8Array(15);
  const codes = new Set([newTicketCode(() => empty)]);
  for (let at = 0; at < 75; at++) {
    const one = empty.slice();
    one[Math.floor(at / 5)] = 1 << (at % 5);
    codes.add(newTicketCode(() => one));
  }
  expect(codes.size).toBe(76);
});

test('a poor random source is refused', () => {
  expect(() => newTicketCode(() => new Uint8Array(3))).toThrow(RangeError);
});

test('reads back, however it is typed', () => {
  const type = fc.constantFrom(
    (one: string) => one,
    (one: string) => one.toLowerCase(),
    (one: string) => one.replaceAll('-', ''),
    (one: string) => one.replaceAll('-', ' – '),
    (one: string) => ` ${one.replaceAll('-', ' . ')}\n`,
    (one: string) => one.replaceAll('0', 'O').replaceAll('1', 'l'),
    (one: string) => one.replaceAll('0', 'o').replaceAll('1', 'I'),
    (one: string) =>
      [...one].map((sign) => (sign === '-' ? sign : String.fromCharCode(sign.charCodeAt(0) + 0xfee0))).join(''),
  );
  fc.assert(fc.property(code, type, (one, typed) => expect(readTicketCode(typed(one))).toBe(one)));
});

test('one wrong symbol is always found', () => {
  fc.assert(
    fc.property(code, fc.nat(15), fc.integer({ min: 1, max: 31 }), (one, at, by) => {
      const plain = one.replaceAll('-', '');
      const wrong = SYMBOLS[(SYMBOLS.indexOf(plain.charAt(at)) + by) % 32] ?? '';
      expect(readTicketCode(plain.slice(0, at) + wrong + plain.slice(at + 1))).toBeUndefined();
    }),
  );
});

test('two swapped symbols are always found', () => {
  fc.assert(
    fc.property(code, fc.nat(15), fc.nat(15), (one, a, b) => {
      const symbols = [...one.replaceAll('-', '')];
      fc.pre(symbols[a] !== symbols[b]);
      [symbols[a], symbols[b]] = [symbols[b] ?? '', symbols[a] ?? ''];
      expect(readTicketCode(symbols.join(''))).toBeUndefined();
    }),
  );
});

test('anything else is no code, and nothing throws', () => {
  for (const text of ['', 'ABCD', '0000-0000-0000-0001', 'x'.repeat(1_000_000)])
    expect(readTicketCode(text)).toBeUndefined();
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(readTicketCode(text) ?? 'none').toMatch(/^(none|.{4}(-.{4}){3})$/);
    }),
  );
});
