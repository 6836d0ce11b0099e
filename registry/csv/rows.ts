import { openText } from './decode.ts';
import { CsvError, type RowFault } from './faults.ts';
import { type Column, type Header, readHeader } from './header.ts';
import { type Lines, linesOf } from './lines.ts';
import { type Rec, Records } from './records.ts';

/** One row: the cells in the order of the list's columns, tidied; an empty text where the file has nothing. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Rows {
  readonly rows: readonly (Row | RowFault)[];
  /** Bytes of the file that were read so far, and that it has. */
  readonly read: number;
  readonly bytes: number;
}

/** Blanks, Excel's `="0123"` and its leading apostrophe go: both keep a number's zeros and belong to no value. */
export function tidyCell(text: string): string {
  const trimmed = text.trim();
  const first = trimmed.charCodeAt(0);
  if (first === 61) return /^="([^"]*)"$/.exec(trimmed)?.[1]?.trim() ?? trimmed;
  return first === 39 ? trimmed.slice(1) : trimmed;
}

/** A number that a spreadsheet has rounded and written as `3,27E+15`: its digits are lost. */
export function isSpreadsheetNumber(text: string): boolean {
  return /^[+-]?\d+(?:[.,]\d+)?E[+-]?\d+$/i.test(text);
}

const WHOLE_ROW = { column: '' };

function rowOf(record: Rec, { width, places }: Header): Row | RowFault | undefined {
  const { line } = record;
  if ('broken' in record) {
    const reason =
      record.broken === 'quotes' ? 'a quotation mark is opened and not closed' : 'the line is longer than 65,536 signs';
    return { line, ...WHOLE_ROW, code: record.broken, reason };
  }
  const { cells } = record;
  if (cells.length !== width) {
    // Empty lines, and the rows of nothing but separators that spreadsheets leave at the end, are no rows.
    if (cells.every((cell) => cell.trim() === '')) return undefined;
    const surplus = cells.slice(width).some((cell) => cell.trim() !== '');
    if (cells.length < width || surplus) {
      const reason = `expected ${width} cells as in the first line, found ${cells.length}`;
      return { line, ...WHOLE_ROW, code: 'cells', reason };
    }
  }
  const tidy = places.map((at) => (at < 0 ? '' : tidyCell(cells[at] ?? '')));
  return tidy.every((cell) => cell === '') ? undefined : { line, cells: tidy };
}

/** The header and what follows it in the first lines. `sep=;` is Excel's own way to name the delimiter. */
function begin(lines: readonly string[], columns: readonly Column[]): { header: Header; skip: number } | undefined {
  const skip = lines.findIndex((line) => line.trim() !== '' && !/^\uFEFF?"?sep=/i.test(line));
  return skip < 0 ? undefined : { header: readHeader(lines[skip] ?? '', columns), skip: skip + 1 };
}

/**
 * The rows of a CSV file, some thousand at a time: UTF-8 or UTF-16, `,` `;` tab or `|`, header in any order. A row that
 * cannot be read is a fault among the rows and stops nothing. Throws `CsvError` when the file as a whole cannot be
 * read, and Node's error when it is not there.
 */
export async function* readRows(file: string, columns: readonly Column[]): AsyncGenerator<Rows> {
  const opened = await openText(file);
  let header: Header | undefined;
  let records: Records | undefined;
  const give = (found: readonly Rec[], to: Header, read: number): Rows => ({
    rows: found.flatMap((record) => rowOf(record, to) ?? []),
    read,
    bytes: opened.bytes,
  });
  let seen = 0;
  for await (const { lines, read } of linesOf(opened)) {
    let fresh: Lines['lines'] = lines;
    if (!header || !records) {
      const found = begin(lines, columns);
      seen += found?.skip ?? lines.length;
      if (!found) continue;
      header = found.header;
      records = new Records(header, seen + 1);
      fresh = lines.slice(found.skip);
    }
    yield give(records.push(fresh, false), header, read);
  }
  if (!header || !records) throw new CsvError('empty', 'The file is empty.');
  yield give(records.push([], true), header, opened.bytes);
}
