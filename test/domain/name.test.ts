import fc from 'fast-check';
import { maskName, readName, sameName } from '../../domain/name.ts';

describe('a name', () => {
  test.each([
    ['Siti Aminah', 'Siti Aminah'],
    ['suharto', 'suharto'],
    ['Al', 'Al'],
    ["Ma'ruf Amin", "Ma'ruf Amin"],
    ['Ma’ruf Amin', "Ma'ruf Amin"],
    ['dr. H. Budi Santoso, Sp.A', 'dr. H. Budi Santoso, Sp.A'],
    ['Ahmad bin Yusuf', 'Ahmad bin Yusuf'],
    ['Anne–Marie', 'Anne-Marie'],
    ['  Siti \n\t Aminah  ', 'Siti Aminah'],
    ['Si\u200bti\u202e Aminah\u0000', 'Siti Aminah'],
    ['Rene\u0301', 'René'],
    ['nama saya Siti Aminah', 'Siti Aminah'],
    ['Nama: Siti Aminah.', 'Siti Aminah.'],
    ['a.n. Siti', 'Siti'],
    ['Namira', 'Namira'],
    ['محمد', 'محمد'],
    ['x'.repeat(100), 'x'.repeat(100)],
  ])('%j', (text, name) => {
    expect(readName(text)).toEqual({ ok: true, name });
  });

  test.each([
    ['', 'empty'],
    [' \u200b ', 'empty'],
    ['A', 'too_short'],
    ['x'.repeat(101), 'too_long'],
    ['x '.repeat(500_000), 'too_long'],
    ['3273051503850001', 'digits'],
    ['S1ti', 'digits'],
    ['Siti ٣', 'digits'],
    ['<b>Siti</b>', 'markup'],
    ['{{name}}', 'markup'],
    ['Siti &amp; Budi', 'markup'],
    ['https://contoh', 'link'],
    ['www.contoh', 'link'],
    ['siti@contoh', 'link'],
    ['contoh.com', 'link'],
    ['Siti 😀', 'symbols'],
    ['😀', 'symbols'],
    ['...', 'symbols'],
    ['Siti!', 'symbols'],
    ["'; DROP TABLE", 'symbols'],
    [`Z${'\u0338'.repeat(20)}algo`, 'symbols'],
  ])('%j is refused: %s', (text, reason) => {
    expect(readName(text)).toEqual({ ok: false, reason });
  });

  test('no text throws; a name that was read reads as itself and holds nothing unseen', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'aAé .,\'-"(/') }),
    );
    fc.assert(
      fc.property(text, (one) => {
        const reading = readName(one);
        if (!reading.ok) return;
        expect(reading.name).toMatch(/^[\p{L}\p{M}' .,\-/()]{2,100}$/u);
        expect(reading.name).toBe(reading.name.normalize('NFC').trim());
        expect(readName(reading.name)).toMatchObject({ ok: true });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the mask of a name', () => {
  test.each([
    ['Siti Aminah', 'S***i A***h'],
    ['Joko', 'J***o'],
    ['Ani', 'A***'],
    ['A', 'A***'],
    ["Ma'ruf", 'M***f'],
    ['', ''],
  ])('%s: %s', (name, mask) => {
    expect(maskName(name)).toBe(mask);
  });

  test('never shows more than two letters of a word, nor its length', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom(...'abcdefg'), minLength: 1, maxLength: 30 }), { minLength: 1 }),
        (words) => {
          for (const word of maskName(words.join(' ')).split(' ')) expect(word).toMatch(/^\p{L}\*\*\*\p{L}?$/u);
        },
      ),
    );
  });
});

describe('one name in two lists', () => {
  test.each([
    ['Siti Aminah', 'SITI  AMINAH'],
    ['Hj. Siti Aminah', 'siti aminah'],
    ['Hj. Siti Aminah', 'ST AMINAH'],
    ['Siti Aminah, S.Pd., M.Pd.', 'Siti Aminah'],
    ['dr. Budi Santoso, Sp.A', 'Budi Santoso'],
    ['Ibu Ani A.Md.Keb', 'Ani'],
    ['Muhammad Rizky', 'Mohamad Rizki'],
    ['Muhammad Ali', 'M. Ali'],
    ['Moh. Ali', 'Muh Ali'],
    ['Mochammad Ali', 'Mohd. Ali'],
    ['Achmad Yani', 'Ahmad Yani'],
    ['Soekarno', 'Sukarno'],
    ['Djoko Tjipto', 'Joko Cipto'],
    ['Khairul', 'Chairul'],
    ['Fatimah', 'Fatima'],
    ['Aisyah', 'Aisah'],
    ["Ma'ruf Amin", 'Maruf Amin'],
    ['Nur Hayati', 'Nurhayati'],
    ['Abd. Rahman', 'Abdul Rahman'],
    ['Ahmad bin Yusuf', 'Ahmad'],
    ['Siti Aminah binti Ahmad', 'Siti Aminah Ahmad'],
    ['Haji', 'HAJI'],
    ['Ma', 'MA'],
  ])('%s is %s', (a, b) => {
    expect([sameName(a, b), sameName(b, a)]).toEqual([true, true]);
  });

  test.each([
    ['Rudi', 'Budi'],
    ['Andi', 'Andi Wijaya'],
    ['Siti Aminah', 'Siti Maryam'],
    ['Muhammad Ali', 'Ali'],
    ['A. Yani', 'M. Yani'],
    ['', ''],
    ['...', '...'],
    ['Dewi', ''],
  ])('%j is not %j', (a, b) => {
    expect([sameName(a, b), sameName(b, a)]).toEqual([false, false]);
  });

  test('every name is its own, in capitals and with a title too', () => {
    // With a p at the end of seven letters or more no word is a title or a degree by chance.
    const letters = fc.string({ unit: fc.constantFrom(...'abdeghijklmnorstuwy'), minLength: 6, maxLength: 9 });
    const word = letters.map((start) => `${start}p`);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const name = words.join(' ');
        expect(sameName(name, name.toUpperCase())).toBe(true);
        expect(sameName(`Bapak ${name}`, name)).toBe(true);
      }),
    );
  });

  test('no two texts throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (a, b) => sameName(a, b) === sameName(b, a),
      ),
    );
  });
});
