/**
 * Why one row of a file is not taken over. Neither field ever holds a value of the file: the list of rejected rows is
 * passed around, and a NIK in it would be a leak.
 */
export interface CellFault {
  /** Name of the column as the contract has it; empty when it is the whole row. */
  readonly column: string;
  /** Short and fixed, for counting: `spreadsheet_number`. */
  readonly code: string;
  /** For the officer: what is wrong and what to do. */
  readonly reason: string;
}

/** A fault with the line of the file on which its row begins (from 1, the header counted). */
export interface RowFault extends CellFault {
  readonly line: number;
}

export type CsvErrorCode = 'not_a_file' | 'not_csv' | 'empty' | 'header';

/** The file as a whole cannot be read. The message is for the operator and quotes nothing of the file. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
  readonly code: CsvErrorCode;
  constructor(code: CsvErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
