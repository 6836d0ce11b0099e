import fc from 'fast-check';
import { hits, needlesOf } from './needles.ts';

const VALUES = { nik: '3273055503850001', name: 'Kenanga Wulandari', born: '1985-03-15', phone: '+6281234567890' };
const needles = needlesOf(VALUES);

test.each([
  ['plain', (text: string) => text],
  ['hex', (text: string) => Buffer.from(text).toString('hex')],
  ['base64', (text: string) => Buffer.from(text).toString('base64')],
  ['base64url', (text: string) => Buffer.from(text).toString('base64url')],
  ['url', (text: string) => encodeURIComponent(text)],
  ['utf-16', (text: string) => Buffer.from(text, 'utf16le').toString('latin1')],
])('the search would find every value written as %s, wherever it stands', (_form, write) => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme-ascii', maxLength: 20 }),
      fc.string({ unit: 'grapheme-ascii', maxLength: 20 }),
      (before, after) => {
        for (const [what, value] of Object.entries(VALUES)) {
          const found = hits('file', Buffer.from(write(`${before}${value}${after}`), 'latin1'), needles);
          expect(found.some((hit) => hit.startsWith(`file: ${what} `))).toBe(true);
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('the search finds a birth date in the other order, and nothing where nothing is', () => {
  expect(hits('log', 'lahir 15/03/1985', needles)).toEqual(['log: born (digit groups)']);
  expect(hits('log', 'nothing to see, 42', needles)).toEqual([]);
});
