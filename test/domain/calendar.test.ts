import { addYears, isDay, isoDate, today, yearsBetween } from '../../domain/calendar.ts';

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
