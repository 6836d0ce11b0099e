import fc from 'fast-check';
import { maskNik, readNik } from '../../domain/nik.ts';
import { loadRegions } from '../../domain/regions.ts';

const regions = loadRegions();
const now = Date.UTC(2026, 10, 24, 3);
const read = (text: string) => readNik(text, now, regions);

describe('the vectors of the research (invented numbers)', () => {
  test.each([
    ['3273051503850001', 'M', '1985-03-15', '32.73', 'Kota Bandung'],
    ['3273055503850001', 'F', '1985-03-15', '32.73', 'Kota Bandung'],
    ['3273057112990002', 'F', '1999-12-31', '32.73', 'Kota Bandung'],
    ['3273052902000001', 'M', '2000-02-29', '32.73', 'Kota Bandung'],
    // Regencies retired in 2022, whose people keep their numbers; the last two are the official sandbox's.
    ['9101011708700003', 'M', '1970-08-17', '93.01', 'Kabupaten Merauke'],
    ['9271060312000001', 'M', '2000-12-03', '96.71', 'Kota Sorong'],
    ['9204014804000002', 'F', '2000-04-08', '96.02', 'Kabupaten Sorong Selatan'],
    // East Kalimantan until 2012.
    ['6473010101800001', 'M', '1980-01-01', '65.71', 'Kota Tarakan'],
    ['6405010101800001', 'M', '1980-01-01', '65', 'Kalimantan Utara'],
    // South Sulawesi until 2004.
    ['7321010101800001', 'M', '1980-01-01', '76', 'Sulawesi Barat'],
  ])('%s is ok', (nik, sex, birthDate, code, name) => {
    expect(read(nik)).toEqual({ level: 'ok', reasons: [], nik, sex, birthDate, region: { code, name } });
  });

  test.each([
    ['3273053202850001', ['day']],
    ['3273057202850001', ['day']],
    ['3273050002850001', ['day']],
    ['3273054002850001', ['day']],
    ['3273053002850001', ['no_such_day']],
    ['3273052902010001', ['no_such_day']],
    ['3273051513850001', ['month']],
    ['3273051500850001', ['month']],
    ['3273053213850000', ['day', 'month', 'serial']],
    ['3273051503850000', ['serial']],
    ['1111111111111111', ['placeholder']],
    ['1234567890123456', ['placeholder']],
    ['', ['empty']],
    [' \n', ['empty']],
    ['halo', ['no_digits']],
    ['081234567890', ['looks_like_phone']],
    ['+62 812-3456-7890', ['looks_like_phone']],
    ['3,27305E+15', ['spreadsheet']],
    ['3.273051503850001E+15', ['spreadsheet']],
    ['3273053102850001', ['no_such_day']],
    ['3273057102850001', ['no_such_day']],
    ['3273056902010001', ['no_such_day']],
    ['0000000000000000', ['placeholder']],
    ['3273056010900009 3273051503850001', ['several']],
    ['32730560109000093273051503850001', ['several']],
    ['1. 3273056010900009 Siti\n2. 3273051503850001 Budi', ['several']],
  ])('%j fails and says why', (text, reasons) => {
    expect(read(text)).toMatchObject({ level: 'fail', reasons });
    expect(read(text)).not.toHaveProperty('nik');
  });

  test.each([
    ['327305150385001', 'too_short', 15],
    ['850001', 'too_short', 6],
    ['32730515038500011', 'too_long', 17],
  ])('%s: the number of digits is said', (text, reason, digits) => {
    expect(read(text)).toEqual({ level: 'fail', reasons: [reason], digits });
  });

  test.each([
    ['9999991503900001', ['province_unknown']],
    ['3299991503900001', ['region_unknown']],
    ['3273991503900001', ['region_unknown']],
  ])('%s is accepted with a doubt', (nik, reasons) => {
    expect(read(nik)).toMatchObject({ level: 'soft', reasons, nik, birthDate: '1990-03-15' });
  });

  test('as much of the region as is known is said', () => {
    expect(read('3299991503900001').region).toEqual({ code: '32', name: 'Jawa Barat' });
    expect(read('3273991503900001').region).toEqual({ code: '32.73', name: 'Kota Bandung' });
    expect(read('9999991503900001').region).toBeUndefined();
  });
});

describe('as people type it', () => {
  test.each([
    '3273 0560 1090 0009',
    '32.7305.601090.0009',
    '3273-0560-1090-0009',
    '3273–0560–1090–0009',
    '3273/0560/1090/0009',
    '3273_0560_1090_0009',
    '="3273056010900009"',
    '3273056010900009.0',
    '3273056010900009 a.n Siti',
    'NIK saya: 3273056010900009 lahir 20-10-1990',
    'NIK 1: 3273056010900009, umur 36',
    '3273O56O1O9OOOO9',
    '32730560l0900009',
    '327305601090000９',
    '٣٢٧٣٠٥٦٠١٠٩٠٠٠٠٩',
    '\u202e3273\u200b056010900009',
    '3273056010900009 3273056010900009',
  ])('%j', (text) => {
    expect(read(text)).toMatchObject({ level: 'ok', nik: '3273056010900009', sex: 'F', birthDate: '1990-10-20' });
  });
});

describe('the century', () => {
  test.each([
    ['3273052411260001', '2026-11-24', '1926-11-24'],
    ['3273052511260001', '1926-11-25', undefined],
    ['3273050101270001', '1927-01-01', undefined],
    ['3273055503230001', '2023-03-15', '1923-03-15'],
    // A century earlier would be more than 120 years ago.
    ['3273055503050001', '2005-03-15', undefined],
  ])('%s', (nik, birthDate, earlier) => {
    expect(read(nik).birthDate).toBe(birthDate);
    expect(read(nik).earlier).toBe(earlier);
  });

  test('is the one of the stated birth date when that fits', () => {
    const reading = readNik('3273055503230001', now, regions, { birthDate: '1923-03-15', sex: 'F' });
    expect(reading).toMatchObject({ level: 'ok', birthDate: '1923-03-15' });
    expect(reading).not.toHaveProperty('earlier');
  });
});

describe('the number of a family card', () => {
  test('is suspected: a recent date, and no 40 added', () => {
    expect(read('3273051203100005')).toMatchObject({ level: 'soft', reasons: ['looks_like_kk'] });
    expect(read('3273051203030005')).toMatchObject({ level: 'soft', reasons: ['looks_like_kk'] });
    expect(read('3273055203100005')).toMatchObject({ level: 'ok', reasons: [] });
    expect(read('3273051203020005')).toMatchObject({ level: 'ok', reasons: [] });
  });

  test('is named as such by the citizen', () => {
    expect(read('no KK 3273051503850001').reasons).toEqual(['looks_like_kk']);
    expect(read('NIK di KK 3273051503850001').reasons).toEqual([]);
  });

  test('is told apart by the stated birth date', () => {
    const kk = '3273051203100005';
    expect(readNik(kk, now, regions, { birthDate: '2010-03-12' }).reasons).toEqual([]);
    expect(readNik(kk, now, regions, { birthDate: '1980-05-05' }).reasons).toEqual([
      'looks_like_kk',
      'birth_date_differs',
    ]);
    expect(readNik(kk, now, regions, { birthDate: '2010-03-21' }).reasons).toEqual(['birth_date_differs']);
  });
});

test('a stated birth date or sex that differs is a doubt, never a fault: a NIK outlives corrections', () => {
  expect(readNik('9271060312000001', now, regions, { birthDate: '1992-01-09', sex: 'F' })).toMatchObject({
    level: 'soft',
    reasons: ['birth_date_differs', 'sex_differs'],
    nik: '9271060312000001',
  });
});

const day = fc.date({ min: new Date('1927-01-01'), max: new Date('2002-12-31'), noInvalidDate: true });
const place = fc.constantFrom('327305', '110101', '317401', '930101', '910101', '640501');

test('every NIK that is put together reads back', () => {
  fc.assert(
    fc.property(
      place,
      day,
      fc.constantFrom('F' as const, 'M' as const),
      fc.integer({ min: 1, max: 9999 }),
      (where, born, sex, serial) => {
        const iso = born.toISOString().slice(0, 10);
        const [year = '', month = '', date = ''] = iso.split('-');
        const written = String(Number(date) + (sex === 'F' ? 40 : 0)).padStart(2, '0');
        const nik = `${where}${written}${month}${year.slice(2)}${String(serial).padStart(4, '0')}`;
        expect(read(nik)).toMatchObject({ level: 'ok', reasons: [], nik, sex, birthDate: iso });
        expect(read(nik).region).toBeDefined();
      },
    ),
  );
});

test('no text throws, and what is not refused has 16 digits', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'0123456789 .-OlIS\n') }),
    fc.json(),
  );
  fc.assert(
    fc.property(text, fc.integer({ min: 0, max: 4e12 }), (one, at) => {
      const reading = readNik(one, at, regions);
      expect(reading.nik === undefined).toBe(reading.level === 'fail');
      if (reading.nik !== undefined) expect(reading.nik).toMatch(/^\d{16}$/);
      expect(reading.reasons.length === 0).toBe(reading.level === 'ok');
    }),
    { numRuns: 500 },
  );
});

test('a megabyte of digits is answered at once', () => {
  expect(read('1'.repeat(1_000_000)).level).toBe('fail');
  expect(read('1O'.repeat(500_000)).level).toBe('fail');
});

describe('the mask', () => {
  test('shows the first four and the last four digits', () => {
    expect(maskNik('3273056010900009')).toBe('3273********0009');
  });

  test('never more than eight digits, and nothing of what is no NIK', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(maskNik(text).replace(/\D/g, '').length).toBeLessThanOrEqual(/^\d{16}$/.test(text) ? 8 : 0);
      }),
    );
  });
});
