import { CsvError } from './faults.ts';
import { Records } from './records.ts';

/** A column that a list has: its name of the contract, other names for it, and whether a file must have it. */
export interface Column {
  readonly name: string;
  readonly also?: readonly string[];
  readonly optional?: boolean;
}

export interface Header {
  readonly delimiter: string;
  /** Cells of the header line. */
  readonly width: number;
  /** For each column of the list its place in a record; -1 when the file does not have it. */
  readonly places: readonly number[];
}

const DELIMITERS = [',', ';', '\t', '|'];

/** `Tanggal Lahir`, ` tanggal-lahir ` and `TANGGAL_LAHIR` are one name. */
function plainName(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .trim()
    .toLowerCase()
    .replace(/[\s._-]+/g, '_');
}

function cellsOf(line: string, delimiter: string): readonly string[] {
  const [record] = new Records({ delimiter, width: 0 }, 1).push([line], true);
  return record && 'cells' in record ? record.cells.map(plainName) : [];
}

function places(cells: readonly string[], columns: readonly Column[]): number[][] {
  return columns.map(({ name, also = [] }) =>
    cells.flatMap((cell, at) => (cell === name || also.includes(cell) ? [at] : [])),
  );
}

/**
 * Reads the header line: the delimiter is the one by which most columns are found. Throws `CsvError` that names what is
 * missing or there twice, and never quotes the line: a file without a header begins with somebody's data.
 */
export function readHeader(line: string, columns: readonly Column[]): Header {
  const tries = DELIMITERS.map((delimiter) => {
    const cells = cellsOf(line, delimiter);
    const found = places(cells, columns);
    return { delimiter, width: cells.length, found, known: found.filter((one) => one.length > 0).length };
  });
  const best = tries.reduce((a, b) => (b.known > a.known ? b : a));
  const names = (which: (at: number) => boolean): string[] =>
    columns.flatMap(({ name, also = [] }, at) => (which(at) ? [[name, ...also].join(' or ')] : []));
  if (best.known === 0) {
    throw new CsvError(
      'header',
      `The first line must name the columns: ${columns.map(({ name }) => name).join(', ')}.`,
    );
  }
  const twice = names((at) => (best.found[at]?.length ?? 0) > 1);
  if (twice.length > 0) throw new CsvError('header', `There twice in the first line: ${twice.join(', ')}.`);
  const missing = names((at) => best.found[at]?.length === 0 && !columns[at]?.optional);
  if (missing.length > 0) throw new CsvError('header', `Missing in the first line: ${missing.join(', ')}.`);
  return { delimiter: best.delimiter, width: best.width, places: best.found.map(([at = -1]) => at) };
}
