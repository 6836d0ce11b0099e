import type { DatabaseSync } from 'node:sqlite';
import { CONTAINERS, type ContainerName, type ContainerSpec } from '../containers.ts';

/** Raised when a file of the new program cannot be read by the old one. New fields alone never raise it. */
export const SCHEMA_VERSION = 1;
/** `SAPA` in ASCII: tells our files from other SQLite files (sqlite.org/fileformat.html, offset 68). */
export const APPLICATION_ID = 0x53415041;

/** A container as its table: one row a document, one column for each field that is asked for. */
export interface Table {
  readonly name: ContainerName;
  /** The declared fields and the one that expires, in the order of `Write`'s values. */
  readonly fields: readonly string[];
  readonly expires: string | undefined;
  /** One document a partition. */
  readonly alone: boolean;
}

const specs: Record<ContainerName, ContainerSpec> = CONTAINERS;

/** A container's table, from its declaration. */
export function tableOf(name: ContainerName, spec: ContainerSpec = specs[name]): Table {
  const fields = [...spec.indexes, ...(spec.expires ? [spec.expires] : [])];
  return { name, fields, expires: spec.expires, alone: spec.alone ?? false };
}

/** Every table of the store. */
export function tables(): Table[] {
  return (Object.keys(CONTAINERS) as ContainerName[]).map((name) => tableOf(name));
}

/** The column of a field. The prefix keeps a field called `body` apart from the body. */
export const column = (field: string): string => `"f_${field}"`;

/**
 * `n` is declared, so that it survives a VACUUM: continuation tokens hold it. A rowid table with a UNIQUE key, not
 * WITHOUT ROWID: much faster for bodies of 1 to 4 KB. The columns have no type, so a number stays a number; the body
 * is last, because reading a column behind it would walk through its overflow pages.
 */
function createTable(table: Table): string {
  const fields = table.fields.map((field) => `${column(field)}, `).join('');
  return `CREATE TABLE IF NOT EXISTS "${table.name}" (n INTEGER PRIMARY KEY, pk TEXT NOT NULL, id TEXT NOT NULL,
    etag TEXT NOT NULL, ${fields}body TEXT NOT NULL, UNIQUE (pk, id))`;
}

/** Partial indexes: a document without the field costs nothing, and most conversations have nothing `due`. */
function createIndexes(table: Table): string[] {
  return table.fields.flatMap((field) => {
    const f = column(field);
    const make = (name: string, columns: string): string =>
      `CREATE INDEX IF NOT EXISTS "${name}" ON "${table.name}" (${columns}) WHERE ${f} IS NOT NULL`;
    if (field === table.expires || table.alone) return [make(indexName(table.name, field), f)];
    return [make(indexName(table.name, field), f), make(indexName(table.name, field, true), `pk, ${f}`)];
  });
}

/** The index by a field alone, or by partition and field. */
export function indexName(container: string, field: string, inPartition = false): string {
  return `${container}_${inPartition ? 'pk_' : ''}${field}`;
}

interface Named {
  readonly name: string;
}

function columnsOf(database: DatabaseSync, table: Table): Set<string> {
  const rows = database.prepare(`PRAGMA table_info("${table.name}")`).all() as unknown as Named[];
  return new Set(rows.map((row) => row.name));
}

/** A new column, filled from the bodies that are there: text and numbers only, as a write would. */
function addColumn(database: DatabaseSync, table: Table, field: string): void {
  const path = `'$."${field}"'`;
  database.exec(`ALTER TABLE "${table.name}" ADD COLUMN ${column(field)}`);
  database.exec(`UPDATE "${table.name}" SET ${column(field)} = json_extract(body, ${path})
    WHERE json_type(body, ${path}) IN ('integer', 'real', 'text')`);
}

/** Whether every table, column and index is there already: the usual start, which then writes nothing. */
function complete(database: DatabaseSync, wanted: readonly Table[]): boolean {
  const version = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version.user_version !== SCHEMA_VERSION) return false;
  const rows = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'index'").all() as unknown as Named[];
  const indexes = new Set(rows.map((row) => row.name));
  return wanted.every((table) => {
    const columns = columnsOf(database, table);
    if (!columns.has('body')) return false;
    return table.fields.every((field) => columns.has(`f_${field}`) && indexes.has(indexName(table.name, field)));
  });
}

/**
 * Brings a file to the declared containers: missing tables, columns and indexes are added, nothing is ever removed.
 * One transaction: two processes that start together take turns, and a crash leaves the file as it was.
 */
export function migrate(database: DatabaseSync, wanted: readonly Table[] = tables()): void {
  if (complete(database, wanted)) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const table of wanted) {
      database.exec(createTable(table));
      const columns = columnsOf(database, table);
      for (const field of table.fields) if (!columns.has(`f_${field}`)) addColumn(database, table, field);
      for (const index of createIndexes(table)) database.exec(index);
    }
    database.exec('CREATE TABLE IF NOT EXISTS "_ping" (n INTEGER PRIMARY KEY, at, room)');
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
