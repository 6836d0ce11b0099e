import fc from 'fast-check';
import { maskPhone, readPhone } from '../../domain/phone.ts';

describe('Indonesian mobile numbers', () => {
  test.each([
    '081234567890',
    '0812-3456-7890',
    '0812 3456 7890',
    '0812.3456.7890',
    '(0812) 34567890',
    '+62 812-3456-7890',
    '(+62) 812 3456 7890',
    '+62 (0)812 3456 7890',
    '6281234567890',
    '81234567890',
    '+62081234567890',
    '62081234567890',
    '0062 812 3456 7890',
    'wa 081234567890',
    'no hp: 081234567890',
    '081234567890 (istri)',
    '０８１２３４５６７８９０',
    '٠٨١٢٣٤٥٦٧٨٩٠',
    '\u202a0812\u200b34567890\u202c',
    'O812-3456-789O',
    'o8l2 3456 7890',
    '08.12.34.56.78.90',
    '0 8 1 2 3 4 5 6 7 8 9 0',
    '0812_3456_7890',
    '0812/3456/7890',
    '0812,3456,7890',
    'wa.me/6281234567890',
    'tel:+62-812-3456-7890',
    "'081234567890",
    '="081234567890"',
    '081234567890 081234567890',
    'nol delapan satu dua tiga empat lima enam tujuh delapan sembilan nol',
    'Nomornya kosong lapan satu dua, 3456 7890',
    'nol delapan dua belas tiga puluh empat lima puluh enam tujuh puluh delapan sembilan puluh',
    'zero eight one two three four five six seven eight nine zero',
  ])('%j', (text) => {
    expect(readPhone(text)).toEqual({ ok: true, e164: '+6281234567890', operator: 'Telkomsel', country: 'ID' });
  });

  test.each([
    ['0811 234 5678', 'Telkomsel'],
    ['0852 1234 5678', 'Telkomsel'],
    ['0815 1234 5678', 'Indosat'],
    ['0857 1234 5678', 'Indosat'],
    ['0817 1234 567', 'XL'],
    ['0878 1234 5678', 'XL'],
    ['0831 1234 5678', 'Axis'],
    ['0896 1234 5678', 'Tri'],
    ['0881 1234 5678', 'Smartfren'],
    ['0851 5555 1234', 'Telkomsel'],
    ['0853 1234 5678', 'Telkomsel'],
    ['0814 1234 5678', 'Indosat'],
    ['0859 1234 5678', 'XL'],
    ['0838 1234 5678', 'Axis'],
    ['0899 1234 567', 'Tri'],
    ['0889 1234 5678', 'Smartfren'],
  ])('%s is of %s', (text, operator) => {
    expect(readPhone(text)).toMatchObject({ ok: true, operator });
  });
});

test.each([
  ['+65 9123 4567', '+6591234567', 'SG'],
  ['0060 12-345 6789', '+60123456789', 'MY'],
  ['(+60) 12-345 6789', '+60123456789', 'MY'],
  ['65 9123 4567', '+6591234567', 'SG'],
  ['60 12 345 6789', '+60123456789', 'MY'],
  ['+966 50 123 4567', '+966501234567', 'SA'],
  ['+852 5123 4567', '+85251234567', 'HK'],
  ['+886 912 345 678', '+886912345678', 'TW'],
])('a number from abroad keeps its country: %s', (text, e164, country) => {
  expect(readPhone(text)).toEqual({ ok: true, e164, country });
});

test.each([
  ['', 'empty'],
  ['halo', 'not_a_number'],
  ['0812abc', 'not_a_number'],
  ['081234567', 'too_short'],
  ['0812', 'too_short'],
  ['08123456789012', 'too_long'],
  ['119', 'service_number'],
  ['021 5201590', 'landline'],
  ['(021) 5201590', 'landline'],
  ['+62 274 123456', 'landline'],
  ['3273051503850001', 'looks_like_nik'],
  ['6271051503850001', 'looks_like_nik'],
  ['0800 1234 567', 'no_such_number'],
  ['+999 123 4567', 'unknown_country'],
  ['14045', 'service_number'],
  ['1500567', 'service_number'],
  ['*119#', 'service_number'],
  ['119 ext 9', 'service_number'],
  ['0274-512345 ext 3', 'landline'],
  ['0812x34567890', 'not_a_number'],
  ['+', 'not_a_number'],
  ['satu dua', 'not_a_number'],
  ['0', 'too_short'],
  ['6,28123E+12', 'spreadsheet'],
  ['6.281234567890E+12', 'spreadsheet'],
  ['0812 3456 7890 0812 9876 5432', 'several'],
  ['081234567890 / 081298765432', 'several'],
  ['081234567890 atau 081298765432', 'several'],
])('%j is refused: %s', (text, reason) => {
  expect(readPhone(text)).toEqual({ ok: false, reason });
});

test('a number reads back in every way it is written', () => {
  const prefix = fc.constantFrom('811', '812', '821', '852', '815', '856', '817', '877', '831', '895', '881');
  const way = fc.constantFrom(
    (n: string) => `0${n}`,
    (n: string) => n,
    (n: string) => `62${n}`,
    (n: string) => `+62 ${n.slice(0, 3)} ${n.slice(3, 7)} ${n.slice(7)}`,
    (n: string) => `(0${n.slice(0, 3)}) ${n.slice(3, 7)}-${n.slice(7)}`,
  );
  fc.assert(
    fc.property(prefix, fc.integer({ min: 0, max: 99_999_999 }), way, (start, rest, write) => {
      const national = `${start}${String(rest).padStart(8, '0')}`;
      expect(readPhone(write(national))).toMatchObject({ ok: true, e164: `+62${national}` });
      expect(readPhone(`+62${national}`)).toMatchObject({ ok: true, e164: `+62${national}` });
    }),
  );
});

test('no text throws', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'0123456789 +()-./', 'a') }),
  );
  fc.assert(
    fc.property(text, (one) => {
      const reading = readPhone(one);
      if (reading.ok) expect(reading.e164).toMatch(/^\+[1-9]\d{6,14}$/);
    }),
    { numRuns: 1000 },
  );
  expect(readPhone('0'.repeat(1_000_000))).toEqual({ ok: false, reason: 'not_a_number' });
});

test('the mask shows the country and the last four digits, never more', () => {
  expect(maskPhone('+6281234567890')).toBe('+62*******7890');
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'+0123456789') }), (text) => {
      expect(maskPhone(text).replace(/\D/g, '').length).toBeLessThanOrEqual(6);
    }),
  );
});
