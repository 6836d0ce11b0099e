import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { CONTAINERS, type ContainerName } from '../containers.ts';
import { errorOf, failureOf } from './failures.ts';
import { checkFile, openForLooking, quickCheck } from './health.ts';

export interface Inspection {
  readonly ok: boolean;
  /** Sentences for the operator: pages, tables and numbers, never content. */
  readonly problems: readonly string[];
  /** Documents in each container, the expired ones included; 0 where the table cannot be read. */
  readonly counts: Readonly<Record<ContainerName, number>>;
}

/** At most so many problems are listed; one is enough to restore. */
const MOST = 100;

/** Checks a file page by page and document by document (`sapa verify`), beside running processes. Changes nothing. */
export async function inspectSqlite(file: string): Promise<Inspection> {
  const names = Object.keys(CONTAINERS) as ContainerName[];
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<ContainerName, number>;
  if (!existsSync(file)) return { ok: false, problems: [`${file}: there is no such file`], counts };
  const problems: string[] = [];
  let database: DatabaseSync | undefined;
  try {
    checkFile(file);
    database = openForLooking(file);
    problems.push(...quickCheck(database, MOST, 'integrity_check'));
    for (const name of names) inspectTable(database, name, counts, problems);
  } catch (error) {
    problems.push(errorOf(failureOf(error)).message);
  } finally {
    database?.close();
  }
  return { ok: problems.length === 0, problems, counts };
}

function inspectTable(
  database: DatabaseSync,
  name: ContainerName,
  counts: Record<ContainerName, number>,
  problems: string[],
): void {
  if (!database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name)) return;
  const sql = `SELECT count(*) AS all_of, count(*) FILTER (WHERE NOT json_valid(body)) AS bad FROM "${name}"`;
  const { all_of, bad } = database.prepare(sql).get() as { all_of: number; bad: number };
  counts[name] = all_of;
  if (bad > 0) problems.push(`${name}: ${bad} of ${all_of} documents are not JSON`);
}
