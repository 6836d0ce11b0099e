import fc from 'fast-check';
import { readBirthDate } from '../../domain/birth-date.ts';

const now = Date.UTC(2026, 10, 24, 3);

describe('the ways Indonesians write a birth date', () => {
  test.each([
    '17-8-45',
    'l7-O8-1945',
    '17-08-I945',
    '17-08-1945 (81 th)',
    '17 agustus 1945, umur 81 tahun',
    '17 agustus 1945',
    '17/08/1945',
    '17.8.1945',
    '17 08 1945',
    '17081945',
    '170845',
    '1781945',
    '1945-08-17',
    '1945/8/17',
    '19450817',
    '17 Agt 45',
    '17 agst 45',
    '17agustus1945',
    'tgl 17 bulan 8 tahun 1945',
    'tanggal 17 bln agustus thn 45',
    'Senin, 17 Agustus 1945',
    'Bandung, 17 Agustus 1945',
    'TTL: Surabaya 17-08-1945',
    'lahir 17 agustus 1945 ya kak',
    'tujuh belas agustus seribu sembilan ratus empat puluh lima',
    'tujuh belas delapan empat puluh lima',
    '17-VIII-1945',
    "17 agustus '45",
    '17 agutus 1945',
    'August 17, 1945',
    '17th of August 1945',
    '08/17/1945',
    '1945 agustus 17',
    '17 Augustus 1945',
    '１７－０８－１９４５',
    '١٧-٠٨-١٩٤٥',
    '17–08–1945',
    '\u200e17-08-1945',
    '1945-08-17T00:00:00.000Z',
  ])('%j', (text) => {
    expect(readBirthDate(text, now)).toEqual({ ok: true, iso: '1945-08-17' });
  });

  test.each([
    ['5 pebruari 1970', '1970-02-05'],
    ['5 nopember 1970', '1970-11-05'],
    ['5 méi 1970', '1970-05-05'],
    ['31 des 99', '1999-12-31'],
    ['29 februari 2000', '2000-02-29'],
    ['dua puluh lima mei delapan puluh', '1980-05-25'],
    ['satu januari dua ribu satu', '2001-01-01'],
    ['25-12-26', '1926-12-25'],
    ['24-11-2026', '2026-11-24'],
  ])('%j is %s', (text, iso) => {
    expect(readBirthDate(text, now)).toEqual({ ok: true, iso });
  });

  test('two digits that may mean two centuries: the later one, and the other is told', () => {
    expect(readBirthDate('1-1-20', now)).toEqual({ ok: true, iso: '2020-01-01', earlier: '1920-01-01' });
    expect(readBirthDate('1-1-1920', now)).toEqual({ ok: true, iso: '1920-01-01' });
  });
});

describe('what is no birth date', () => {
  test.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['halo', 'not_a_date'],
    ['3273051503850001', 'not_a_date'],
    ['081234567890', 'not_a_date'],
    ['saya punya 3 anak umur 5 dan 12', 'not_a_date'],
    ['1-2-3-4', 'not_a_date'],
    [`${'x'.repeat(500)} 17-8-1945`, 'not_a_date'],
    ['dulu rumah kami dibangun oleh kakek pada 17-8-1945 sesudah perang', 'not_a_date'],
    ['99', 'not_a_date'],
    ['31-2-1990', 'no_such_day'],
    ['29-2-2001', 'no_such_day'],
    ['32-1-1990', 'no_such_day'],
    ['0-1-1990', 'no_such_day'],
    ['17-13-1945', 'no_such_day'],
    ['31 april 1980', 'no_such_day'],
    ['25-11-2026', 'future'],
    ['17-8-2050', 'future'],
    ['23-11-1905', 'too_old'],
    ['17-8-1800', 'too_old'],
    ['1945', 'incomplete'],
    ['th 1945', 'incomplete'],
    ['agustus 1945', 'incomplete'],
    ['17 agustus', 'incomplete'],
    ['17-8', 'incomplete'],
    ['17', 'incomplete'],
    ['1111945', 'ambiguous'],
  ])('%j: %s', (text, reason) => {
    expect(readBirthDate(text, now)).toEqual({ ok: false, reason });
  });

  test('the limit is 120 full years', () => {
    expect(readBirthDate('24-11-1906', now)).toMatchObject({ ok: true });
    expect(readBirthDate('25-11-1905', now)).toMatchObject({ ok: true });
    expect(readBirthDate('24-11-1905', now)).toEqual({ ok: false, reason: 'too_old' });
  });
});

const MONTHS = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' ');
const SHORT = 'jan feb mar apr mei jun jul agt sep okt nov des'.split(' ');
const FORMS: readonly ((y: string, m: number, d: number) => string)[] = [
  (y, m, d) => `${d}-${m}-${y}`,
  (y, m, d) => `${d}/${m}/${y}`,
  (y, m, d) => `${String(d).padStart(2, '0')}.${String(m).padStart(2, '0')}.${y}`,
  (y, m, d) => `${String(d).padStart(2, '0')}${String(m).padStart(2, '0')}${y}`,
  (y, m, d) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`,
  (y, m, d) => `${d} ${MONTHS[m - 1] ?? ''} ${y}`,
  (y, m, d) => `${d} ${SHORT[m - 1] ?? ''} ${y}`,
  (y, m, d) => `tgl ${d} bulan ${m} tahun ${y}`,
  (y, m, d) => `${MONTHS[m - 1] ?? ''} ${d}, ${y}`,
];
const born = fc.date({ min: new Date('1927-01-01'), max: new Date('2026-11-23'), noInvalidDate: true });

test('every date in every form reads back to the same day', () => {
  fc.assert(
    fc.property(born, fc.constantFrom(...FORMS), (date, form) => {
      const iso = date.toISOString().slice(0, 10);
      const text = form(iso.slice(0, 4), Number(iso.slice(5, 7)), Number(iso.slice(8)));
      expect(readBirthDate(text, now)).toEqual({ ok: true, iso });
    }),
    { numRuns: 500 },
  );
});

test('two digits of a year read back to a date of the last hundred years', () => {
  fc.assert(
    fc.property(born, fc.constantFrom(...FORMS.slice(0, 4), ...FORMS.slice(5)), (date, form) => {
      const iso = date.toISOString().slice(0, 10);
      const text = form(iso.slice(2, 4), Number(iso.slice(5, 7)), Number(iso.slice(8)));
      expect(readBirthDate(text, now)).toMatchObject({ ok: true, iso });
    }),
    { numRuns: 500 },
  );
});

test('no text throws, and a date is never in the future', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'0123456789 /.-', ...SHORT, ' puluh ', ' belas ', ' dua ') }),
  );
  fc.assert(
    fc.property(text, (one) => {
      const reading = readBirthDate(one, now);
      if (reading.ok) expect(reading.iso <= '2026-11-24' && reading.iso >= '1905-11-25').toBe(true);
    }),
    { numRuns: 1000 },
  );
});
