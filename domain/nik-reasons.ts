/** Why a number cannot be a NIK (level `fail`). */
export type NikFault =
  | 'empty'
  /** No digits in what was written. */
  | 'no_digits'
  /** Fewer than 16 digits; `digits` says how many. */
  | 'too_short'
  | 'too_long'
  /** More than one number of 16 digits. */
  | 'several'
  /** Written as a power of ten (3.27E+15): its last digits are lost. */
  | 'spreadsheet'
  /** A mobile number instead. */
  | 'looks_like_phone'
  /** All digits equal, or 1234567890123456. */
  | 'placeholder'
  /** Digits 7-8 are not 01-31 or 41-71. */
  | 'day'
  /** Digits 9-10 are not 01-12. */
  | 'month'
  /** 31 February; 29 February of a year that is no leap year in any century. */
  | 'no_such_day'
  /** The last four digits are 0000, which is never given out. */
  | 'serial';

/** What is worth one question, though the number may well be right (level `soft`). */
export type NikDoubt =
  /** No such province, now or before. */
  | 'province_unknown'
  /** No such regency or district, now or before. */
  | 'region_unknown'
  /** Reads as the number of a family card (KK): region and a recent date, without the +40 of women. */
  | 'looks_like_kk'
  | 'birth_date_differs'
  | 'sex_differs';

export type NikReason = NikFault | NikDoubt;
