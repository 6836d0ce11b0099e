import { readBirthDate } from '../../domain/birth-date.ts';
import { isDay, OLDEST, yearsBetween } from '../../domain/calendar.ts';
import { readName } from '../../domain/name.ts';
import { faultsOfNik, readNik } from '../../domain/nik.ts';
import { readPhone } from '../../domain/phone.ts';
import type { Regions } from '../../domain/regions.ts';
import type { CellFault } from '../csv/faults.ts';
import { isSpreadsheetNumber } from '../csv/rows.ts';

/** A cell's value, or why it has none. */
export type Cell<T> = { readonly value: T } | { readonly fault: CellFault };

const fault = (column: string, code: string, reason: string): { fault: CellFault } => ({
  fault: { column, code, reason },
});

/** The same advice wherever a spreadsheet has turned digits into a number. */
function destroyed(column: string, what: string): { fault: CellFault } {
  return fault(
    column,
    'spreadsheet_number',
    `a spreadsheet destroyed this ${what} (shown as 3.27E+15): set the column to Text in the source and export it again`,
  );
}

const NIK_WORDS: Readonly<Record<string, string>> = {
  empty: 'is empty',
  no_digits: 'has no digits',
  too_short: 'has fewer than 16 digits',
  too_long: 'has more than 16 digits',
  several: 'holds more than one number',
  looks_like_phone: 'is a phone number',
  placeholder: 'is a placeholder, not a NIK',
  day: 'has an impossible day of birth (digits 7 and 8)',
  month: 'has an impossible month of birth (digits 9 and 10)',
  no_such_day: 'has a day that its month does not have (digits 7 to 10)',
  serial: 'ends in 0000, which no NIK does; a spreadsheet may have rounded it',
};

/** A NIK: 16 digits, also with blanks or dots between. What is only doubtful (a region, a date that differs) is taken. */
export function nikCell(text: string, now: number, regions: Regions): Cell<string> {
  if (isSpreadsheetNumber(text)) return destroyed('nik', 'NIK');
  const digits = /^\d{16}$/.test(text);
  const reasons = digits ? faultsOfNik(text) : [];
  if (digits && reasons.length === 0) return { value: text };
  const reading = digits ? { reasons, nik: undefined } : readNik(text, now, regions);
  if (reading.nik !== undefined) return { value: reading.nik };
  const [code = 'no_digits'] = reading.reasons;
  return fault('nik', code, `the NIK ${NIK_WORDS[code] ?? 'cannot be read'}`);
}

/** Words of plain letters, one blank between: most of a list, and nothing that the rules for a name would change. */
const PLAIN_NAME = /^(?!(?:nama|atas|saya|my|name|a ?n)\b)[a-z]{2,40}(?: [a-z]{1,40}){0,5}$/i;

export function nameCell(text: string): Cell<string> {
  if (text.length <= 100 && PLAIN_NAME.test(text)) return { value: text };
  if (text.includes('\uFFFD')) {
    return fault('name', 'encoding', 'holds signs that are no UTF-8: save the file as "CSV UTF-8"');
  }
  const reading = readName(text);
  if (reading.ok) return { value: reading.name };
  const reason = reading.reason === 'empty' ? 'the name is empty' : `this is no name (${reading.reason})`;
  return fault('name', reading.reason, reason);
}

const THREE_NUMBERS = /^\d{1,2}[/.-](\d{1,2})[/.-]\d{4}$/;

/**
 * A birth date: ISO, or day before month in any style. A date that could be two dates is refused, not guessed.
 * `latest` is the day of `now`: asking the calendar for it costs more than all the rest of a row.
 */
export function birthCell(text: string, now: number, latest: string): Cell<string> {
  const column = 'birth_date';
  if (/^\d{4}-\d\d-\d\d$/.test(text)) {
    const real = isDay(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)));
    if (real && text <= latest && yearsBetween(text, latest) <= OLDEST) return { value: text };
  }
  if (/^\d{5}$/.test(text)) {
    return fault(column, 'day_number', "this is a spreadsheet's day number: export the column as YYYY-MM-DD");
  }
  // A list that writes the month first has other rows in which nobody can see it: all of it must be exported anew.
  if (Number(THREE_NUMBERS.exec(text)?.[1] ?? 0) > 12) {
    return fault(column, 'month_first', 'the month seems to stand before the day: export the column as YYYY-MM-DD');
  }
  const reading = readBirthDate(text, now);
  if (!reading.ok) return fault(column, reading.reason, `the birth date cannot be read (${reading.reason})`);
  if (reading.earlier !== undefined) {
    return fault(column, 'ambiguous', 'a year of two digits may be of either century: write all four');
  }
  return { value: reading.iso };
}

const SEXES: Readonly<Record<string, 'F' | 'M'>> = {
  ...{ f: 'F', p: 'F', w: 'F', perempuan: 'F', wanita: 'F', female: 'F' },
  ...{ m: 'M', l: 'M', 'laki-laki': 'M', 'laki laki': 'M', lakilaki: 'M', pria: 'M', male: 'M' },
};

export function sexCell(text: string): Cell<'F' | 'M'> {
  const key = text.toLowerCase();
  const value = Object.hasOwn(SEXES, key) ? SEXES[key] : undefined;
  return value ? { value } : fault('sex', 'sex', 'expected F or M (P or L)');
}

/** An Indonesian mobile number without anything between its digits. */
const PLAIN_HOME = /^(?:\+?62|0)?(8\d{8,11})$/;

/**
 * Reads the phone column: a mobile number, or none, because many older people have no phone. Whether an Indonesian
 * number exists depends on its first digits and its length alone, so one number of each kind is asked about (a test
 * holds this against the library); a list has a hundred kinds and a million numbers.
 */
export function createPhoneReader(): (text: string) => Cell<string | undefined> {
  const kinds = new Map<string, boolean>();
  const none = { value: undefined };

  function plainHome(text: string): string | undefined {
    const national = PLAIN_HOME.exec(text)?.[1];
    if (national === undefined) return undefined;
    const kind = `${national.slice(0, 4)}${national.length}`;
    const exists = kinds.get(kind) ?? readPhone(national).ok;
    kinds.set(kind, exists);
    return exists ? `+62${national}` : undefined;
  }

  return (text) => {
    if (text === '' || text === '-' || text === '0') return none;
    const home = plainHome(text);
    if (home !== undefined) return { value: home };
    if (isSpreadsheetNumber(text)) return destroyed('phone', 'number');
    const reading = readPhone(text);
    return reading.ok
      ? { value: reading.e164 }
      : fault('phone', reading.reason, `no mobile number (${reading.reason}); leave it empty when there is none`);
  };
}

/** A code of a province, regency or district, as its regency; what the list of regions does not know is kept as it is. */
export function regionCell(text: string, regions: Regions): Cell<string | undefined> {
  if (text === '') return { value: undefined };
  const known = regions.find(text);
  if (known) return { value: known.code.slice(0, 5) };
  if (/^\d\d\.\d$/.test(text)) {
    return fault(
      'region_code',
      'spreadsheet_number',
      'a spreadsheet cut a zero off: write it without the dot, as text',
    );
  }
  const digits = text.replace(/[\s.]/g, '');
  if (/^\d{4}$|^\d{6}$|^\d{10}$/.test(digits)) return { value: `${digits.slice(0, 2)}.${digits.slice(2, 4)}` };
  return fault('region_code', 'region', 'expected a code of Kemendagri, such as 3273 or 32.73');
}
