import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RowFault } from '../../../registry/csv/faults.ts';
import type { Column } from '../../../registry/csv/header.ts';
import { type Row, readRows } from '../../../registry/csv/rows.ts';

/** A folder with a blank in its name, removed after the tests of the file. */
export function folderForTests(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sapa import '));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function write(folder: string, name: string, content: string | Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** All rows of a file, as `line: cell|cell` and `line! code`. */
export async function readAll(file: string, columns: readonly Column[]): Promise<string[]> {
  const found: (Row | RowFault)[] = [];
  for await (const { rows } of readRows(file, columns)) found.push(...rows);
  return found.map((row) => ('code' in row ? `${row.line}! ${row.code}` : `${row.line}: ${row.cells.join('|')}`));
}
