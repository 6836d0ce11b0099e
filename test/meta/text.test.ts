import fc from 'fast-check';
import { cut, fits, lengthOf, split, type Unit } from '../../adapters/meta/text.ts';
import { growth } from '../support/growth.ts';

const UNITS: readonly Unit[] = ['utf16', 'points', 'bytes'];
const segmenter = new Intl.Segmenter('id', { granularity: 'grapheme' });
const graphemes = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);
/** White space is what a cut may cost. */
const solid = (text: string): string => text.replace(/\s+/gu, '');

/** Texts with what citizens and operators type: words, emoji families, flags, combining marks, lines, addresses. */
const bits = fc.constantFrom(
  ...[
    'vaksin',
    'Ibu ',
    'sehat. ',
    '\n',
    '\n\n',
    '👨‍👩‍👧‍👦',
    '🇮🇩',
    'é',
    'e\u0301',
    'ꦏꦸ',
    '“Ya!” ',
    ' ',
    '?',
    '𝒳',
    '1.000 ',
  ],
  'https://sapa.example/t/ABCD?x=1 ',
);
const texts = fc.array(bits, { maxLength: 60 }).map((parts) => parts.join(''));
const units = fc.constantFrom(...UNITS);

describe('a text is measured as the channel counts', () => {
  test.each([
    ['Ya', 2, 2, 2],
    ['é', 1, 1, 2],
    ['𝒳', 2, 1, 4],
    ['👨‍👩‍👧', 8, 5, 18],
    ['', 0, 0, 0],
  ])('%s', (text, utf16, points, bytes) => {
    expect(UNITS.map((unit) => lengthOf(text, unit))).toEqual([utf16, points, bytes]);
  });

  test('fits says what measuring says', () => {
    fc.assert(
      fc.property(texts, units, fc.integer({ min: 0, max: 80 }), (text, unit, most) => {
        expect(fits(text, { most, unit })).toBe(lengthOf(text, unit) <= most);
      }),
    );
  });
});

describe('cutting a title', () => {
  test.each([
    ['Ya, sudah sesuai', 20, 'Ya, sudah sesuai'],
    ['Puskesmas Cicendo 20', 20, 'Puskesmas Cicendo 20'],
    ['Puskesmas Cicendo 021', 20, 'Puskesmas Cicendo 0…'],
    ['Puskesmas Sukajadi (1)', 18, 'Puskesmas Sukajad…'],
    ['Puskesmas Babakan Sari', 18, 'Puskesmas Babakan…'],
    ['Keluarga 👨‍👩‍👧‍👦 besar', 20, 'Keluarga…'],
    ['Ya', 0, ''],
    ['Ya!', 1, 'Y'],
  ])('%s in %i', (title, most, expected) => {
    expect(cut(title, { most, unit: 'utf16' })).toBe(expected);
  });

  test('never longer than allowed, never inside a grapheme', () => {
    fc.assert(
      fc.property(texts, units, fc.integer({ min: 30, max: 60 }), (text, unit, most) => {
        const title = cut(text, { most, unit });
        expect(lengthOf(title, unit)).toBeLessThanOrEqual(most);
        if (title === text) return;
        const kept = graphemes(title.replace(/…$/u, ''));
        expect(graphemes(text).slice(0, kept.length)).toEqual(kept);
      }),
    );
  });

  test('a single grapheme longer than the limit is cut between code points', () => {
    const zalgo = `a${'\u0301'.repeat(50)}`;
    expect(cut(zalgo, { most: 10, unit: 'utf16' }).isWellFormed()).toBe(true);
    expect(cut('👨‍👩‍👧‍👦'.repeat(3), { most: 5, unit: 'utf16' }).isWellFormed()).toBe(true);
  });
});

describe('splitting a long text', () => {
  const limit = { most: 40, unit: 'utf16' } as const;
  test.each<[string, string, string[]]>([
    ['nothing to split', 'Selamat datang.', ['Selamat datang.']],
    ['only white space', ' \n ', []],
    ['exactly the limit', 'x'.repeat(40), ['x'.repeat(40)]],
    [
      'a sentence',
      'Vaksinasi ini gratis. Mohon membawa KTP atau KK.',
      ['Vaksinasi ini gratis.', 'Mohon membawa KTP atau KK.'],
    ],
    [
      'a line before a sentence',
      'Puskesmas Cicendo\nJl. Aceh 1. Kota Bandung, buka',
      ['Puskesmas Cicendo', 'Jl. Aceh 1. Kota Bandung, buka'],
    ],
    [
      'a paragraph first',
      'Baris satu panjang.\n\nBaris dua. Baris tiga juga.',
      ['Baris satu panjang.', 'Baris dua. Baris tiga juga.'],
    ],
    [
      'words without sentences',
      'satu dua tiga empat lima enam tujuh delapan sembilan',
      ['satu dua tiga empat lima enam tujuh', 'delapan sembilan'],
    ],
    ['no border at all', 'x'.repeat(90), ['x'.repeat(40), 'x'.repeat(40), 'x'.repeat(10)]],
    [
      'an address stays whole',
      'Silakan buka https://sapa.example/t/AB.CD?x=1 sekarang',
      ['Silakan buka', 'https://sapa.example/t/AB.CD?x=1', 'sekarang'],
    ],
  ])('%s', (_name, text, pieces) => {
    expect(split(text, limit)).toEqual(pieces);
  });

  test('a pair of marks stays whole when marks are looked at', () => {
    const text = 'Mohon datang pada *Senin, 4 Mei 2026 pukul 08.00* ya';
    expect(split(text, limit, { marks: true })).toEqual(['Mohon datang pada', '*Senin, 4 Mei 2026 pukul 08.00* ya']);
  });

  test('loses nothing but white space, fits, and never tears a grapheme', () => {
    fc.assert(
      fc.property(texts, units, fc.integer({ min: 30, max: 90 }), fc.boolean(), (text, unit, most, marks) => {
        const pieces = split(text, { most, unit }, { marks });
        expect(solid(pieces.join(''))).toBe(solid(text));
        for (const piece of pieces) {
          expect(lengthOf(piece, unit)).toBeLessThanOrEqual(most);
          expect(piece).toBe(piece.trim());
          expect(piece).not.toBe('');
        }
        expect(pieces.flatMap((piece) => graphemes(solid(piece)))).toEqual(graphemes(solid(text)));
      }),
    );
  });

  test('any text at all comes to an end, and in time that grows with its length', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        units,
        fc.integer({ min: 1, max: 30 }),
        (text, unit, most) => {
          for (const piece of split(text, { most, unit })) expect(lengthOf(piece, unit)).toBeLessThanOrEqual(most);
        },
      ),
    );
  });

  test('a very long text costs no more for each of its words', async () => {
    const work = (amount: number) => split('*a '.repeat(amount), { most: 2_000, unit: 'utf16' }, { marks: true });
    expect(await growth(work, 2_000)).toBeLessThan(10);
  });
});
