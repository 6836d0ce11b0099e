import fc from 'fast-check';
import { cleanText } from '../../adapters/webchat/plain.ts';
import { latinDigits, plainText, plainWord, seen } from '../../domain/text.ts';

/** A letter that plain ASCII has not: behind it every text goes the long way. */
const LONG = 'å';

test.each([
  ['seen', seen],
  ['plainText', plainText],
  ['plainWord', plainWord],
  ['cleanText', cleanText],
])('%s: plain ASCII goes a shorter way to the same end', (_name, change) => {
  const ascii = fc.string({ unit: fc.integer({ min: 0, max: 0x7f }).map((code) => String.fromCharCode(code)) });
  fc.assert(
    fc.property(ascii, (text) => {
      expect(change(text)).toBe(change(LONG + text).slice(change(LONG).length));
    }),
  );
});

test.each([
  ['digits of other scripts', latinDigits, '٣२᭕', '325'],
  ['wide forms', plainText, '３２７３ＫＫ', '3273KK'],
  ['marks that cannot be seen', seen, 'Si\u200bti\u202e', 'Siti'],
  ['accents', plainWord, 'Café', 'cafe'],
  ['controls and line ends', cleanText, 'a\u0000b\r\nc', 'ab\nc'],
])('%s', (_name, change, typed, read) => {
  expect(change(typed)).toBe(read);
});
