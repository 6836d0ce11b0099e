import fc from 'fast-check';
import {
  addDays,
  addMonths,
  addYears,
  daysBetween,
  isDay,
  isoDate,
  longDate,
  today,
  yearsBetween,
} from '../../domain/calendar.ts';

test.each([
  [2000, 2, 29, true],
  [1900, 2, 29, false],
  [2024, 2, 29, true],
  [2023, 2, 29, false],
  [2023, 4, 31, false],
  [2023, 12, 31, true],
  [2023, 0, 1, false],
  [2023, 13, 1, false],
  [2023, 1, 0, false],
])('%d-%d-%d exists: %s', (year, month, day, exists) => {
  expect(isDay(year, month, day)).toBe(exists);
});

test('today is the date in the east, where the day begins first', () => {
  expect(today(Date.UTC(2026, 10, 24, 14, 59))).toBe('2026-11-24');
  expect(today(Date.UTC(2026, 10, 24, 15, 0))).toBe('2026-11-25');
});

test.each([
  ['2000-02-29', '2018-02-28', 17],
  ['2000-02-29', '2018-03-01', 18],
  ['1985-03-15', '2026-03-14', 40],
  ['1985-03-15', '2026-03-15', 41],
  ['2026-01-02', '2026-01-01', -1],
])('from %s to %s: %d full years', (from, to, years) => {
  expect(yearsBetween(from, to)).toBe(years);
});

test.each([
  ['2000-02-29', 18, '2018-03-01'],
  ['2000-02-29', 4, '2004-02-29'],
  ['2014-12-31', 12, '2026-12-31'],
])('%s and %d years: %s', (iso, years, later) => {
  expect(addYears(iso, years)).toBe(later);
});

test('a date is written with all its digits', () => {
  expect(isoDate(945, 1, 2)).toBe('0945-01-02');
});

test.each([
  ['2021-01-31', 1, '2021-03-01'],
  ['2024-01-31', 1, '2024-03-01'],
  ['2024-01-29', 1, '2024-02-29'],
  ['2021-11-30', 3, '2022-03-01'],
  ['2021-08-31', 6, '2022-03-01'],
  ['2021-07-01', 6, '2022-01-01'],
  ['2021-12-15', 12, '2022-12-15'],
])('%s and %d months: %s', (iso, months, later) => {
  expect(addMonths(iso, months)).toBe(later);
});

test('a date in a sentence', () => {
  expect([longDate('2021-08-17', 'id'), longDate('2021-08-07', 'en')]).toEqual(['17 Agustus 2021', '7 August 2021']);
});

describe('any day', () => {
  const day = fc.integer({ min: 0, max: 80_000 }).map((days) => addDays('1900-01-01', days));
  test('exists, and so many days later lie so many days between', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -40_000, max: 40_000 }), (iso, days) => {
        const [year = 0, month = 0, date = 0] = iso.split('-').map(Number);
        expect(isDay(year, month, date)).toBe(true);
        expect(daysBetween(iso, addDays(iso, days))).toBe(days);
      }),
    );
  });
  test('some months later is never too early, nor later than the first of the next', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 36 }), (iso, months) => {
        const later = addMonths(iso, months);
        const days = daysBetween(iso, later);
        expect(days).toBeGreaterThanOrEqual(months * 30 - 2);
        expect(days).toBeLessThanOrEqual(months * 31);
        expect(addMonths(iso, months) <= addMonths(addDays(iso, 1), months)).toBe(true);
      }),
    );
  });
  test('twelve months are a year', () => {
    fc.assert(fc.property(day, (iso) => expect(addMonths(iso, 12)).toBe(addYears(iso, 1))));
  });
});
